namespace Postscale.MailDns.Dmarc;

/// <summary>When a failure report is asked for (RFC 9989 §4.7: the fo= tag).</summary>
[Flags]
public enum DmarcFailureOptions
{
    /// <summary>Never; no record asks for this.</summary>
    None = 0,

    /// <summary>When no mechanism gives an aligned pass: "0", the default.</summary>
    AllFail = 1,

    /// <summary>When any mechanism gives something else than an aligned pass: "1".</summary>
    AnyFails = 2,

    /// <summary>When a DKIM signature fails, aligned or not: "d" (RFC 6651).</summary>
    Dkim = 4,

    /// <summary>When SPF fails, aligned or not: "s" (RFC 6652).</summary>
    Spf = 8,
}
