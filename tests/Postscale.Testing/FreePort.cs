using System.Net;
using System.Net.Sockets;

namespace Postscale.Testing;

/// <summary>Finds ports for servers that cannot pick their own.</summary>
public static class FreePort
{
    /// <summary>A port that was free a moment ago on UDP and TCP at once, on each of the addresses (default 127.0.0.1).</summary>
    public static int Next(params IPAddress[] addresses)
    {
        IPAddress[] wanted = addresses.Length > 0 ? addresses : [IPAddress.Loopback];
        for (var i = 0; i < 200; i++)
        {
            using var first = new Socket(wanted[0].AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            first.Bind(new IPEndPoint(wanted[0], 0));
            var port = ((IPEndPoint)first.LocalEndPoint!).Port;
            if (IsFree(wanted[0], port, SocketType.Dgram, ProtocolType.Udp)
                && wanted.Skip(1).All(a => IsFree(a, port, SocketType.Stream, ProtocolType.Tcp) && IsFree(a, port, SocketType.Dgram, ProtocolType.Udp)))
            {
                return port;
            }
        }

        throw new InvalidOperationException("no port is free on UDP and TCP at once");
    }

    private static bool IsFree(IPAddress address, int port, SocketType type, ProtocolType protocol)
    {
        using var socket = new Socket(address.AddressFamily, type, protocol);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
