using System.Net;
using System.Net.Sockets;

namespace Postscale.MailDns.Resolution;

/// <summary>
/// Tells addresses of the public Internet from those that mean something else: loopback, private, link-local, documentation,
/// and the other entries of the special-purpose registries (RFC 6890) that are not globally reachable. For hosts whose address
/// somebody else chooses.
/// </summary>
public static class PublicAddress
{
    private static readonly (IPNetwork Network, string Kind)[] V4 =
    [
        (IPNetwork.Parse("0.0.0.0/8"), "this network"), // RFC 791
        (IPNetwork.Parse("10.0.0.0/8"), "private"), // RFC 1918
        (IPNetwork.Parse("100.64.0.0/10"), "shared"), // RFC 6598
        (IPNetwork.Parse("127.0.0.0/8"), "loopback"), // RFC 1122
        (IPNetwork.Parse("169.254.0.0/16"), "link-local"), // RFC 3927
        (IPNetwork.Parse("172.16.0.0/12"), "private"), // RFC 1918
        (IPNetwork.Parse("192.0.0.0/24"), "protocol assignment"), // RFC 6890
        (IPNetwork.Parse("192.0.2.0/24"), "documentation"), // RFC 5737
        (IPNetwork.Parse("192.88.99.0/24"), "6to4 relay"), // RFC 7526
        (IPNetwork.Parse("192.168.0.0/16"), "private"), // RFC 1918
        (IPNetwork.Parse("198.18.0.0/15"), "benchmarking"), // RFC 2544
        (IPNetwork.Parse("198.51.100.0/24"), "documentation"), // RFC 5737
        (IPNetwork.Parse("203.0.113.0/24"), "documentation"), // RFC 5737
        (IPNetwork.Parse("224.0.0.0/4"), "multicast"), // RFC 5771
        (IPNetwork.Parse("240.0.0.0/4"), "reserved"), // RFC 1112, with 255.255.255.255 of RFC 919
    ];

    private static readonly (IPNetwork Network, string Kind)[] V6 =
    [
        (IPNetwork.Parse("::/128"), "unspecified"), // RFC 4291
        (IPNetwork.Parse("::1/128"), "loopback"), // RFC 4291
        (IPNetwork.Parse("::/96"), "IPv4-compatible"), // RFC 4291 §2.5.5.1
        (IPNetwork.Parse("64:ff9b:1::/48"), "local translation"), // RFC 8215
        (IPNetwork.Parse("100::/64"), "discard"), // RFC 6666
        (IPNetwork.Parse("2001::/23"), "protocol assignment"), // RFC 2928: Teredo, ORCHID, benchmarking and others
        (IPNetwork.Parse("2001:db8::/32"), "documentation"), // RFC 3849
        (IPNetwork.Parse("2002::/16"), "6to4"), // RFC 3056; given up by RFC 7526
        (IPNetwork.Parse("3fff::/20"), "documentation"), // RFC 9637
        (IPNetwork.Parse("fc00::/7"), "private"), // RFC 4193
        (IPNetwork.Parse("fe80::/10"), "link-local"), // RFC 4291
        (IPNetwork.Parse("fec0::/10"), "site-local"), // RFC 3879
        (IPNetwork.Parse("ff00::/8"), "multicast"), // RFC 4291
    ];

    private static readonly IPNetwork LocallyTranslated = IPNetwork.Parse("64:ff9b:1::/48"); // RFC 8215
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96"); // RFC 6052
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3"); // RFC 4291 §2.4 and IANA's assignments

    /// <summary>Whether an address is one of the public Internet.</summary>
    /// <param name="address">An IPv4 or IPv6 address. One that holds an IPv4 address is judged by that.</param>
    public static bool IsPublic(IPAddress address) => KindOf(address) is null;

    /// <summary>Why an address is not public, in a word or two ("private", "loopback"); null when it is public.</summary>
    /// <param name="address">An IPv4 or IPv6 address. One that holds an IPv4 address is judged by that.</param>
    public static string? KindOf(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return Find(V4, address);
        }

        // A zone index is no part of the address, and would keep it from comparing equal.
        Span<byte> octets = stackalloc byte[16];
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || !address.TryWriteBytes(octets, out _))
        {
            return "unknown";
        }

        address = new IPAddress(octets);
        if (Translated.Contains(address))
        {
            return Find(V4, new IPAddress(octets[12..]));
        }

        return Find(V6, address) ?? (GlobalUnicast.Contains(address) ? null : "unassigned");
    }

    /// <summary>
    /// By what rule an IPv6 address carries an IPv4 address within it ("IPv4-mapped", "NAT64", "ISATAP"); null when it carries
    /// none. For callers that refuse such forms altogether: a name has no need of them, since it can have the IPv4 address itself,
    /// and what is reached through them is decided by a translator or a tunnel on the way.
    /// </summary>
    /// <param name="address">An IPv4 or IPv6 address.</param>
    public static string? CarrierOf(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Span<byte> octets = stackalloc byte[16];
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || !address.TryWriteBytes(octets, out _))
        {
            return null;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return "IPv4-mapped"; // RFC 4291 §2.5.5.2
        }

        address = new IPAddress(octets);
        if (Translated.Contains(address) || LocallyTranslated.Contains(address))
        {
            return "NAT64";
        }

        // RFC 5214 §6.1: the interface identifier is 0000:5efe or 0200:5efe and the IPv4 address, under any prefix.
        return octets[8] is 0 or 2 && octets[9] == 0 && octets[10] == 0x5E && octets[11] == 0xFE ? "ISATAP" : null;
    }

    private static string? Find((IPNetwork Network, string Kind)[] table, IPAddress address)
    {
        foreach (var (network, kind) in table)
        {
            if (network.Contains(address))
            {
                return kind;
            }
        }

        return null;
    }
}
