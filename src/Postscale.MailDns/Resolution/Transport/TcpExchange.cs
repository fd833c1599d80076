using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Postscale.MailDns.Resolution.Wire;

namespace Postscale.MailDns.Resolution.Transport;

/// <summary>One query over TCP (RFC 7766), on a connection of its own.</summary>
internal static class TcpExchange
{
    /// <summary>Sends a query and reads its answer; null when what came is no answer to it.</summary>
    /// <param name="server">Whom to ask.</param>
    /// <param name="query">The query, without a length before it.</param>
    /// <param name="deadline">Ends the wait.</param>
    /// <exception cref="SocketException">The server could not be reached.</exception>
    /// <exception cref="OperationCanceledException">The deadline passed.</exception>
    public static async ValueTask<DnsMessage?> AskAsync(IPEndPoint server, ReadOnlyMemory<byte> query, CancellationToken deadline)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server, deadline).ConfigureAwait(false);

        // RFC 7766 §8: length and message in one write.
        var framed = new byte[2 + query.Length];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)query.Length);
        query.CopyTo(framed.AsMemory(2));
        for (var sent = 0; sent < framed.Length;)
        {
            sent += await socket.SendAsync(framed.AsMemory(sent), SocketFlags.None, deadline).ConfigureAwait(false);
        }

        var prefix = new byte[2];
        if (!await FillAsync(socket, prefix, deadline).ConfigureAwait(false))
        {
            return null;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(prefix);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            if (!await FillAsync(socket, buffer.AsMemory(0, length), deadline).ConfigureAwait(false))
            {
                return null;
            }

            return Read(query.Span, buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // The answer may come in pieces (RFC 7766 §8); false when the server closes before its end.
    private static async ValueTask<bool> FillAsync(Socket socket, Memory<byte> buffer, CancellationToken deadline)
    {
        while (!buffer.IsEmpty)
        {
            var read = await socket.ReceiveAsync(buffer, SocketFlags.None, deadline).ConfigureAwait(false);
            if (read == 0)
            {
                return false;
            }

            buffer = buffer[read..];
        }

        return true;
    }

    private static DnsMessage? Read(ReadOnlySpan<byte> query, ReadOnlySpan<byte> response)
    {
        // Case is not compared: the handshake already shows that the server is at its address.
        var match = ResponseMatcher.Match(query, response, out var header);
        if (match == QuestionMatch.Different || header.IsTruncated || !DnsMessage.TryRead(response, out var message, out _))
        {
            return null;
        }

        var failed = message.ResponseCode is not (ResponseCode.NoError or ResponseCode.NameError);
        return match != QuestionMatch.Absent || failed ? message : null;
    }
}
