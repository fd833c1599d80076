using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace Postscale.MailDns.Resolution.Transport;

/// <summary>A UDP socket to one server, at a random port, with the queries that wait for an answer there. Belongs to its channel's lock.</summary>
internal sealed class QuerySocket : SocketAsyncEventArgs
{
    /// <summary>The lowest source port; those below belong to the system (RFC 6335 §6).</summary>
    public const int LowestPort = 1024;

    private const int HighestPort = 65535;
    private const int Tries = 16;

    // Room beyond what is announced costs nothing; what exceeds it is cut by the kernel and then does not parse.
    private const int ReceiveLength = 4096;

    private readonly Dictionary<ushort, PendingQuery> _pending = [];
    private readonly ServerChannel _channel;
    private readonly Socket _socket;
    private volatile bool _isClosed;

    private QuerySocket(ServerChannel channel, Socket socket, long opened)
        : base(true)
    {
        _channel = channel;
        _socket = socket;
        Opened = opened;
    }

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
    /// <param name="channel">Whom to tell what comes.</param>
    /// <param name="server">The server.</param>
    /// <param name="now">The timestamp.</param>
    /// <exception cref="SocketException">No socket could be had, or there is no way to the server.</exception>
    public static QuerySocket Open(ServerChannel channel, IPEndPoint server, long now)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            Bind(socket, server.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any);
            socket.Connect(server);
            socket.Blocking = false;
            return new QuerySocket(channel, socket, now);
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
        _socket.Dispose();
    }

    /// <summary>Sends a query that is here already. A datagram for which there is no room counts as lost on the way, as it would a step further.</summary>
    public SocketError Send(PendingQuery query)
    {
        try
        {
            _socket.Send(query.Query, SocketFlags.None, out var error);
            return error is SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable ? SocketError.Success : error;
        }
        catch (ObjectDisposedException)
        {
            // The socket failed under another query, and with it this one, whose end is decided.
            return SocketError.Success;
        }
    }

    /// <summary>Begins to read what comes; called once.</summary>
    public void Listen()
    {
        SetBuffer(ArrayPool<byte>.Shared.Rent(ReceiveLength), 0, ReceiveLength);
        Receive(isThere: false);
    }

    /// <inheritdoc/>
    protected override void OnCompleted(SocketAsyncEventArgs e) => Receive(isThere: true);

    // Askers go on only when the socket is being listened to again: it must not have to wait for what they do.
    private void Receive(bool isThere)
    {
        try
        {
            while (isThere || !_socket.ReceiveAsync(this))
            {
                isThere = false;
                if (SocketError != SocketError.Success)
                {
                    _channel.Fail(this, SocketError);
                }
                else
                {
                    // The length is that of the datagram, even where it exceeds the buffer.
                    _channel.Deliver(this, MemoryBuffer.Span[..Math.Min(BytesTransferred, ReceiveLength)]);
                }

                if (IsClosed)
                {
                    Release();
                    break;
                }
            }
        }
        catch (ObjectDisposedException)
        {
            // Closed in between: nothing is waited for here any more.
            Release();
        }

        _channel.Ended.Execute();
    }

    private void Release()
    {
        var buffer = Buffer!;
        SetBuffer(null, 0, 0);
        Dispose();
        ArrayPool<byte>.Shared.Return(buffer);
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
