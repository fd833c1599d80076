using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Postscale.MailDns.Resolution;
using Postscale.MailDns.Resolution.Wire;

namespace Postscale.MailDns.Updates;

/// <summary>
/// Asks and updates one name server over TCP, each message signed and each answer's signature checked (RFC 2136, RFC 8945). One
/// request at a time.
/// </summary>
/// <param name="server">The server.</param>
/// <param name="key">The key.</param>
/// <param name="time">The clock; the system's when null.</param>
public sealed class UpdateClient(IPEndPoint server, TsigKey key, TimeProvider? time = null) : IDisposable
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private Socket? _socket;

    /// <summary>Asks for records, without recursion.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">The type.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">Only if <paramref name="cancellationToken"/> was cancelled.</exception>
    public Task<SignedReply> AskAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        var query = new byte[QueryWriter.MaxLength];
        var length = QueryWriter.Write(query, name, type, new QueryOptions(RecursionDesired: false, PayloadSize: 0, RandomCase: false));
        return SendAsync(query[..length], cancellationToken);
    }

    /// <summary>Updates a zone. Nothing was changed unless the outcome is <see cref="SignedOutcome.Done"/>, <see cref="SignedOutcome.Unreachable"/> or <see cref="SignedOutcome.NotGenuine"/>.</summary>
    /// <param name="update">The change.</param>
    /// <param name="cancellationToken">Gives up; nothing is then known of what the server has done.</param>
    /// <exception cref="OperationCanceledException">Only if <paramref name="cancellationToken"/> was cancelled.</exception>
    public Task<SignedReply> UpdateAsync(ZoneUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        return SendAsync(update.Write(), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _socket?.Dispose();

    private async Task<SignedReply> SendAsync(byte[] message, CancellationToken cancellationToken)
    {
        var (signed, mac) = Tsig.Sign(message, key, _time.GetUtcNow());
        if (signed.Length > ushort.MaxValue)
        {
            return new SignedReply(SignedOutcome.Failed, "the message is too long for DNS");
        }

        // RFC 7766 §6.2.4: a server may close a connection between two requests. An update is sent again on no account: it may have been made.
        var (isQuery, isKept) = (MessageHeader.TryRead(message, out var header) && header.Opcode == 0, IsOpen());
        var answer = await TryExchangeAsync(signed, cancellationToken).ConfigureAwait(false);
        if (answer.Octets is null && isQuery && isKept)
        {
            answer = await TryExchangeAsync(signed, cancellationToken).ConfigureAwait(false);
        }

        return answer.Octets is null ? new SignedReply(SignedOutcome.Unreachable, answer.Reason) : Read(message, answer.Octets, mac);
    }

    /// <summary>Whether there is a connection that the server has not closed; one that it has closed is forgotten.</summary>
    private bool IsOpen()
    {
        // Readable before anything was asked: closed, or out of step.
        if (_socket is { } socket && socket.Poll(0, SelectMode.SelectRead))
        {
            Forget();
        }

        return _socket is not null;
    }

    private void Forget()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private async Task<(byte[]? Octets, string? Reason)> TryExchangeAsync(byte[] message, CancellationToken cancellationToken)
    {
        try
        {
            if (await ExchangeAsync(message, cancellationToken).ConfigureAwait(false) is { } answer)
            {
                return (answer, null);
            }

            Forget();
            return (null, "the server closed the connection without an answer");
        }
        catch (SocketException e)
        {
            Forget();
            return (null, e.SocketErrorCode == SocketError.ConnectionRefused ? "the connection was refused" : "the connection failed");
        }
    }

    private async Task<byte[]?> ExchangeAsync(byte[] message, CancellationToken cancellationToken)
    {
        if (_socket is null)
        {
            _socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await _socket.ConnectAsync(server, cancellationToken).ConfigureAwait(false);
        }

        // RFC 7766 §8: length and message in one write.
        ReadOnlyMemory<byte> framed = new MessageBuffer().Number16(message.Length).Octets(message).ToArray();
        while (!framed.IsEmpty)
        {
            framed = framed[await _socket.SendAsync(framed, SocketFlags.None, cancellationToken).ConfigureAwait(false)..];
        }

        var prefix = new byte[2];
        if (!await FillAsync(_socket, prefix, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
        return await FillAsync(_socket, answer, cancellationToken).ConfigureAwait(false) ? answer : null;
    }

    private static async Task<bool> FillAsync(Socket socket, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (!buffer.IsEmpty)
        {
            var read = await socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return false;
            }

            buffer = buffer[read..];
        }

        return true;
    }

    private SignedReply Read(byte[] request, byte[] answer, byte[] requestMac)
    {
        _ = MessageHeader.TryRead(request, out var asked);
        if (!MessageHeader.TryRead(answer, out var header) || !header.IsResponse || header.Id != asked.Id || header.Opcode != asked.Opcode)
        {
            return new SignedReply(SignedOutcome.NotGenuine, "what it sent is no answer to the request");
        }

        var tsig = TsigRecord.Find(answer);
        var isGenuine = tsig is not null && Tsig.IsGenuine(answer, tsig, key, requestMac);
        if (Explain(header.LowResponseCode, tsig, asked.Opcode != 0) is { } failure)
        {
            // RFC 8945 §5.3.2: an error may come without a signature, where the server has no key to sign with; it decides nothing that a failure does not.
            return failure;
        }

        if (!isGenuine)
        {
            return new SignedReply(SignedOutcome.NotGenuine, tsig is null ? "its answer is not signed" : "its answer is signed with another key");
        }

        if (!Tsig.IsRecent(tsig!, _time.GetUtcNow()))
        {
            return new SignedReply(SignedOutcome.BadTime, "its answer was signed at another time: the clocks differ by more than five minutes");
        }

        if (!DnsMessage.TryRead(answer, out var message, out var reason))
        {
            return new SignedReply(SignedOutcome.NotGenuine, $"its answer cannot be read: {reason}");
        }

        return new SignedReply(header.LowResponseCode == (int)ResponseCode.NameError ? SignedOutcome.NoSuchName : SignedOutcome.Done, null)
        {
            Answers = asked.Opcode == 0 ? message.Answers : [],
            IsAuthoritative = header.IsAuthoritative,
        };
    }

    private SignedReply? Explain(int code, TsigRecord? tsig, bool isUpdate) => (code, tsig?.Error ?? 0) switch
    {
        (_, TsigRecord.BadKey) => new(SignedOutcome.BadKey, $"it does not know the key '{key}' with {TsigKey.NameOf(key.Algorithm)} (BADKEY)"),
        (_, TsigRecord.BadSignature) => new(SignedOutcome.BadSignature, $"the secret of the key '{key}' is not the one it has (BADSIG)"),
        (_, TsigRecord.BadTime) => new(SignedOutcome.BadTime, $"its clock and this one differ by more than five minutes (BADTIME){ServerTime(tsig!)}"),
        (_, not 0) => new(SignedOutcome.Refused, string.Create(CultureInfo.InvariantCulture, $"it refused the signature (error {tsig!.Error})")),
        (0, _) => null,
        (3, _) when !isUpdate => null,
        (3 or 6 or 7 or 8, _) => new(SignedOutcome.RequirementFailed, "the zone is not as it was read any more"),
        (5, _) => new(SignedOutcome.Refused, $"it does not let the key '{key}' do this (REFUSED)"),
        (9, _) => new(SignedOutcome.NotAuthoritative, $"it does not hold the zone, or does not let the key '{key}' change it (NOTAUTH)"),
        (10, _) => new(SignedOutcome.NotAuthoritative, "a name lies outside the zone (NOTZONE)"),
        (4, _) => new(SignedOutcome.Failed, "it does not take updates (NOTIMP)"),
        _ => new(SignedOutcome.Failed, string.Create(CultureInfo.InvariantCulture, $"it failed (response code {code})")),
    };

    /// <summary>RFC 8945 §5.2.3: with BADTIME the server says what time it has.</summary>
    private static string ServerTime(TsigRecord tsig)
    {
        if (tsig.Other.Length != 6)
        {
            return "";
        }

        var seconds = ((long)BinaryPrimitives.ReadUInt16BigEndian(tsig.Other) << 32) | BinaryPrimitives.ReadUInt32BigEndian(tsig.Other.AsSpan(2));
        return seconds < 253_402_300_800
            ? string.Create(CultureInfo.InvariantCulture, $"; it has {DateTimeOffset.FromUnixTimeSeconds(seconds):yyyy-MM-dd'T'HH:mm:ss'Z'}")
            : "";
    }
}
