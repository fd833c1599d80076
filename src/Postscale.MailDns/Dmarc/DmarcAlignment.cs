namespace Postscale.MailDns.Dmarc;

/// <summary>How closely an authenticated domain must match the author's (RFC 9989 §4.7: the adkim= and aspf= tags).</summary>
public enum DmarcAlignment
{
    /// <summary>Both have the same organizational domain: "r", the default.</summary>
    Relaxed,

    /// <summary>Both are the same name: "s".</summary>
    Strict,
}
