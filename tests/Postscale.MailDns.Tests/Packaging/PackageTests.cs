using System.IO.Compression;
using System.Xml.Linq;
using Postscale.Testing;

namespace Postscale.MailDns.Tests.Packaging;

/// <summary>The package, made from what these tests were built with.</summary>
public sealed class PackageTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public async ValueTask InitializeAsync()
    {
        // .../bin/<configuration>/net10.0/
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string[] arguments =
        [
            "pack", Repository.PathOf("src/Postscale.MailDns"), "-c", configuration, "-o", _folder.Path, "--no-build", "--no-restore", "-nodeReuse:false", "-v", "quiet", "--nologo",
        ];
        var (exitCode, output) = await ChildProcess.RunAsync("dotnet", arguments, TimeSpan.FromSeconds(60));
        Assert.True(exitCode == 0, output);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void The_package_holds_the_library_its_documentation_and_its_licences_and_nothing_else_and_tells_what_it_is()
    {
        using var package = Open("nupkg");
        Assert.Equal(
            ["LICENSE", "NOTICE.md", "Postscale.MailDns.nuspec", "README.md", "lib/net10.0/Postscale.MailDns.dll", "lib/net10.0/Postscale.MailDns.xml"],
            Files(package));
        Assert.Equal(["Postscale.MailDns.nuspec", "lib/net10.0/Postscale.MailDns.pdb"], Files(Open("snupkg")));

        Assert.Equal(Repository.Read("src/Postscale.MailDns/README.md"), Text(package, "README.md"));
        Assert.Contains("Public Suffix List", Text(package, "NOTICE.md"), StringComparison.Ordinal);
        Assert.Contains("https://mozilla.org/MPL/2.0/", Text(package, "NOTICE.md"), StringComparison.Ordinal);
        Assert.Contains("Apache License", Text(package, "LICENSE"), StringComparison.Ordinal);

        var nuspec = XDocument.Parse(Text(package, "Postscale.MailDns.nuspec"));
        string Value(string name) => nuspec.Descendants().Single(e => e.Name.LocalName == name).Value;
        Assert.Equal("Postscale.MailDns", Value("id"));
        Assert.Equal("Apache-2.0 AND MPL-2.0", Value("license"));
        Assert.Equal("README.md", Value("readme"));
        Assert.Contains("spf", Value("tags").Split(' '));
        Assert.NotEmpty(Value("description"));
        Assert.DoesNotContain(nuspec.Descendants(), e => e.Name.LocalName == "dependency");
    }

    private static List<string> Files(ZipArchive package) =>
        [.. package.Entries.Select(e => e.FullName).Where(n => n is not "[Content_Types].xml" && !n.StartsWith("_rels/", StringComparison.Ordinal) && !n.StartsWith("package/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static string Text(ZipArchive package, string name)
    {
        using var reader = new StreamReader(package.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    private ZipArchive Open(string extension) => ZipFile.OpenRead(Assert.Single(Directory.GetFiles(_folder.Path, $"*.{extension}")));
}
