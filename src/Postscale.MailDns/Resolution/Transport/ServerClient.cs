using System.Net;
using System.Net.Sockets;
using Postscale.MailDns.Resolution.Wire;

namespace Postscale.MailDns.Resolution.Transport;

/// <summary>Asks one server one question: over UDP, then over TCP where UDP cannot carry or prove the answer.</summary>
/// <param name="settings">How to ask.</param>
/// <param name="gate">Bounds the queries to all servers together.</param>
/// <param name="outstanding">How many queries may be under way to one server.</param>
/// <param name="recursionDesired">Whether servers are asked to find the answer elsewhere.</param>
internal sealed class ServerClient(ResolverOptions settings, QueryGate gate, int outstanding, bool recursionDesired)
{
    private readonly ServerChannels _channels = new(settings.TimeProvider, outstanding);

    /// <summary>Asks once. Never throws but for the caller's own cancellation.</summary>
    /// <param name="server">Whom to ask.</param>
    /// <param name="name">The name.</param>
    /// <param name="type">The type.</param>
    /// <param name="clock">The time of the look-up.</param>
    /// <param name="timeout">How long each exchange may take.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async ValueTask<ServerReply> AskAsync(
        IPEndPoint server,
        DnsName name,
        RecordType type,
        LookupClock clock,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        var channel = _channels.Enter(server);
        var (hasPlace, hasTurn) = (false, false);
        try
        {
            // The server's own place first: who waits for a slow server must not keep others from theirs.
            hasPlace = await channel.Gate.EnterAsync(clock, cancellationToken).ConfigureAwait(false);
            hasTurn = hasPlace && await gate.EnterAsync(clock, cancellationToken).ConfigureAwait(false);
            return hasTurn
                ? await AskAsync(channel, server, name, type, clock, timeout, cancellationToken).ConfigureAwait(false)
                : ServerReply.Failed(DnsFailure.Timeout, "was not asked: too many queries under way");
        }
        finally
        {
            if (hasTurn)
            {
                gate.Leave();
            }

            if (hasPlace)
            {
                channel.Gate.Leave();
            }

            channel.Leave();
        }
    }

    private async ValueTask<ServerReply> AskAsync(
        ServerChannel channel,
        IPEndPoint server,
        DnsName name,
        RecordType type,
        LookupClock clock,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        var withEdns = settings.PayloadSize > 0 && channel.Edns.IsWanted();
        var declined = false;
        while (true)
        {
            var sent = clock.Time.GetTimestamp();
            var query = Write(name, type, withEdns);
            var remaining = clock.Remaining;
            var udp = await channel.AskAsync(name, query, timeout < remaining ? timeout : remaining, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (udp.Kind == UdpReplyKind.Nothing)
            {
                channel.Edns.Silent(withEdns, sent);
            }
            else if (udp.Kind != UdpReplyKind.Unreachable)
            {
                channel.Edns.Answered(withEdns);
            }

            var reply = udp.Kind switch
            {
                UdpReplyKind.Answer => ServerReply.Answer(udp.Message!),
                UdpReplyKind.Malformed => ServerReply.Failed(DnsFailure.Malformed, "sent an answer that cannot be read"),
                UdpReplyKind.Nothing => ServerReply.Silence,
                UdpReplyKind.Unreachable => ServerReply.Failed(DnsFailure.Unreachable, $"cannot be reached ({SocketProblem(udp.Error)})"),
                _ => await AskByTcpAsync(server, query, udp.Kind, clock, timeout, cancellationToken).ConfigureAwait(false),
            };

            // RFC 6891 §7: a server that does not know EDNS says FORMERR or NOTIMP; one of another version says BADVERS.
            if (withEdns && IsEdnsRefusal(reply))
            {
                withEdns = false;
                declined = true;
                continue;
            }

            if (declined && reply.IsAnswer && !IsEdnsRefusal(reply))
            {
                channel.Edns.Declined();
            }

            return reply;
        }
    }

    private byte[] Write(DnsName name, RecordType type, bool withEdns)
    {
        Span<byte> buffer = stackalloc byte[QueryWriter.MaxLength];
        var options = new QueryOptions(recursionDesired, withEdns ? settings.PayloadSize : 0, settings.RandomCase);
        return buffer[..QueryWriter.Write(buffer, name, type, options)].ToArray();
    }

    private static bool IsEdnsRefusal(ServerReply reply) =>
        reply.Message?.ResponseCode is ResponseCode.FormatError or ResponseCode.NotImplemented or ResponseCode.BadVersion;

    // A question that comes back with its case changed is from a forger, or from a server that normalises names.
    // TCP settles which: nobody off the path can forge that, and a normalising server answers there as well.
    private static async ValueTask<ServerReply> AskByTcpAsync(
        IPEndPoint server,
        ReadOnlyMemory<byte> query,
        UdpReplyKind why,
        LookupClock clock,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        var before = why == UdpReplyKind.Truncated ? "sent a truncated answer" : "changed the case of the question";
        using var deadline = clock.Wait(timeout, cancellationToken);
        try
        {
            return await TcpExchange.AskAsync(server, query, deadline.Token).ConfigureAwait(false) is { } message
                ? ServerReply.Answer(message)
                : ServerReply.Failed(DnsFailure.Malformed, $"{before}, and over TCP one that cannot be read");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ServerReply.Failed(DnsFailure.Timeout, $"{before} and did not answer over TCP");
        }
        catch (SocketException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return ServerReply.Failed(DnsFailure.Unreachable, $"{before} and cannot be reached over TCP ({SocketProblem(e.SocketErrorCode)})");
        }
    }

    private static string SocketProblem(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.ConnectionReset => "connection reset",
        SocketError.HostUnreachable => "no route to the host",
        SocketError.NetworkUnreachable => "no route to the network",
        SocketError.TooManyOpenSockets => "too many open sockets here",
        var code => $"socket error {code}",
    };
}
