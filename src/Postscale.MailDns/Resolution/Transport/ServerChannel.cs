using System.Net;
using System.Net.Sockets;

namespace Postscale.MailDns.Resolution.Transport;

/// <summary>
/// The way to one server over UDP: its sockets, the queries that wait there, and what is known of it. No socket stays open when no
/// query is under way.
/// </summary>
/// <param name="server">The server.</param>
/// <param name="time">The clock.</param>
/// <param name="bound">How many queries may be outstanding there.</param>
/// <param name="ended">Where queries go that have ended.</param>
/// <param name="watch">Sees to it that <see cref="EndOverdue"/> is called.</param>
internal sealed class ServerChannel(IPEndPoint server, TimeProvider time, int bound, AnswerQueue ended, Action watch)
{
    private readonly Lock _lock = new();
    private readonly SocketPool _sockets = new(time);
    private PendingQuery? _earliest;
    private PendingQuery? _latest;
    private int _outstanding;
    private int _users;
    private bool _isGone;

    public QueryGate Gate { get; } = new(bound);

    public EdnsHabit Edns { get; } = new(time);

    public AnswerQueue Ended => ended;

    public string Name { get; } = server.ToString();

    /// <summary>Marks the channel as used; false when it has been given up, and another is to be had.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            _users += _isGone ? 0 : 1;
            return !_isGone;
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            _users--;
        }
    }

    /// <summary>Gives the channel up if nobody uses it.</summary>
    public bool TryGiveUp()
    {
        lock (_lock)
        {
            _isGone |= _users == 0;
            return _isGone;
        }
    }

    /// <summary>
    /// Sends a query and waits for its answer. What does not match the query is passed over, and waiting goes on
    /// (RFC 5452 §9.1): a forged datagram must not end the wait for the true one.
    /// </summary>
    /// <param name="name">The name asked for.</param>
    /// <param name="query">The query; its identifier may be changed.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait, with no answer.</param>
    public async ValueTask<UdpReply> AskAsync(DnsName name, byte[] query, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        var pending = new PendingQuery(name, query, now + (long)(timeout.TotalSeconds * time.TimestampFrequency));
        var problem = Send(pending, now);
        if (problem != SocketError.Success)
        {
            return new UdpReply(UdpReplyKind.Unreachable, Error: problem);
        }

        watch();
        using var registration = cancellationToken.UnsafeRegister(
            static state =>
            {
                var (channel, query) = ((ServerChannel, PendingQuery))state!;
                channel.End(query, query.Unanswered);
                channel.Ended.CallHelp();
            },
            cancellationToken.CanBeCanceled ? (this, pending) : null);
        return await pending.Reply.ConfigureAwait(false);
    }

    /// <summary>Ends the waits whose time is up; tells whether others go on.</summary>
    public bool EndOverdue()
    {
        List<PendingQuery>? overdue = null;
        bool goesOn;
        var now = time.GetTimestamp();
        lock (_lock)
        {
            goesOn = _earliest is not null;
            for (var query = _earliest; query is not null; query = query.Later)
            {
                if (query.Until <= now)
                {
                    (overdue ??= []).Add(query);
                }
            }
        }

        overdue?.ForEach(q => End(q, q.Unanswered));
        return goesOn;
    }

    private SocketError Send(PendingQuery pending, long now)
    {
        QuerySocket? socket;
        var isFresh = false;
        lock (_lock)
        {
            _outstanding++;
            socket = _sockets.Draw(now);
            if (socket is not null)
            {
                Enter(socket, pending);
            }
        }

        if (socket is null)
        {
            try
            {
                socket = QuerySocket.Open(this, server, now);
            }
            catch (SocketException e)
            {
                lock (_lock)
                {
                    _outstanding--;
                }

                return e.SocketErrorCode;
            }

            isFresh = true;
            lock (_lock)
            {
                _sockets.Add(socket);
                Enter(socket, pending);
            }
        }

        var error = socket.Send(pending);
        if (error != SocketError.Success)
        {
            Fail(socket, error);
        }
        else if (isFresh)
        {
            socket.Listen();
        }

        return SocketError.Success;
    }

    private void Enter(QuerySocket socket, PendingQuery query)
    {
        socket.Add(query);
        query.Earlier = _latest;
        _earliest ??= query;
        if (_latest is not null)
        {
            _latest.Later = query;
        }

        _latest = query;
    }

    /// <summary>Takes a datagram, which may end a query.</summary>
    public void Deliver(QuerySocket socket, ReadOnlySpan<byte> datagram)
    {
        if (!Wire.MessageHeader.TryRead(datagram, out var header))
        {
            return;
        }

        PendingQuery? query;
        lock (_lock)
        {
            query = socket.Find(header.Id);
        }

        if (query is not null && DatagramJudge.Judge(query, datagram) is { } reply)
        {
            End(query, reply);
        }
    }

    /// <summary>Ends all queries of a socket that cannot be used.</summary>
    public void Fail(QuerySocket socket, SocketError error)
    {
        PendingQuery[] failed;
        lock (_lock)
        {
            if (socket.IsClosed)
            {
                return;
            }

            failed = [.. socket.Pending];
            Array.ForEach(failed, q => Take(q, new UdpReply(UdpReplyKind.Unreachable, Error: error)));
            Array.ForEach(failed, ended.Add);
            _sockets.Remove(socket);
            _sockets.CloseUnneeded(socket, _outstanding);
        }

        ended.CallHelp();
    }

    private void End(PendingQuery query, UdpReply reply)
    {
        lock (_lock)
        {
            if (query.IsOver)
            {
                return;
            }

            // At once, so that the timer finds it either among those that wait or among those that go on.
            Take(query, reply);
            ended.Add(query);
            _sockets.CloseUnneeded(query.Socket!, _outstanding);
        }
    }

    private void Take(PendingQuery query, UdpReply reply)
    {
        query.End(reply);
        query.Socket!.Remove(query);
        if (query.Earlier is null)
        {
            _earliest = query.Later;
        }
        else
        {
            query.Earlier.Later = query.Later;
        }

        if (query.Later is null)
        {
            _latest = query.Earlier;
        }
        else
        {
            query.Later.Earlier = query.Earlier;
        }

        _outstanding--;
    }
}
