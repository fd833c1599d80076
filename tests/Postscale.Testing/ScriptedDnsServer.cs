using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Postscale.MailDns.Resolution.Wire;

namespace Postscale.Testing;

/// <summary>
/// A name server, on UDP and TCP at one loopback port, that does with each query what a function says: answer, stay silent,
/// lie, break off. It keeps a log of the queries.
/// </summary>
public sealed class ScriptedDnsServer : IAsyncDisposable
{
    private readonly Func<ScriptedQuery, ScriptedReply> _script;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<ScriptedQuery> _queries = new();
    private readonly Socket _udp;
    private readonly Socket _tcp;
    private readonly Task _running;
    private int _count;

    private ScriptedDnsServer(Func<ScriptedQuery, ScriptedReply> script, IPAddress address, int port)
    {
        _script = script;
        Endpoint = new IPEndPoint(address, port);
        _udp = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _tcp = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _udp.Bind(Endpoint);
        _tcp.Bind(Endpoint);
        _tcp.Listen();
        _running = Task.WhenAll(ServeUdpAsync(), ServeTcpAsync());
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Endpoint { get; }

    /// <summary>The queries so far, in the order they came.</summary>
    public IReadOnlyList<ScriptedQuery> Queries => [.. _queries];

    /// <summary>Starts a server.</summary>
    /// <param name="script">What to do with each query; called from several threads.</param>
    /// <param name="address">Where to listen; default 127.0.0.1.</param>
    /// <param name="port">The port; default: a free one.</param>
    public static ScriptedDnsServer Start(Func<ScriptedQuery, ScriptedReply> script, IPAddress? address = null, int? port = null) =>
        new(script, address ?? IPAddress.Loopback, port ?? FreePort.Next(address ?? IPAddress.Loopback));

    /// <summary>Waits until so many queries came.</summary>
    /// <exception cref="TimeoutException">They did not within 60 s.</exception>
    public async Task WaitForQueriesAsync(int count)
    {
        for (var i = 0; i < 12_000 && _queries.Count < count; i++)
        {
            await Task.Delay(5);
        }

        if (_queries.Count < count)
        {
            throw new TimeoutException($"{_queries.Count} queries of {count} came");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _udp.Dispose();
        _tcp.Dispose();
        try
        {
            await _running;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // That is how the loops end.
        }

        _stop.Dispose();
    }

    private async Task ServeUdpAsync()
    {
        var buffer = new byte[4096];
        var anyone = new IPEndPoint(Endpoint.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        while (true)
        {
            var received = await _udp.ReceiveFromAsync(buffer, anyone, _stop.Token);
            var query = buffer.AsSpan(0, received.ReceivedBytes).ToArray();
            var from = (IPEndPoint)received.RemoteEndPoint;
            if (Log(query, from.Port, overTcp: false) is { } logged)
            {
                _ = AnswerUdpAsync(query, from, _script(logged));
            }
        }
    }

    private async Task AnswerUdpAsync(byte[] query, IPEndPoint to, ScriptedReply reply)
    {
        try
        {
            foreach (var earlier in reply.Before)
            {
                await AnswerUdpAsync(query, to, earlier);
            }

            await Task.Delay(reply.Delay, _stop.Token);
            await reply.HeldUntil.WaitAsync(_stop.Token);
            if (reply.IsDropped)
            {
                return;
            }

            var message = ResponseWriter.Write(query, reply, overTcp: false);
            if (reply.FromElsewhere)
            {
                using var other = new Socket(to.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
                other.Bind(new IPEndPoint(Endpoint.Address, 0));
                await other.SendToAsync(message, to);
            }
            else
            {
                await _udp.SendToAsync(message, to);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The one who asked, or the server, is gone.
        }
    }

    private async Task ServeTcpAsync()
    {
        while (true)
        {
            _ = AnswerTcpAsync(await _tcp.AcceptAsync(_stop.Token));
        }
    }

    private async Task AnswerTcpAsync(Socket connection)
    {
        using (connection)
        {
            try
            {
                using var stream = new NetworkStream(connection);
                var prefix = new byte[2];
                await stream.ReadExactlyAsync(prefix, _stop.Token);
                var query = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
                await stream.ReadExactlyAsync(query, _stop.Token);
                if (Log(query, ((IPEndPoint)connection.RemoteEndPoint!).Port, overTcp: true) is { } logged)
                {
                    await AnswerTcpAsync(connection, query, _script(logged));
                }
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The one who asked, or the server, is gone.
            }
        }
    }

    private async Task AnswerTcpAsync(Socket connection, byte[] query, ScriptedReply reply)
    {
        await Task.Delay(reply.IsDropped ? Timeout.InfiniteTimeSpan : reply.Delay, _stop.Token);
        var message = ResponseWriter.Write(query, reply, overTcp: true);
        byte[] framed = [(byte)(message.Length >> 8), (byte)message.Length, .. message];
        if (reply.TcpCloseAfter is { } cut)
        {
            framed = framed[..Math.Min(cut, framed.Length)];
        }

        connection.NoDelay = true;
        var piece = reply.TcpPiece > 0 ? reply.TcpPiece : framed.Length;
        for (var at = 0; at < framed.Length; at += piece)
        {
            await connection.SendAsync(framed.AsMemory(at, Math.Min(piece, framed.Length - at)), _stop.Token);
            await Task.Yield();
        }

        connection.Shutdown(SocketShutdown.Send);
    }

    private ScriptedQuery? Log(byte[] query, int port, bool overTcp)
    {
        if (!DnsMessage.TryRead(query, out var message, out _) || message.Question is not { } question)
        {
            return null;
        }

        var header = message.Header;
        var logged = new ScriptedQuery(
            Interlocked.Increment(ref _count) - 1,
            header.Id,
            question.Name,
            RawName(query),
            question.Type,
            port,
            overTcp,
            message.Edns is not null,
            header.RecursionDesired,
            header.IsAuthenticated);
        _queries.Enqueue(logged);
        return logged;
    }

    private static string RawName(byte[] query)
    {
        var text = new StringBuilder();
        for (var at = MessageHeader.Length; query[at] != 0; at += 1 + query[at])
        {
            text.Append(text.Length > 0 ? "." : "").Append(Encoding.Latin1.GetString(query, at + 1, query[at]));
        }

        return text.ToString();
    }
}
