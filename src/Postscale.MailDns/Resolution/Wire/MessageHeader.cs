using System.Buffers.Binary;

namespace Postscale.MailDns.Resolution.Wire;

/// <summary>The twelve octets at the start of each message (RFC 1035 §4.1.1).</summary>
internal readonly record struct MessageHeader(
    ushort Id,
    ushort Flags,
    ushort QuestionCount,
    ushort AnswerCount,
    ushort AuthorityCount,
    ushort AdditionalCount)
{
    public const int Length = 12;
    public const ushort ResponseFlag = 0x8000;
    public const ushort AuthoritativeFlag = 0x0400;
    public const ushort TruncatedFlag = 0x0200;
    public const ushort RecursionDesiredFlag = 0x0100;
    public const ushort RecursionAvailableFlag = 0x0080;
    public const ushort AuthenticatedFlag = 0x0020;

    public bool IsResponse => (Flags & ResponseFlag) != 0;

    public int Opcode => (Flags >> 11) & 0xF;

    public bool IsAuthoritative => (Flags & AuthoritativeFlag) != 0;

    public bool IsTruncated => (Flags & TruncatedFlag) != 0;

    public bool RecursionDesired => (Flags & RecursionDesiredFlag) != 0;

    public bool RecursionAvailable => (Flags & RecursionAvailableFlag) != 0;

    public bool IsAuthenticated => (Flags & AuthenticatedFlag) != 0;

    /// <summary>The lower four bits of the response code; EDNS may add eight more (RFC 6891 §6.1.3).</summary>
    public int LowResponseCode => Flags & 0xF;

    public static bool TryRead(ReadOnlySpan<byte> message, out MessageHeader header)
    {
        if (message.Length < Length)
        {
            header = default;
            return false;
        }

        header = new MessageHeader(
            BinaryPrimitives.ReadUInt16BigEndian(message),
            BinaryPrimitives.ReadUInt16BigEndian(message[2..]),
            BinaryPrimitives.ReadUInt16BigEndian(message[4..]),
            BinaryPrimitives.ReadUInt16BigEndian(message[6..]),
            BinaryPrimitives.ReadUInt16BigEndian(message[8..]),
            BinaryPrimitives.ReadUInt16BigEndian(message[10..]));
        return true;
    }

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, Id);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], Flags);
        BinaryPrimitives.WriteUInt16BigEndian(destination[4..], QuestionCount);
        BinaryPrimitives.WriteUInt16BigEndian(destination[6..], AnswerCount);
        BinaryPrimitives.WriteUInt16BigEndian(destination[8..], AuthorityCount);
        BinaryPrimitives.WriteUInt16BigEndian(destination[10..], AdditionalCount);
    }
}
