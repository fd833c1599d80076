using System.Text.RegularExpressions;
using Postscale.Testing;

namespace Postscale.Server.Tests.Conventions;

/// <summary>What source files look like.</summary>
public sealed partial class SourceTests
{
    /// <summary>Files with more than one public type, and why.</summary>
    private static readonly Dictionary<string, string> s_severalTypes = new()
    {
        ["src/Postscale.MailDns/Resolution/DnsRecord.cs"] = "a closed family of records, a line each",
    };

    [Theory]
    [InlineData("src/Postscale.Cli")]
    [InlineData("src/Postscale.Client")]
    [InlineData("src/Postscale.MailDns")]
    [InlineData("src/Postscale.Server")]
    public void Files_are_small(string project)
    {
        var files = SourceFile.In(project);
        Assert.All(files, f => Assert.True(f.Lines.Count <= 400, $"{f.Path} has {f.Lines.Count} lines"));
        var median = files.Select(f => f.Lines.Count).Order().ElementAt(files.Count / 2);
        Assert.True(median < 80, $"half of the files of {project} have {median} lines and more");
    }

    [Fact]
    public void The_composition_is_under_250_lines() =>
        Assert.InRange(SourceFile.In("src/Postscale.Server").Single(f => f.Path == "src/Postscale.Server/ServerHost.cs").Lines.Count, 1, 249);

    [Fact]
    public void A_file_has_one_public_type()
    {
        var several = SourceFile.In("src").Where(f => PublicType().Count(f.Text) > 1).Select(f => f.Path).ToList();
        Assert.Equal(s_severalTypes.Keys, several);
    }

    [Fact]
    public void A_file_bears_the_name_of_its_public_type() => Assert.All(
        SourceFile.In("src").Where(f => !s_severalTypes.ContainsKey(f.Path)),
        f => Assert.All(PublicType().Matches(f.Text), m => Assert.Equal(Path.GetFileNameWithoutExtension(f.Path), m.Groups["name"].Value)));

    [Fact]
    public void A_file_s_namespace_is_its_folder() => Assert.All(
        SourceFile.In("src").Where(f => Namespace().IsMatch(f.Text)),
        f =>
        {
            // Folders below a part's own are for order among its files; those of a part are its namespace.
            var folder = Path.GetDirectoryName(f.Path)!["src/".Length..].Replace('/', '.');
            Assert.StartsWith(Namespace().Match(f.Text).Groups["name"].Value, folder, StringComparison.Ordinal);
        });

    [Fact]
    public void Nothing_is_left_for_later_in_a_comment() =>
        Assert.All(SourceFile.In("src").Concat(SourceFile.In("src", "*.sql")), f => Assert.DoesNotMatch(@"\b(TODO|FIXME|HACK|XXX)\b", f.Text));

    [Fact]
    public void No_warning_of_trimming_or_native_compilation_is_suppressed()
    {
        var sources = SourceFile.In("src").Concat(SourceFile.In("src", "*.csproj")).ToList();
        sources.AddRange(Directory.GetFiles(Repository.PathOf(), "Directory.*.props").Select(f => new SourceFile(Path.GetFileName(f), File.ReadAllText(f))));
        sources.Add(new SourceFile(".editorconfig", Repository.Read(".editorconfig")));
        Assert.All(sources, f => Assert.False(Suppression().IsMatch(f.Text), $"{f.Path}: {Suppression().Match(f.Text)}"));
    }

    [Fact]
    public void Every_warning_that_is_switched_off_says_why() => Assert.All(
        SourceFile.In("src").SelectMany(f => f.Lines.Where(l => l.Contains("#pragma warning disable", StringComparison.Ordinal)).Select(l => (f.Path, Line: l))),
        p => Assert.Matches(@"disable \w+ // \w+", p.Line));

    [GeneratedRegex(@"^public (?:(?:static|sealed|abstract|partial|readonly|ref) )*(?:class|record struct|record class|record|struct|interface|enum|delegate \S+) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"UnconditionalSuppressMessage|SuppressMessage\([^)]*IL\d{4}|warning disable[^\n]*IL\d{4}|NoWarn[^\n]*IL\d{4}|diagnostic\.IL\d{4}|SuppressTrimAnalysisWarnings|SuppressAotAnalysisWarnings|Requires(?:UnreferencedCode|DynamicCode)\b")]
    private static partial Regex Suppression();
}
