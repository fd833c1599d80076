namespace Postscale.MailDns.Spf;

/// <summary>The eight mechanisms (RFC 7208 §5).</summary>
public enum SpfMechanismKind
{
    /// <summary>Every sender (§5.1).</summary>
    All,

    /// <summary>The senders that another domain's record passes (§5.2).</summary>
    Include,

    /// <summary>The addresses of a name (§5.3).</summary>
    A,

    /// <summary>The addresses of a name's mail exchangers (§5.4).</summary>
    MX,

    /// <summary>Senders whose confirmed reverse name lies under a name (§5.5, "do not use").</summary>
    Ptr,

    /// <summary>An IPv4 network (§5.6).</summary>
    IP4,

    /// <summary>An IPv6 network (§5.6).</summary>
    IP6,

    /// <summary>Any sender, if a name made by macros has an address (§5.7).</summary>
    Exists,
}
