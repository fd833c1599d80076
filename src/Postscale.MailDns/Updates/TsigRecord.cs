using System.Buffers.Binary;
using Postscale.MailDns.Resolution;
using Postscale.MailDns.Resolution.Wire;

namespace Postscale.MailDns.Updates;

/// <summary>A signature as it stands at the end of a message (RFC 8945 §4.2).</summary>
/// <param name="Start">Where its record begins in the message.</param>
/// <param name="Key">The key's name.</param>
/// <param name="Algorithm">The algorithm's name.</param>
/// <param name="Seconds">When it was signed, in seconds since 1970.</param>
/// <param name="Fudge">By how many seconds clocks may differ.</param>
/// <param name="Mac">The signature.</param>
/// <param name="OriginalId">The identifier of the message that was signed.</param>
/// <param name="Error">What is wrong with the request's signature; 0: nothing.</param>
/// <param name="Other">The server's time where clocks differ too much.</param>
internal sealed record TsigRecord(int Start, DnsName Key, DnsName Algorithm, ulong Seconds, int Fudge, byte[] Mac, ushort OriginalId, int Error, byte[] Other)
{
    public const int Type = 250;

    public const int BadSignature = 16;
    public const int BadKey = 17;
    public const int BadTime = 18;

    private const int FixedRecordLength = 10;

    /// <summary>Finds the signature of a message: its last record. Never throws.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The signature; null when there is none, or none that can be read.</returns>
    public static TsigRecord? Find(ReadOnlySpan<byte> message)
    {
        if (!MessageHeader.TryRead(message, out var header) || header.AdditionalCount == 0)
        {
            return null;
        }

        var at = MessageHeader.Length;
        for (var i = 0; i < header.QuestionCount; i++)
        {
            if (!NameCodec.TryRead(message, ref at, out _))
            {
                return null;
            }

            at += 4;
        }

        for (var left = header.AnswerCount + header.AuthorityCount + header.AdditionalCount; ; left--)
        {
            var start = at;
            if (!NameCodec.TryRead(message, ref at, out var owner) || at + FixedRecordLength > message.Length)
            {
                return null;
            }

            var data = at + FixedRecordLength;
            var end = data + BinaryPrimitives.ReadUInt16BigEndian(message[(at + 8)..]);
            if (end > message.Length)
            {
                return null;
            }

            if (left == 1)
            {
                return end == message.Length && BinaryPrimitives.ReadUInt16BigEndian(message[at..]) == Type ? Read(message, start, owner, data) : null;
            }

            at = end;
        }
    }

    private static TsigRecord? Read(ReadOnlySpan<byte> message, int start, DnsName key, int at)
    {
        if (!NameCodec.TryRead(message, ref at, out var algorithm) || at + 10 > message.Length)
        {
            return null;
        }

        var seconds = ((ulong)BinaryPrimitives.ReadUInt16BigEndian(message[at..]) << 32) | BinaryPrimitives.ReadUInt32BigEndian(message[(at + 2)..]);
        var fudge = BinaryPrimitives.ReadUInt16BigEndian(message[(at + 6)..]);
        var macEnd = at + 10 + BinaryPrimitives.ReadUInt16BigEndian(message[(at + 8)..]);
        if (macEnd + 6 > message.Length)
        {
            return null;
        }

        var mac = message[(at + 10)..macEnd].ToArray();
        var otherEnd = macEnd + 6 + BinaryPrimitives.ReadUInt16BigEndian(message[(macEnd + 4)..]);
        return otherEnd != message.Length
            ? null
            : new TsigRecord(
                start,
                key,
                algorithm,
                seconds,
                fudge,
                mac,
                BinaryPrimitives.ReadUInt16BigEndian(message[macEnd..]),
                BinaryPrimitives.ReadUInt16BigEndian(message[(macEnd + 2)..]),
                message[(macEnd + 6)..].ToArray());
    }
}
