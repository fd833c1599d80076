using System.Net;

namespace Postscale.MailDns.Resolution;

/// <summary>One resource record of an answer. Each type that the library reads has a record of its own.</summary>
/// <param name="Owner">The name the record stands at.</param>
/// <param name="Type">The record's type.</param>
/// <param name="Ttl">How long the record may be cached, in seconds.</param>
public abstract record DnsRecord(DnsName Owner, RecordType Type, uint Ttl);

/// <summary>A or AAAA: an address.</summary>
/// <param name="Owner">The name the record stands at.</param>
/// <param name="Ttl">How long the record may be cached, in seconds.</param>
/// <param name="Address">The IPv4 or IPv6 address; its family decides the type.</param>
public sealed record AddressRecord(DnsName Owner, uint Ttl, IPAddress Address)
    : DnsRecord(Owner, Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? RecordType.Aaaa : RecordType.A, Ttl);

/// <summary>MX: a host that takes mail for the name (RFC 1035 §3.3.9).</summary>
/// <param name="Owner">The name the record stands at.</param>
/// <param name="Ttl">How long the record may be cached, in seconds.</param>
/// <param name="Preference">0 to 65535; the lowest is tried first.</param>
/// <param name="Exchange">The host; the root for a null MX (RFC 7505).</param>
public sealed record MxRecord(DnsName Owner, uint Ttl, ushort Preference, DnsName Exchange) : DnsRecord(Owner, RecordType.MX, Ttl)
{
    /// <summary>Whether this is "0 ." or any other exchange of the root: the name takes no mail (RFC 7505 §3).</summary>
    public bool IsNull => Exchange.IsRoot;
}

/// <summary>CNAME, DNAME, NS or PTR: a name that points to another.</summary>
/// <param name="Owner">The name the record stands at.</param>
/// <param name="Type">Which of the four.</param>
/// <param name="Ttl">How long the record may be cached, in seconds.</param>
/// <param name="Target">Where it points.</param>
public sealed record NameRecord(DnsName Owner, RecordType Type, uint Ttl, DnsName Target) : DnsRecord(Owner, Type, Ttl);

/// <summary>SOA: the start of a zone (RFC 1035 §3.3.13).</summary>
/// <param name="Owner">The zone's name.</param>
/// <param name="Ttl">How long the record may be cached, in seconds.</param>
/// <param name="PrimaryServer">The name server that is the source of the zone.</param>
/// <param name="Mailbox">The mailbox of the person responsible, with a dot for the at sign.</param>
/// <param name="Serial">The zone's version.</param>
/// <param name="Minimum">The bound of negative caching, in seconds (RFC 2308 §4).</param>
public sealed record SoaRecord(DnsName Owner, uint Ttl, DnsName PrimaryServer, DnsName Mailbox, uint Serial, uint Minimum)
    : DnsRecord(Owner, RecordType.Soa, Ttl);

/// <summary>A record of a type that the library does not take apart.</summary>
/// <param name="Owner">The name the record stands at.</param>
/// <param name="Type">Its type number.</param>
/// <param name="Ttl">How long the record may be cached, in seconds.</param>
/// <param name="Data">The record data as sent.</param>
public sealed record OpaqueRecord(DnsName Owner, RecordType Type, uint Ttl, ReadOnlyMemory<byte> Data) : DnsRecord(Owner, Type, Ttl);
