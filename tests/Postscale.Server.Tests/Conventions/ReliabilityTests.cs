using System.Text.RegularExpressions;
using Postscale.Testing;

namespace Postscale.Server.Tests.Conventions;

/// <summary>The table of docs/reliability.md names a test for each promise; it must be there.</summary>
public sealed partial class ReliabilityTests
{
    private const string Document = "docs/reliability.md";

    [Fact]
    public void Every_promise_names_a_test_that_is_there()
    {
        var rows = File.ReadAllLines(Repository.PathOf(Document)).Where(l => l.StartsWith('|')).Skip(2).ToList();
        Assert.True(rows.Count >= 12, "the table is gone");
        foreach (var row in rows)
        {
            var test = TestName().Match(row);
            Assert.True(test.Success, $"no test is named in: {row}");
            var folder = test.Groups["folder"] is { Success: true } given ? given.Value : "Faults/";
            var path = Repository.PathOf($"tests/Postscale.EndToEnd/{folder}{test.Groups["type"].Value}.cs");
            Assert.True(File.Exists(path), $"there is no {path}");
            Assert.Matches($@"\bTask {test.Groups["method"].Value}\(", File.ReadAllText(path));
        }
    }

    [GeneratedRegex("`(?<folder>[A-Z][A-Za-z]*/)?(?<type>[A-Za-z]+Tests)[.](?<method>[A-Za-z0-9_]+)`")]
    private static partial Regex TestName();
}
