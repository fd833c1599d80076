using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Postscale.MailDns.Resolution;

namespace Postscale.Server.Options;

/// <summary>Finds a resolver that is given by its host's name, as in a network of containers: once, at the start, through the system.</summary>
internal static class ResolverByName
{
    /// <summary>Reads HOST or HOST:PORT.</summary>
    /// <param name="text">The text.</param>
    /// <param name="server">The first address of the host.</param>
    public static bool TryFind(string text, [NotNullWhen(true)] out IPEndPoint? server)
    {
        server = null;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var host = colon < 0 ? text : text[..colon];
        var port = (ushort)ResolverEndpoint.DefaultPort;
        if ((colon >= 0 && (!ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port == 0))
            || Uri.CheckHostName(host) != UriHostNameType.Dns || !host.Any(char.IsAsciiLetter))
        {
            return false;
        }

        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            server = new IPEndPoint(IPAddress.Loopback, port);
            return true;
        }

        try
        {
#pragma warning disable RS0030 // The address of the resolver itself cannot be asked of it.
            var addresses = System.Net.Dns.GetHostAddresses(host);
#pragma warning restore RS0030
            server = addresses.Length == 0 ? null : new IPEndPoint(addresses[0], port);
        }
        catch (SocketException)
        {
            // Said as an error of the setting.
        }

        return server is not null;
    }
}
