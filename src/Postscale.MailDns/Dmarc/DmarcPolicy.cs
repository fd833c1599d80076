namespace Postscale.MailDns.Dmarc;

/// <summary>What a domain asks receivers to do with mail that fails DMARC (RFC 9989 §4.7: the p=, sp= and np= tags).</summary>
public enum DmarcPolicy
{
    /// <summary>No preference: "none".</summary>
    None,

    /// <summary>Such mail is suspicious: "quarantine".</summary>
    Quarantine,

    /// <summary>Such mail is not from the domain: "reject".</summary>
    Reject,
}
