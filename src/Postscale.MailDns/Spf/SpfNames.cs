using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Spf;

/// <summary>Turns expanded text into names. A backslash is an ordinary character here, unlike in a zone file.</summary>
internal static class SpfNames
{
    // RFC 7208 §7.3: a name that has become longer loses labels from the left.
    private const int MaxTextLength = 253;

    /// <summary>Drops one trailing dot, and labels from the left until the text fits. Text without a dot is left as it is: no name.</summary>
    public static string Cut(string text)
    {
        text = text.EndsWith('.') ? text[..^1] : text;
        var dot = text.Length > MaxTextLength ? text.IndexOf('.', text.Length - MaxTextLength - 1) : -1;
        return text[(dot + 1)..];
    }

    /// <summary>The name, cut to the limit; false when DNS cannot be asked for it.</summary>
    public static bool TryMake(string text, [NotNullWhen(true)] out DnsName? name)
    {
        name = null;
        text = Cut(text);

        // RFC 8616 §4: text beyond ASCII in an expanded macro makes a name that matches nothing.
        return text.Length > 0 && Ascii.IsValid(text)
            && DnsName.TryAdopt(Array.ConvertAll(text.Split('.'), Encoding.ASCII.GetBytes), out name);
    }

    /// <summary>The domain check_host() is asked about (RFC 7208 §4.3): a name of more than one label, and no address literal.</summary>
    public static bool TryMakeDomain(string text, [NotNullWhen(true)] out DnsName? name)
    {
        name = null;
        return text.Length <= MaxTextLength + 1 && !text.StartsWith('[') && TryMake(text, out name) && name.LabelCount > 1;
    }

    /// <summary>The reverse name of an address (RFC 1035 §3.5, RFC 3596 §2.5).</summary>
    public static DnsName Reverse(IPAddress address)
    {
        var parts = Dotted(address).Split('.');
        Array.Reverse(parts);
        return DnsName.Parse($"{string.Join('.', parts)}.{ZoneOf(address)}.arpa");
    }

    /// <summary>The address as the macro "i" writes it: dotted quad, or 32 dotted nibbles (RFC 7208 §7.3).</summary>
    public static string Dotted(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork
        ? address.ToString()
        : string.Join('.', Convert.ToHexString(address.GetAddressBytes()).ToCharArray());

    /// <summary>The macro "v" (RFC 7208 §7.2).</summary>
    public static string ZoneOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? "in-addr" : "ip6";

    /// <summary>Whether the leading bits of two addresses of one family agree.</summary>
    public static bool InNetwork(IPAddress address, IPAddress network, int prefix)
    {
        if (address.AddressFamily != network.AddressFamily)
        {
            return false;
        }

        Span<byte> left = stackalloc byte[16];
        Span<byte> right = stackalloc byte[16];
        _ = address.TryWriteBytes(left, out var length);
        _ = network.TryWriteBytes(right, out _);
        for (var i = 0; i < length && prefix > 0; i++, prefix -= 8)
        {
            var mask = prefix >= 8 ? 0xFF : 0xFF << (8 - prefix);
            if (((left[i] ^ right[i]) & mask) != 0)
            {
                return false;
            }
        }

        return true;
    }
}
