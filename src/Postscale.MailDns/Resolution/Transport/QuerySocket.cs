using System.Net;
using System.Net.Sockets;

namespace Postscale.MailDns.Resolution.Transport;

/// <summary>A UDP socket to one server, at a random port, with the queries that wait for an answer there. Belongs to its channel's lock.</summary>
internal sealed class QuerySocket
{
    /// <summary>The lowest source port; those below belong to the system (RFC 6335 §6).</summary>
    public const int LowestPort = 1024;

    private const int HighestPort = 65535;
    private const int Tries = 16;

    private readonly Dictionary<ushort, PendingQuery> _pending = [];
    private volatile bool _isClosed;

    private QuerySocket(Socket socket, long opened)
    {
        Socket = socket;
        Opened = opened;
    }

    public Socket Socket { get; }

    /// <summary>The timestamp of its opening.</summary>
    public long Opened { get; }

    /// <summary>How many queries it has carried.</summary>
    public int Uses { get; private set; }

    public IReadOnlyCollection<PendingQuery> Pending => _pending.Values;

    public bool IsIdle => _pending.Count == 0;

    /// <summary>Whether it takes no further queries, and closes once those it has are over.</summary>
    public bool IsRetired { get; set; }

    public bool IsClosed => _isClosed;

    /// <summary>
    /// A fresh socket at a random port, connected to the server, so that the kernel drops what comes from elsewhere.
    /// </summary>
    /// <param name="server">The server.</param>
    /// <param name="now">The timestamp.</param>
    /// <exception cref="SocketException">No socket could be had, or there is no way to the server.</exception>
    public static QuerySocket Open(IPEndPoint server, long now)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            Bind(socket, server.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any);
            socket.Connect(server);
            socket.Blocking = false;
            return new QuerySocket(socket, now);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public PendingQuery? Find(ushort id) => _pending.GetValueOrDefault(id);

    /// <summary>Takes a query in; its identifier is drawn anew while another one waits here under the same.</summary>
    public void Add(PendingQuery query)
    {
        while (!_pending.TryAdd(query.Id, query))
        {
            query.Id = Unforeseeable.UInt16();
        }

        query.Socket = this;
        Uses++;
    }

    public void Remove(PendingQuery query) => _pending.Remove(query.Id);

    public void Close()
    {
        _isClosed = true;
        Socket.Dispose();
    }

    // RFC 5452 §9.2: a port as unforeseeable as the identifier, over the widest range. The kernel's own choice covers
    // less than half of it.
    private static void Bind(Socket socket, IPAddress address)
    {
        for (var i = 0; i < Tries; i++)
        {
            try
            {
                socket.Bind(new IPEndPoint(address, LowestPort + Unforeseeable.Below(HighestPort + 1 - LowestPort)));
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
