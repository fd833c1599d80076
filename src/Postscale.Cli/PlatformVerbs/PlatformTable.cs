using System.Text;
using Postscale.Server.PlatformRecords;
using Postscale.Server.Records;

namespace Postscale.Cli.PlatformVerbs;

/// <summary>The findings of <c>platform check</c> as a table.</summary>
internal static class PlatformTable
{
    private const int MaxCell = 44;

    private static readonly string[] Head = ["RECORD", "EXPECTED", "FOUND", "VERDICT", "WHAT TO DO"];

    public static string Write(IReadOnlyList<PlatformFinding> findings)
    {
        string[][] rows = [Head, .. findings.Select(Row)];
        var widths = Enumerable.Range(0, Head.Length - 1).Select(c => rows.Max(r => r[c].Length)).ToList();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            var line = string.Join("  ", row.Select((cell, c) => c < widths.Count ? cell.PadRight(widths[c]) : cell));
            text.Append(line.TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    private static string[] Row(PlatformFinding finding) =>
    [
        $"{finding.Record.Type} {finding.Record.Name}",
        Sentence.Cut(finding.Record.Expected, MaxCell),
        finding.Found.Count == 0 ? "-" : Sentence.Cut(string.Join(", ", finding.Found), MaxCell),
        finding.Verdict.Text(),
        Sentence.Cut(finding.Action ?? string.Join("; ", finding.Notes), 400),
    ];
}
