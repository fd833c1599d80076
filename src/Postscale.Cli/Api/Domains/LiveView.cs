using System.Globalization;
using System.Text;
using Postscale.Cli.Api.Printing;
using Postscale.Cli.Check.Printing;
using Postscale.Client;

namespace Postscale.Cli.Api.Domains;

/// <summary>
/// For people: the records, drawn over and over in the same place. No line is longer than the terminal, so that their number is known, and there are no more than it has rows for.
/// </summary>
/// <param name="output">Where to.</param>
/// <param name="size">Gives the terminal's columns and rows as they are now; 0 where they are not known.</param>
/// <param name="time">The clock.</param>
internal sealed class LiveView(Output output, Func<(int Columns, int Rows)> size, TimeProvider time) : WatchView
{
    private const int BarWidth = 20;

    private int _lines;
    private int _columns;

    public override TimeSpan Pace => TimeSpan.FromSeconds(1);

    public override void Show(DnsRecords? dns, string? note, DateTimeOffset? next)
    {
        var (columns, rows) = size();
        columns = columns <= 0 ? Terminal.UsualWidth : Math.Min(columns, Terminal.Widest);
        if (columns != _columns)
        {
            // The terminal may have broken or joined the lines that are there: where they begin is not known any more.
            (_columns, _lines) = (columns, 0);
        }

        List<string> records = dns is null ? [] : [.. Records(dns)];
        List<string> state = note is null ? [] : [Line($"! {note}", Ink.Warning)];
        state.Add(next is { } at
            ? Line(string.Create(CultureInfo.InvariantCulture, $"DNS is looked at again in {Math.Max(0, Math.Ceiling((at - time.GetUtcNow()).TotalSeconds)):0} s, at {at.UtcDateTime:HH:mm:ss} UTC. Ctrl-C ends."), Ink.Faint)
            : Line(dns is { Verified: true } ? $"{dns.Domain} is verified." : "It is not verified.", dns is { Verified: true } ? Ink.Good : Ink.Bad));

        // What is drawn last stays, and may scroll.
        List<string> lines = next is null || rows <= 0 ? [.. records, .. state] : Fitting(records, state, rows - 1);
        var text = new StringBuilder();
        if (_lines > 0)
        {
            // Up to the first line drawn, and away with all below (ECMA-48 §8.3.22 CUU, §8.3.39 ED).
            text.Append(CultureInfo.InvariantCulture, $"\e[{_lines}A\e[J");
        }

        lines.ForEach(l => text.Append(l).Append('\n'));
        _lines = lines.Count;
        output.Raw(text.ToString());
    }

    /// <summary>As many lines as there is room for: the state in any case, of the records the first.</summary>
    private List<string> Fitting(List<string> records, List<string> state, int room)
    {
        var (all, left) = (records.Count, room - state.Count);
        return all <= left ? [.. records, .. state]
            : left <= 0 ? [.. state.TakeLast(room)]
            : [.. records.Take(left - 1), Line(string.Create(CultureInfo.InvariantCulture, $"… {all - left + 1} more lines; the terminal is too low"), Ink.Faint), .. state];
    }

    private IEnumerable<string> Records(DnsRecords dns)
    {
        var holding = dns.Records.Count(r => r.Status == RecordStatus.Verified);
        var full = dns.Records.Count == 0 ? 0 : BarWidth * holding / dns.Records.Count;
        yield return Line($"{dns.Domain}  [{new string('#', full)}{new string('-', BarWidth - full)}]  {holding} of {dns.Records.Count} records hold", Ink.Strong);
        foreach (var record in dns.Records)
        {
            var (sign, ink) = record.Sign();
            yield return Line($"{sign} {record.Status,-11}  {record.Type,-5}  {record.Name}", ink);
            if (record.Status != RecordStatus.Verified && (record.Hint ?? record.Error) is { } why)
            {
                yield return Line($"    {why}", Ink.Faint);
            }
        }
    }

    private string Line(string text, Ink ink)
    {
        var clean = Page.Clean(text);
        var room = Math.Max(_columns - 1, 1);
        return InkCode.Paint(clean.Length > room ? clean[..(room - 1)] + "…" : clean, ink, output.Screen.Terminal.HasColours);
    }
}
