using Postscale.MailDns.Dmarc;

namespace Postscale.Cli.Check.Explaining;

/// <summary>The words of DMARC.</summary>
internal static class DmarcWords
{
    public static string Word(this DmarcPolicy policy) => policy switch
    {
        DmarcPolicy.Reject => "reject",
        DmarcPolicy.Quarantine => "quarantine",
        _ => "none",
    };

    public static string Word(this DmarcOutcome outcome) => outcome switch
    {
        DmarcOutcome.Found => "found",
        DmarcOutcome.None => "none",
        DmarcOutcome.Invalid => "invalid",
        DmarcOutcome.Multiple => "multiple",
        _ => "unreadable",
    };

    public static string Word(this DmarcReportAuthorisationOutcome outcome) => outcome switch
    {
        DmarcReportAuthorisationOutcome.SameOrganisation => "same_organization",
        DmarcReportAuthorisationOutcome.Authorised => "authorized",
        DmarcReportAuthorisationOutcome.NotAuthorised => "not_authorized",
        DmarcReportAuthorisationOutcome.Unreadable => "unreadable",
        _ => "not_checked",
    };
}
