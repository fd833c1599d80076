using System.Globalization;
using Postscale.Server.Domains;
using Postscale.Server.Options;
using Postscale.Server.Records;

namespace Postscale.Cli.Check.Printing;

/// <summary>A report for people.</summary>
internal static class CheckPage
{
    /// <summary>What each kind of record publishes, beside what is asked of it.</summary>
    private static readonly (RecordKind Kind, Action<Page, CheckReport> Explain)[] s_explanations =
    [
        (RecordKinds.Ownership, (_, _) => { }),
        (RecordKinds.Mx, (page, report) => MxSection.Write(page, report.Mx)),
        (RecordKinds.Spf, (page, report) => SpfSection.Write(page, report.Spf)),
        (RecordKinds.Dkim, (page, report) => DkimSection.Write(page, report.Dkim)),
        (RecordKinds.Dmarc, (page, report) => DmarcSection.Write(page, report.Dmarc)),
        (RecordKinds.ReturnPath, (_, _) => { }),
    ];

    public static string Write(CheckReport report, Terminal terminal)
    {
        var page = new Page(terminal);
        Head(page, report);
        Overview.Write(page, report);
        foreach (var (kind, explain) in s_explanations)
        {
            if (report.Records.FirstOrDefault(r => r.Kind == kind) is { } record)
            {
                RecordSection.Write(page, record, explain, report);
            }
            else if (kind != RecordKinds.ReturnPath && kind != RecordKinds.Dkim)
            {
                page.Blank();
                page.Write("", Ink.Plain, $"{kind.Label}: not called for by type {report.Request.Type.Name()}", Ink.Strong);
                explain(page, report);
            }
        }

        DnssecSection.Write(page, report.Dnssec, report.Request.Options.DnsMode);
        page.Blank();
        page.Write("", Ink.Plain, string.Create(CultureInfo.InvariantCulture, $"{report.Lookups} look-ups in {report.Duration.TotalSeconds:0.00} s, {Asked(report.Request.Options)}."), Ink.Faint);
        return page.ToString();
    }

    private static void Head(Page page, CheckReport report)
    {
        var domain = report.Request.Domain;
        var unicode = domain.ToUnicode();
        page.Write("", Ink.Plain, unicode == domain.Value ? domain.Value : $"{unicode} ({domain.Value})", Ink.Strong);
        page.Write("", Ink.Plain, $"as type {report.Request.Type.Name()} on the platform {report.Request.Options.Platform.Domain}");
        page.Blank();
        var (symbol, text, ink) = report.Verified switch
        {
            true => ("✓ ", "VERIFIED", Ink.Good),
            false => ("✗ ", "NOT VERIFIED", Ink.Bad),
            null => ("? ", "COULD NOT BE READ", Ink.Warning),
        };
        page.Write(symbol, ink, $"{text}{Verdict.Sentence(report)}", ink);
        page.Blank();
    }

    private static string Asked(PostscaleOptions options)
    {
        var servers = options.Dns.Count == 0 ? "the system's resolvers" : string.Join(", ", options.Dns);
        return options.DnsMode == DnsMode.Authoritative ? $"asked of the zones' own name servers (found through {servers})" : $"asked of {servers}";
    }
}
