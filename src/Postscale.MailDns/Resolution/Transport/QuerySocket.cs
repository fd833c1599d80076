using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Postscale.MailDns.Resolution.Transport;

/// <summary>Opens the socket of one UDP query.</summary>
internal static class QuerySocket
{
    /// <summary>The lowest source port; those below belong to the system (RFC 6335 §6).</summary>
    public const int LowestPort = 1024;

    private const int HighestPort = 65535;
    private const int Tries = 16;

    /// <summary>
    /// A fresh socket at a random port, connected to the server, so that the kernel drops what comes from elsewhere.
    /// </summary>
    /// <exception cref="SocketException">No socket could be had, or there is no way to the server.</exception>
    public static Socket Open(IPEndPoint server)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            Bind(socket, server.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any);
            socket.Connect(server);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // RFC 5452 §9.2: a port as unforeseeable as the identifier, over the widest range. The kernel's own choice covers
    // less than half of it.
    private static void Bind(Socket socket, IPAddress address)
    {
        for (var i = 0; i < Tries; i++)
        {
            try
            {
                socket.Bind(new IPEndPoint(address, RandomNumberGenerator.GetInt32(LowestPort, HighestPort + 1)));
                return;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // Taken, or kept from us: draw again.
            }
        }

        socket.Bind(new IPEndPoint(address, 0));
    }
}
