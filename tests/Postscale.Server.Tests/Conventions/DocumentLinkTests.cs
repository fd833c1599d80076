using System.Text.RegularExpressions;
using Postscale.Testing;

namespace Postscale.Server.Tests.Conventions;

/// <summary>Links between the files of the documentation lead somewhere, as files on disk and at GitHub.</summary>
public sealed partial class DocumentLinkTests
{
    public static TheoryData<string> Documents => [.. SourceFile.In("docs", "*.md").Select(d => d.Path), "README.md"];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_leads_to_a_file_or_folder_and_to_a_heading_of_it(string document)
    {
        var folder = Path.GetDirectoryName(document)!;
        Assert.All(Links(document), link =>
        {
            var (path, anchor) = link.Split('#') is [var before, var after] ? (before, after) : (link, "");
            var target = path.Length == 0 ? document : Path.Combine(folder, path);
            Assert.True(Path.Exists(Repository.PathOf(target)), $"{document}: there is no {target}");
            Assert.True(anchor.Length == 0 || Anchors(target).Contains(anchor), $"{document}: there is no heading #{anchor} in {target}");
        });
    }

    /// <summary>The service serves <c>docs/</c> alone.</summary>
    [Theory]
    [MemberData(nameof(Documents))]
    public void Documentation_links_to_nothing_that_is_not_served_with_it(string document) => Assert.All(
        Links(document).Where(_ => document != "README.md"),
        l => Assert.StartsWith("docs", Path.GetRelativePath(Repository.PathOf(), Path.GetFullPath(l.Split('#')[0], Repository.PathOf(Path.GetDirectoryName(document)!))), StringComparison.Ordinal));

    private static IEnumerable<string> Links(string document) =>
        Link().Matches(Code().Replace(Repository.Read(document), "")).Select(m => m.Groups["target"].Value).Where(t => !t.Contains("://", StringComparison.Ordinal));

    /// <summary>As GitHub makes them: lower case, hyphens for spaces, other punctuation gone.</summary>
    private static HashSet<string> Anchors(string document) =>
        [.. Heading().Matches(Fence().Replace(Repository.Read(document), "")).Select(m => NoAnchor().Replace(m.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'))];

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("```.*?```|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("^ *```.*?^ *```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex("^#+ (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NoAnchor();
}
