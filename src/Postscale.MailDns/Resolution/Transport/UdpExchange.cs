using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Postscale.MailDns.Resolution.Wire;

namespace Postscale.MailDns.Resolution.Transport;

/// <summary>One query over UDP.</summary>
internal static class UdpExchange
{
    // Room beyond what is announced costs nothing; what exceeds it is cut by the kernel and then does not parse.
    private const int ReceiveLength = 4096;

    /// <summary>
    /// Sends a query and waits for its answer. What does not match the query is passed over, and waiting goes on
    /// (RFC 5452 §9.1): a forged datagram must not end the wait for the true one.
    /// </summary>
    /// <param name="server">Whom to ask.</param>
    /// <param name="query">The query.</param>
    /// <param name="deadline">Ends the wait.</param>
    /// <exception cref="SocketException">The server could not be reached.</exception>
    public static async ValueTask<UdpReply> AskAsync(IPEndPoint server, ReadOnlyMemory<byte> query, CancellationToken deadline)
    {
        using var socket = QuerySocket.Open(server);
        var buffer = ArrayPool<byte>.Shared.Rent(ReceiveLength);
        var malformed = false;
        try
        {
            // The send buffer of a fresh socket is empty: this does not block.
            socket.Send(query.Span);
            while (true)
            {
                var length = await socket.ReceiveAsync(buffer.AsMemory(0, ReceiveLength), SocketFlags.None, deadline).ConfigureAwait(false);
                if (Judge(query.Span, buffer.AsSpan(0, length), ref malformed) is { } reply)
                {
                    return reply;
                }
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return new UdpReply(malformed ? UdpReplyKind.Malformed : UdpReplyKind.Nothing);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static UdpReply? Judge(ReadOnlySpan<byte> query, ReadOnlySpan<byte> datagram, ref bool malformed)
    {
        var match = ResponseMatcher.Match(query, datagram, out var header);
        if (match == QuestionMatch.Different)
        {
            return null;
        }

        if (match == QuestionMatch.SameButCase)
        {
            return new UdpReply(UdpReplyKind.CaseChanged);
        }

        // Of a cut answer only the header and the question are sure to be whole.
        if (header.IsTruncated && match == QuestionMatch.Same)
        {
            return new UdpReply(UdpReplyKind.Truncated);
        }

        if (!DnsMessage.TryRead(datagram, out var message, out _))
        {
            malformed = true;
            return null;
        }

        // Without a question only a refusal can be believed: it can delay, never decide.
        if (match == QuestionMatch.Absent && message.ResponseCode is (ResponseCode.NoError or ResponseCode.NameError))
        {
            return null;
        }

        return new UdpReply(UdpReplyKind.Answer, message);
    }
}
