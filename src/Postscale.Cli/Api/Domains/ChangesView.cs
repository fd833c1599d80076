using Postscale.Cli.Api.Printing;
using Postscale.Client;

namespace Postscale.Cli.Api.Domains;

/// <summary>For programs: each record as it is at first, then a line for each change; with JSON the whole document at each.</summary>
internal sealed class ChangesView(Output output, TimeProvider time) : WatchView
{
    private readonly Dictionary<(string Type, string Name), string> _lines = [];
    private string? _note;

    public override TimeSpan Pace => Timeout.InfiniteTimeSpan;

    public override void Show(DnsRecords? dns, string? note, DateTimeOffset? next)
    {
        if (note is not null && note != _note)
        {
            Console.Error.WriteLine($"postscale: {Check.Printing.Page.Clean(note)}");
        }

        _note = note;
        if (dns is null)
        {
            return;
        }

        var hasChanged = false;
        foreach (var record in dns.Records)
        {
            var state = $"{record.Status}\n{record.Error}";
            if (_lines.TryGetValue((record.Type, record.Name), out var before) && before == state)
            {
                continue;
            }

            _lines[(record.Type, record.Name)] = state;
            hasChanged = true;
            if (!output.Screen.IsJson)
            {
                output.Line(Cell.Time(time.GetUtcNow()), record.Status.ToString(), record.Type, record.Name, record.Error);
            }
        }

        if (hasChanged && output.Screen.IsJson)
        {
            output.JsonLine(dns);
        }

        if (next is null && !output.Screen.IsJson)
        {
            output.Line(Cell.Time(time.GetUtcNow()), dns.Verified ? "verified" : "not_verified", dns.Domain);
        }
    }
}
