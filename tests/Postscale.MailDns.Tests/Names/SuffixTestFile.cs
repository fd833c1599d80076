using System.Text.RegularExpressions;

namespace Postscale.MailDns.Tests.Names;

/// <summary>The test vectors of publicsuffix.org, as Debian's package "publicsuffix" carries them.</summary>
internal static partial class SuffixTestFile
{
    private const string FileInPackage = "usr/share/doc/publicsuffix/examples/test_psl.txt";

    /// <summary>A name and its registrable domain; null where there is none.</summary>
    public static List<(string? Name, string? Registrable)> Read()
    {
        var path = Path.Combine(Folder(), FileInPackage);
        Assert.True(
            File.Exists(path),
            $"{path} is missing. ./test.sh fetches it; by hand: apt-get download publicsuffix && dpkg-deb -x publicsuffix_*.deb root, then copy root/{FileInPackage} there.");
        return [.. File.ReadLines(path).Select(line => Check().Match(line)).Where(match => match.Success)
            .Select(match => (Unquote(match.Groups[1].Value), Unquote(match.Groups[2].Value)))];
    }

    private static string? Unquote(string value) => value == "null" ? null : value.Trim('\'');

    private static string Folder()
    {
        if (Environment.GetEnvironmentVariable("POSTSCALE_TEST_DATA") is { Length: > 0 } given)
        {
            return given;
        }

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Postscale.slnx")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? AppContext.BaseDirectory, ".cache", "test-data");
    }

    [GeneratedRegex(@"^checkPublicSuffix\((null|'[^']*'), (null|'[^']*')\);", RegexOptions.CultureInvariant)]
    private static partial Regex Check();
}
