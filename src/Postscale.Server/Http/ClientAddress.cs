using System.Net;
using System.Net.Sockets;
using Postscale.Server.Options;

namespace Postscale.Server.Http;

/// <summary>
/// Where a request comes from: the connection's other end or, behind proxies that are trusted, the last address of
/// X-Forwarded-For that is none of theirs. What stands before that one was written by whoever sent it and proves nothing.
/// </summary>
internal sealed class ClientAddress(PostscaleOptions options)
{
    public const string Header = "X-Forwarded-For";

    /// <summary>More proxies than anybody has: a long header must not cost.</summary>
    private const int MaxProxies = 32;

    /// <summary>The address of a request's client.</summary>
    /// <param name="context">The request.</param>
    public IPAddress Of(HttpContext context)
    {
        var address = Plain(context.Connection.RemoteIpAddress ?? IPAddress.None);
        if (options.TrustedProxies.Count == 0 || !IsTrusted(address))
        {
            return address;
        }

        var left = string.Join(',', context.Request.Headers[Header].AsEnumerable()).AsSpan();
        for (var proxies = 0; proxies < MaxProxies && left.Length > 0; proxies++)
        {
            var comma = left.LastIndexOf(',');
            if (!TryParse(left[(comma + 1)..].Trim(), out var hop))
            {
                break;
            }

            address = hop;
            if (!IsTrusted(address))
            {
                break;
            }

            left = left[..Math.Max(0, comma)];
        }

        return address;
    }

    /// <summary>
    /// Who answers for an address, as the holder of a <see cref="RequestBudget"/>: with IPv6 all of its /64, which is what one
    /// customer gets and can choose from freely.
    /// </summary>
    /// <param name="address">The address.</param>
    public static Guid Holder(IPAddress address)
    {
        Span<byte> octets = stackalloc byte[16];
        octets.Clear();
        address.TryWriteBytes(octets, out var length);
        if (length == 16)
        {
            octets[8..].Clear();
        }
        else
        {
            // Apart from all of IPv6: no /64 ends so.
            octets[15] = 4;
        }

        return new Guid(octets);
    }

    private bool IsTrusted(IPAddress address)
    {
        foreach (var network in options.TrustedProxies)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An address as proxies write them: some with a port, IPv6 with or without brackets.</summary>
    private static bool TryParse(ReadOnlySpan<char> text, out IPAddress address)
    {
        address = IPAddress.None;
        if (text.Length == 0 || !IPEndPoint.TryParse(text, out var end))
        {
            return false;
        }

        // "::1:80" is an address and no port; so is "127.1" one, in a spelling that no proxy uses.
        address = Plain(end.Address);
        return address.AddressFamily == AddressFamily.InterNetworkV6 || text.Count('.') == 3;
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
