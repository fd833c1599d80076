using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Postscale.MailDns.Resolution;

/// <summary>Reads where a name server is: "HOST" or "HOST:PORT", the host as an address.</summary>
public static class ResolverEndpoint
{
    /// <summary>The port of DNS (RFC 1035 §4.2).</summary>
    public const int DefaultPort = 53;

    /// <summary>Reads an endpoint: <c>192.0.2.1</c>, <c>192.0.2.1:5353</c>, <c>2001:db8::1</c> or <c>[2001:db8::1]:5353</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="endpoint">The endpoint, if it is one.</param>
    /// <param name="error">What is wrong with the text, if it is none.</param>
    public static bool TryParse(
        [NotNullWhen(true)] string? text,
        [NotNullWhen(true)] out IPEndPoint? endpoint,
        [NotNullWhen(false)] out string? error)
    {
        endpoint = null;
        error = null;
        var whole = (text ?? "").Trim();
        if (!TrySplit(whole, out var host, out var port))
        {
            error = $"'{Cut(whole)}' is not an address with a port from 1 to 65535";
            return false;
        }

        if (!TryParseAddress(host, out var address))
        {
            error = $"'{Cut(whole)}' is not an IP address";
            return false;
        }

        endpoint = new IPEndPoint(address, port);
        return true;
    }

    /// <summary>Reads an address strictly: four decimal numbers, or IPv6 with an optional zone after a percent sign.</summary>
    internal static bool TryParseAddress(string text, [NotNullWhen(true)] out IPAddress? address) =>
        IPAddress.TryParse(text, out address)

        // The platform also takes "53" and "127.1" for addresses; here those are mistakes.
        && (address.AddressFamily == AddressFamily.InterNetworkV6 ? !text.Contains('[', StringComparison.Ordinal) : address.ToString() == text);

    private static bool TrySplit(string text, out string host, out int port)
    {
        host = text;
        port = DefaultPort;
        if (text.StartsWith('['))
        {
            var close = text.IndexOf(']', StringComparison.Ordinal);
            if (close < 0)
            {
                return false;
            }

            host = text[1..close];
            return close == text.Length - 1 || (text[close + 1] == ':' && TryParsePort(text[(close + 2)..], out port));
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || text.LastIndexOf(':') != colon)
        {
            return true;
        }

        host = text[..colon];
        return TryParsePort(text[(colon + 1)..], out port);
    }

    private static bool TryParsePort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65535;

    private static string Cut(string text) => text.Length <= 64 ? text : string.Concat(text.AsSpan(0, 64), "…");
}
