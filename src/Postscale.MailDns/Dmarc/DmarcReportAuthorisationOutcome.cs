namespace Postscale.MailDns.Dmarc;

/// <summary>Whether receivers will send a domain's reports to a destination (RFC 9990 §4).</summary>
public enum DmarcReportAuthorisationOutcome
{
    /// <summary>Yes: the destination belongs to the same organizational domain.</summary>
    SameOrganisation,

    /// <summary>Yes: the destination says that it takes the reports.</summary>
    Authorised,

    /// <summary>No: the destination does not say so.</summary>
    NotAuthorised,

    /// <summary>DNS could not be read; nothing is decided.</summary>
    Unreadable,

    /// <summary>It was not looked at: the URI names no host, or the record names more hosts than are looked at.</summary>
    NotChecked,
}
