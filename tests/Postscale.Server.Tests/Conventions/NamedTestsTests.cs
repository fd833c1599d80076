using System.Text.RegularExpressions;
using Postscale.Testing;

namespace Postscale.Server.Tests.Conventions;

/// <summary>A document that says a test shows something names one that is there, and that is a test.</summary>
public sealed partial class NamedTestsTests
{
    public static TheoryData<string> Documents => ["docs/security.md"];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_test_that_a_document_names_is_there(string document)
    {
        var tests = SourceFile.In("tests").ToLookup(f => Path.GetFileNameWithoutExtension(f.Path));
        var named = Named().Matches(Repository.Read(document)).Select(m => (Type: m.Groups["type"].Value, Method: m.Groups["method"].Value)).Distinct().ToList();
        Assert.NotEmpty(named);
        Assert.All(named, n => Assert.True(
            tests[n.Type].Any(f => Regex.IsMatch(f.Text, $@"\[(Fact|Theory)\b(?:(?!\bpublic\b).)*?\bpublic [\w ]+ {n.Method}\(", RegexOptions.Singleline)),
            $"{document}: there is no test {n.Type}.{n.Method}"));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_threat_names_a_test_or_what_is_left_to_the_operator(string document)
    {
        var rows = File.ReadAllLines(Repository.PathOf(document))
            .SkipWhile(l => !l.StartsWith("## What an attacker may try", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(l => !l.StartsWith("## ", StringComparison.Ordinal))
            .Where(l => l.StartsWith("| ", StringComparison.Ordinal) && !l.StartsWith("| attempt", StringComparison.Ordinal)).ToList();
        Assert.InRange(rows.Count, 20, 200);
        Assert.All(rows, r => Assert.True(Named().IsMatch(r) || r.Contains("[left](#what-is-left)", StringComparison.Ordinal), r));
    }

    [GeneratedRegex(@"`(?<type>\w+Tests)\.(?<method>\w+)`")]
    private static partial Regex Named();
}
