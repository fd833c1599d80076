using Postscale.Cli.Check.Explaining;
using Postscale.MailDns.Dmarc;

namespace Postscale.Cli.Check.Printing;

/// <summary>The DMARC policy: where it stands, what receivers do, who gets reports.</summary>
internal static class DmarcSection
{
    public static void Write(Page page, DmarcView? view, CheckedRecord? record)
    {
        if (view is null || view.Result.Outcome == DmarcOutcome.TemporaryFailure)
        {
            if (record?.Outcome != CheckOutcome.Unreadable)
            {
                page.Field("policy", view?.Result.Reason ?? "could not be read: no answer in time", Ink.Warning);
            }

            return;
        }

        var result = view.Result;
        if (result is not { Record: { } published, EffectivePolicy: { } policy, AppliedPolicy: { } applied })
        {
            page.Field("policy", "none applies: receivers treat mail that fails the checks as they see fit");
            return;
        }

        page.Field("policy", $"p={policy.Word()} from _dmarc.{result.FoundAt}{(result.IsInherited ? " (inherited)" : "")}; {Deed(applied)}{(applied == policy ? "" : " (t=y lowers it)")}");
        if (published.AggregateReports.Count == 0)
        {
            page.Field("reports", "none: no one sees who sends as the domain");
        }

        var label = "reports";
        foreach (var report in view.Reports)
        {
            page.Field(label, $"{report.Uri} ({(report.IsForFailures ? "failures" : "aggregate")}): {Say(report)}", IsAccepted(report) ? Ink.Plain : Ink.Warning, hang: 2);
            label = "";
        }

        page.Warnings(result.Warnings.Select(w => w.Reason).Except(record?.Finding?.Warnings ?? []));
    }

    private static string Deed(DmarcPolicy applied) => applied switch
    {
        DmarcPolicy.Reject => "receivers are asked to refuse mail that fails",
        DmarcPolicy.Quarantine => "receivers are asked to treat mail that fails as suspicious (the spam folder)",
        _ => "receivers are asked to do nothing about mail that fails",
    };

    private static bool IsAccepted(DmarcReportAuthorisationResult report) =>
        report.Outcome is DmarcReportAuthorisationOutcome.SameOrganisation or DmarcReportAuthorisationOutcome.Authorised;

    private static string Say(DmarcReportAuthorisationResult report) => report.Outcome switch
    {
        DmarcReportAuthorisationOutcome.SameOrganisation => "the same organization, sent",
        DmarcReportAuthorisationOutcome.Authorised => "agreed to by the destination, sent",
        DmarcReportAuthorisationOutcome.NotAuthorised => $"! not sent: {report.Reason}",
        DmarcReportAuthorisationOutcome.Unreadable => $"? not known: {report.Reason}",
        _ => $"not checked: {report.Reason}",
    };
}
