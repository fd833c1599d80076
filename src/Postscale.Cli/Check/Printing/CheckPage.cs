using System.Globalization;
using Postscale.Server.Domains;
using Postscale.Server.Options;
using Postscale.Server.Records;

namespace Postscale.Cli.Check.Printing;

/// <summary>A report for people.</summary>
internal static class CheckPage
{
    /// <summary>What each kind of record publishes, beside what is asked of it.</summary>
    private static readonly Dictionary<RecordKind, Explain> s_explanations = new()
    {
        [RecordKinds.Mx] = (page, report, record) => MxSection.Write(page, report.Mx, record),
        [RecordKinds.Spf] = (page, report, record) => SpfSection.Write(page, report.Spf, record),
        [RecordKinds.Dkim] = (page, report, record) => DkimSection.Write(page, record is null ? null : report.Dkim),
        [RecordKinds.Dmarc] = (page, report, record) => DmarcSection.Write(page, report.Dmarc, record),
    };

    /// <summary>Writes what is published. The record is null if the type does not call for it; what was said of it is not said again.</summary>
    private delegate void Explain(Page page, CheckReport report, CheckedRecord? record);

    public static string Write(CheckReport report, Terminal terminal)
    {
        var page = new Page(terminal);
        Head(page, report);
        Overview.Write(page, report);
        foreach (var kind in RecordKinds.All)
        {
            var record = report.Records.FirstOrDefault(r => r.Kind == kind);
            var explain = s_explanations.GetValueOrDefault(kind);
            if (record is not null)
            {
                RecordSection.Write(page, record);
            }
            else if (explain is not null)
            {
                page.Blank();
                page.Write("", Ink.Plain, $"{kind.Label}: not called for by type {report.Request.Type.Name()}", Ink.Strong);
            }

            explain?.Invoke(page, report, record);
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
