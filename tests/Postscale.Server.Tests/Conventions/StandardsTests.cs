using System.Text.RegularExpressions;
using Postscale.Testing;

namespace Postscale.Server.Tests.Conventions;

/// <summary>The tables of docs/standards say where a section is done and which test shows it; both must be there.</summary>
public sealed partial class StandardsTests
{
    private static readonly Lazy<IReadOnlyList<SourceFile>> s_tests = new(() => SourceFile.In("tests"));

    public static TheoryData<string> Documents => [.. SourceFile.In("docs/standards", "*.md").Select(d => d.Path)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void What_is_said_to_be_done_names_its_file_and_its_test(string document)
    {
        var rows = RowsOf(document);
        Assert.NotEmpty(rows);
        var text = string.Join('\n', File.ReadAllLines(Repository.PathOf(document)).Where(l => !l.StartsWith('|')));
        foreach (var row in rows.Where(r => !r.State.StartsWith("not done", StringComparison.Ordinal)))
        {
            Assert.True(SourceName().IsMatch(row.Where), $"{document}: '{row.Section}' names no file");
            // A word that the text above the table explains, such as "Suite", stands for a test.
            Assert.True(
                row.Test.Split([' ', ';', ',', '`']).Any(w => w.Length > 0 && (TestName().IsMatch(w) || text.Contains($"\"{w}\" is", StringComparison.Ordinal))),
                $"{document}: '{row.Section}' names no test");
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_file_that_is_named_is_there(string document)
    {
        var folder = SourceFolder().Match(Repository.Read(document)).Groups["folder"].Value.TrimEnd('/');
        Assert.StartsWith("src/", folder, StringComparison.Ordinal);
        foreach (var name in RowsOf(document).SelectMany(r => SourceName().Matches(r.Where)).Select(m => m.Value))
        {
            // Beside the document's own folder, or named from the project's.
            Assert.True(
                File.Exists(Repository.PathOf(folder, name)) || File.Exists(Repository.PathOf(Path.GetDirectoryName(folder)!, name)) || File.Exists(Repository.PathOf(name)),
                $"{document}: there is no {name}");
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_test_that_is_named_is_there(string document)
    {
        foreach (var test in TestName().Matches(Repository.Read(document)).Select(m => m.Value).Distinct())
        {
            var (type, method) = (test.Split('.')[0], test.Split('.')[1]);
            Assert.True(
                s_tests.Value.Any(f => Path.GetFileName(f.Path) == $"{type}.cs" && Regex.IsMatch(f.Text, $@"\b{method}\(")),
                $"{document}: there is no test {test}");
        }
    }

    private static List<Row> RowsOf(string document) => File.ReadAllLines(Repository.PathOf(document))
        .Where(l => l.StartsWith('|') && !l.StartsWith("|-", StringComparison.Ordinal))
        .Select(l => l.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries))
        .Where(cells => cells is [_, _, _, _] && !cells[3].Equals("test", StringComparison.OrdinalIgnoreCase))
        .Select(cells => new Row(cells[0], cells[1], cells[2], cells[3]))
        .ToList();

    [GeneratedRegex(@"[\w/]+\.cs\b")]
    private static partial Regex SourceName();

    [GeneratedRegex(@"\b\w+Tests\.\w+")]
    private static partial Regex TestName();

    [GeneratedRegex("`(?<folder>src/[^`]+)`")]
    private static partial Regex SourceFolder();

    private sealed record Row(string Section, string State, string Where, string Test);
}
