namespace Postscale.MailDns.Dmarc;

/// <summary>What the discovery of a domain's DMARC record came to.</summary>
public enum DmarcOutcome
{
    /// <summary>One record applies: the domain's own or an inherited one.</summary>
    Found,

    /// <summary>No record applies, and nothing was meant as one.</summary>
    None,

    /// <summary>There is a record, but receivers do not apply it.</summary>
    Invalid,

    /// <summary>There are several records at one name, of which receivers apply none (RFC 9989 §4.10), and no other applies.</summary>
    Multiple,

    /// <summary>DNS could not be read where it could have changed the answer; nothing is decided.</summary>
    TemporaryFailure,
}
