using System.Net;
using System.Net.Sockets;

namespace Postscale.Server.Webhooks;

/// <summary>Connects to the first of some addresses that can be connected to.</summary>
internal static class TargetConnection
{
    /// <summary>How long an address may take to be connected to while there is another to try.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Makes a socket as the system has it.</summary>
    /// <param name="family">The family of the address to connect to.</param>
    public static Socket OpenSocket(AddressFamily family) => new(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>Tries the addresses one after the other.</summary>
    /// <param name="addresses">The addresses; not empty.</param>
    /// <param name="port">The port.</param>
    /// <param name="open">Makes a socket of a family. It fails where the kernel does not have the family, as without IPv6.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SocketException">None could be connected to; what the last one failed with.</exception>
    public static async Task<NetworkStream> OpenAsync(IReadOnlyList<IPAddress> addresses, int port, Func<AddressFamily, Socket> open, CancellationToken cancellationToken)
    {
        for (var i = 0; ; i++)
        {
            var isLast = i == addresses.Count - 1;
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            if (!isLast)
            {
                patience.CancelAfter(Patience);
            }

            Socket? socket = null;
            try
            {
                socket = open(addresses[i].AddressFamily);
                await socket.ConnectAsync(new IPEndPoint(addresses[i], port), patience.Token).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception e) when (!isLast && (e is SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)))
            {
                socket?.Dispose();
            }
            catch
            {
                socket?.Dispose();
                throw;
            }
        }
    }
}
