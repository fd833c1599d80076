using Postscale.Server.Domains;

namespace Postscale.Cli.Check.Json;

/// <summary>The whole report.</summary>
internal sealed record CheckJson
{
    public required string Domain { get; init; }

    public required string Unicode { get; init; }

    public required string Type { get; init; }

    public required string DnsMode { get; init; }

    public required bool? Verified { get; init; }

    public required IReadOnlyList<RecordJson> Records { get; init; }

    public required IReadOnlyList<MxJson>? Mx { get; init; }

    public required SpfJson? Spf { get; init; }

    public required DkimJson? Dkim { get; init; }

    public required DmarcJson? Dmarc { get; init; }

    public required DnssecJson Dnssec { get; init; }

    public required int Lookups { get; init; }

    public required double DurationMs { get; init; }

    public static CheckJson Of(CheckReport report) => new()
    {
        Domain = report.Request.Domain.Value,
        Unicode = report.Request.Domain.ToUnicode(),
        Type = report.Request.Type.Name(),
        DnsMode = report.Request.Options.DnsMode == Server.Options.DnsMode.Authoritative ? "authoritative" : "recursive",
        Verified = report.Verified,
        Records = [.. report.Records.Select(RecordJson.Of)],
        Mx = MxJson.Of(report.Mx),
        Spf = SpfJson.Of(report.Spf),
        Dkim = DkimJson.Of(report.Dkim),
        Dmarc = DmarcJson.Of(report.Dmarc),
        Dnssec = new DnssecJson(report.Dnssec.Status, report.Dnssec.Authenticated, report.Dnssec.Answers, report.Dnssec.BogusNames),
        Lookups = report.Lookups,
        DurationMs = Milliseconds(report.Duration),
    };

    public static double Milliseconds(TimeSpan duration) => Math.Round(duration.TotalMilliseconds, 1);
}
