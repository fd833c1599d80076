using Postscale.Cli.Check.Explaining;
using Postscale.MailDns.Dmarc;

namespace Postscale.Cli.Check.Json;

/// <summary>The DMARC policy that applies to the domain.</summary>
internal sealed record DmarcJson(
    string Outcome,
    string? FoundAt,
    bool Inherited,
    IReadOnlyList<string> Records,
    string? OrganizationalDomain,
    string? EffectivePolicy,
    string? AppliedPolicy,
    string? DkimAlignment,
    string? SpfAlignment,
    IReadOnlyList<DmarcReportJson> Reports,
    IReadOnlyList<string> Warnings,
    string? Problem)
{
    public static DmarcJson? Of(DmarcView? view)
    {
        if (view is null)
        {
            return null;
        }

        var result = view.Result;
        return new DmarcJson(
            result.Outcome.Word(),
            result.FoundAt?.Text,
            result.IsInherited,
            RecordJson.Texts(result.Texts),
            result.OrganizationalDomain?.Text,
            result.EffectivePolicy?.Word(),
            result.AppliedPolicy?.Word(),
            Word(result.Record?.DkimAlignment),
            Word(result.Record?.SpfAlignment),
            [.. view.Reports.Select(r => new DmarcReportJson(r.Uri.Text, r.IsForFailures ? "failure" : "aggregate", r.Outcome.Word(), r.RecordName?.Text, r.Reason))],
            [.. result.Warnings.Select(w => w.Reason)],
            result.Reason);
    }

    private static string? Word(DmarcAlignment? alignment) => alignment switch
    {
        null => null,
        DmarcAlignment.Strict => "strict",
        _ => "relaxed",
    };
}
