namespace Postscale.MailDns.Dmarc;

/// <summary>Whether a domain is a public suffix (RFC 9989 §4.7: the psd= tag).</summary>
public enum DmarcPublicSuffix
{
    /// <summary>The tree walk decides: "u", the default.</summary>
    Unknown,

    /// <summary>It is one: "y".</summary>
    Yes,

    /// <summary>It is none, and it is the organizational domain of itself and what lies below: "n".</summary>
    No,
}
