using System.Globalization;
using System.Text;
using Postscale.Cli.Api.Printing;
using Postscale.Cli.Check.Printing;
using Postscale.Client;

namespace Postscale.Cli.Api.Domains;

/// <summary>For people: the records, drawn over and over in the same place. No line is longer than the terminal, so that their number is known.</summary>
internal sealed class LiveView(Output output, TimeProvider time) : WatchView
{
    private const int BarWidth = 20;

    private int _lines;

    public override TimeSpan Pace => TimeSpan.FromSeconds(1);

    public override void Show(DnsRecords? dns, string? note, DateTimeOffset? next)
    {
        var lines = new List<string>();
        if (dns is not null)
        {
            lines.AddRange(Records(dns));
        }

        if (note is not null)
        {
            lines.Add(Line($"! {note}", Ink.Warning));
        }

        lines.Add(next is { } at
            ? Line(string.Create(CultureInfo.InvariantCulture, $"DNS is looked at again in {Math.Max(0, Math.Ceiling((at - time.GetUtcNow()).TotalSeconds)):0} s, at {at.UtcDateTime:HH:mm:ss} UTC. Ctrl-C ends."), Ink.Faint)
            : Line(dns is { Verified: true } ? $"{dns.Domain} is verified." : "It is not verified.", dns is { Verified: true } ? Ink.Good : Ink.Bad));

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
        var room = output.Screen.Terminal.Width - 1;
        return InkCode.Paint(clean.Length > room ? clean[..(room - 1)] + "…" : clean, ink, output.Screen.Terminal.HasColours);
    }
}
