using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Postscale.MailDns.Spf;

/// <summary>Reads the networks of "ip4" and "ip6" (RFC 7208 §5.6).</summary>
internal static class SpfNetworkParser
{
    private static readonly SearchValues<char> s_ip6Characters = SearchValues.Create("0123456789abcdefABCDEF:.");

    public static bool TryParse(
        SpfMechanismKind kind, string text, int end, [NotNullWhen(true)] out SpfMechanism? mechanism, [NotNullWhen(false)] out SpfSyntaxError? error)
    {
        mechanism = null;
        var name = SpfMechanism.NameOf(kind);
        if (end == text.Length || text[end] != ':' || end + 1 == text.Length)
        {
            error = SpfTermParser.Fault(text, end, $"'{name}' needs an address after a colon");
            return false;
        }

        var isIp4 = kind == SpfMechanismKind.IP4;
        var max = isIp4 ? SpfMechanism.MaxPrefix4 : SpfMechanism.MaxPrefix6;
        var slash = text.IndexOf('/', end);
        var prefix = max;
        if (slash >= 0 && !SpfPrefixes.TryRead(text, slash + 1, text.Length, max, out prefix, out error))
        {
            return false;
        }

        var written = text.AsSpan((end + 1)..(slash < 0 ? text.Length : slash));
        IPAddress? address;
        if (isIp4 ? !TryParseIp4(written, out address) : !TryParseIp6(written, out address))
        {
            error = SpfTermParser.Fault(text, end + 1, Describe(name, isIp4, written));
            return false;
        }

        error = null;
        mechanism = isIp4
            ? new SpfMechanism(kind) { Address = address, Prefix4 = prefix }
            : new SpfMechanism(kind) { Address = address, Prefix6 = prefix };
        return true;
    }

    private static string Describe(string name, bool isIp4, ReadOnlySpan<char> written)
    {
        var family = isIp4 ? "IPv4" : "IPv6";
        var hint = isIp4 && TryParseIp6(written, out _) ? "; an IPv6 address is written 'ip6:'"
            : !isIp4 && TryParseIp4(written, out _) ? "; an IPv4 address is written 'ip4:'" : "";
        return $"'{name}' needs an {family} address, found {Quote.Of(written.ToString())}{hint}";
    }

    // IPAddress.Parse takes "1.2.3", octal and hexadecimal numbers: RFC 7208 §12 (ip4-network) takes four decimals.
    private static bool TryParseIp4(ReadOnlySpan<char> text, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        Span<byte> octets = stackalloc byte[4];
        var count = 0;
        foreach (var range in text.Split('.'))
        {
            if (count == 4 || !TryReadOctet(text[range], out octets[count]))
            {
                return false;
            }

            count++;
        }

        address = count == 4 ? new IPAddress(octets) : null;
        return address is not null;
    }

    private static bool TryReadOctet(ReadOnlySpan<char> digits, out byte octet)
    {
        octet = 0;
        if (digits.Length is 0 or > 3 || (digits.Length > 1 && digits[0] == '0'))
        {
            return false;
        }

        var value = 0;
        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            value = (value * 10) + (c - '0');
        }

        octet = (byte)value;
        return value <= 255;
    }

    // IPAddress.Parse takes brackets, ports and scopes: none of those is in RFC 4291 §2.2.
    private static bool TryParseIp6(ReadOnlySpan<char> text, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        var colon = text.LastIndexOf(':');
        if (colon < 0 || text.ContainsAnyExcept(s_ip6Characters))
        {
            return false;
        }

        return (!text.Contains('.') || TryParseIp4(text[(colon + 1)..], out _))
            && IPAddress.TryParse(text, out address)
            && address.AddressFamily == AddressFamily.InterNetworkV6;
    }
}
