namespace Postscale.MailDns.Resolution;

/// <summary>The DNS record types this library reads, by their IANA numbers.</summary>
public enum RecordType : ushort
{
    /// <summary>No type; never asked for.</summary>
    None = 0,

    /// <summary>IPv4 address (RFC 1035 §3.4.1).</summary>
    A = 1,

    /// <summary>Name server (RFC 1035 §3.3.11).</summary>
    NS = 2,

    /// <summary>Alias (RFC 1035 §3.3.1).</summary>
    Cname = 5,

    /// <summary>Start of authority (RFC 1035 §3.3.13).</summary>
    Soa = 6,

    /// <summary>Pointer, as in reverse mapping (RFC 1035 §3.3.12).</summary>
    Ptr = 12,

    /// <summary>Mail exchange (RFC 1035 §3.3.9).</summary>
    MX = 15,

    /// <summary>Text (RFC 1035 §3.3.14).</summary>
    Txt = 16,

    /// <summary>IPv6 address (RFC 3596).</summary>
    Aaaa = 28,

    /// <summary>Alias of a whole subtree (RFC 6672).</summary>
    Dname = 39,

    /// <summary>EDNS pseudo-record (RFC 6891); appears in messages only.</summary>
    Opt = 41,

    /// <summary>The SPF type that RFC 7208 §3.1 retired. Asked for only to explain a misplaced record.</summary>
    Spf = 99,
}
