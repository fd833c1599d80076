using System.Net;
using System.Net.Sockets;
using Postscale.MailDns.Resolution.Wire;

namespace Postscale.MailDns.Resolution.Transport;

/// <summary>Asks one server one question: over UDP, then over TCP where UDP cannot carry or prove the answer.</summary>
internal sealed class ServerClient(ResolverOptions settings, QueryGate gate, bool recursionDesired)
{
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
        if (!await gate.EnterAsync(clock, cancellationToken).ConfigureAwait(false))
        {
            return ServerReply.Failed(DnsFailure.Timeout, "was not asked: too many queries under way");
        }

        try
        {
            var options = new QueryOptions(recursionDesired, settings.PayloadSize, settings.RandomCase);
            var reply = await AskOnceAsync(server, name, type, options, clock, timeout, cancellationToken).ConfigureAwait(false);

            // RFC 6891 §7: a server that does not know EDNS says FORMERR or NOTIMP; one of another version says BADVERS.
            if (settings.PayloadSize > 0 && reply.Message?.ResponseCode is ResponseCode.FormatError or ResponseCode.NotImplemented or ResponseCode.BadVersion)
            {
                options = options with { PayloadSize = 0 };
                reply = await AskOnceAsync(server, name, type, options, clock, timeout, cancellationToken).ConfigureAwait(false);
            }

            return reply;
        }
        catch (SocketException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return ServerReply.Failed(DnsFailure.Unreachable, $"cannot be reached ({SocketProblem(e)})");
        }
        finally
        {
            gate.Leave();
        }
    }

    private static async ValueTask<ServerReply> AskOnceAsync(
        IPEndPoint server,
        DnsName name,
        RecordType type,
        QueryOptions options,
        LookupClock clock,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        var buffer = new byte[QueryWriter.MaxLength];
        var query = buffer.AsMemory(0, QueryWriter.Write(buffer, name, type, options));
        UdpReply reply;
        using (var deadline = clock.Wait(timeout, cancellationToken))
        {
            reply = await UdpExchange.AskAsync(server, query, deadline.Token).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return reply.Kind switch
        {
            UdpReplyKind.Answer => ServerReply.Answer(reply.Message!),
            UdpReplyKind.Malformed => ServerReply.Failed(DnsFailure.Malformed, "sent an answer that cannot be read"),
            UdpReplyKind.Nothing => ServerReply.Silence,
            _ => await AskByTcpAsync(server, query, reply.Kind, clock, timeout, cancellationToken).ConfigureAwait(false),
        };
    }

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
            return ServerReply.Failed(DnsFailure.Unreachable, $"{before} and cannot be reached over TCP ({SocketProblem(e)})");
        }
    }

    private static string SocketProblem(SocketException e) => e.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.ConnectionReset => "connection reset",
        SocketError.HostUnreachable => "no route to the host",
        SocketError.NetworkUnreachable => "no route to the network",
        SocketError.TooManyOpenSockets => "too many open sockets here",
        var code => $"socket error {code}",
    };
}
