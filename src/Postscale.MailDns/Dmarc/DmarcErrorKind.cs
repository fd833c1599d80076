namespace Postscale.MailDns.Dmarc;

/// <summary>The named ways in which a text fails to be a DMARC record that receivers apply.</summary>
public enum DmarcErrorKind
{
    /// <summary>Nothing in the text suggests a DMARC record.</summary>
    NotDmarc,

    /// <summary>Quotation marks are part of the value, which zone files and panels put around it.</summary>
    Quotes,

    /// <summary>Backslashes are part of the value, which zone files put before semicolons.</summary>
    Backslash,

    /// <summary>White space stands before the v= tag (RFC 9989 §4.8).</summary>
    LeadingSpace,

    /// <summary>The version is written in lower or mixed case (RFC 9989 §4.8: it is case-sensitive).</summary>
    VersionCase,

    /// <summary>The version is another than DMARC1.</summary>
    Version,

    /// <summary>The v= tag is there, but not first (RFC 9989 §4.7).</summary>
    VersionNotFirst,

    /// <summary>A comma stands where a semicolon belongs.</summary>
    CommaForSemicolon,

    /// <summary>A semicolon is missing between two tags.</summary>
    MissingSemicolon,

    /// <summary>A tag occurs twice (RFC 6376 §3.2, whose tag list RFC 9989 §4.7 takes over).</summary>
    DuplicateTag,

    /// <summary>There is neither a p= tag nor an address for reports (RFC 9989 §4.10.1).</summary>
    PolicyMissing,

    /// <summary>The p= tag has no valid value, and there is no address for reports (RFC 9989 §4.10.1).</summary>
    PolicyInvalid,

    /// <summary>The sp= or np= tag has no valid value, and there is no address for reports (RFC 9989 §4.10.1).</summary>
    SubdomainPolicyInvalid,
}
