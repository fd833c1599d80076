using System.Buffers.Binary;
using Postscale.MailDns.Resolution.Transport;

namespace Postscale.MailDns.Resolution.Wire;

/// <summary>Writes queries.</summary>
internal static class QueryWriter
{
    private const int EdnsLength = 11;

    /// <summary>The longest query, in octets.</summary>
    public const int MaxLength = MessageHeader.Length + DnsName.MaxWireLength + 4 + EdnsLength;

    /// <summary>Writes a query with an identifier that cannot be foreseen (RFC 5452 §9.2).</summary>
    /// <param name="destination">At least <see cref="MaxLength"/> octets.</param>
    /// <param name="name">The name asked for.</param>
    /// <param name="type">The type asked for.</param>
    /// <param name="options">How to ask.</param>
    /// <returns>How many octets were written.</returns>
    public static int Write(Span<byte> destination, DnsName name, RecordType type, QueryOptions options)
    {
        Span<byte> random = stackalloc byte[2 + (DnsName.MaxWireLength / 8) + 1];
        Unforeseeable.Fill(random[..(options.RandomCase ? 2 + (name.WireLength / 8) + 1 : 2)]);

        // RFC 6840 §5.7: AD in a query asks the resolver to say in the answer whether it validated it.
        var flags = MessageHeader.AuthenticatedFlag;
        if (options.RecursionDesired)
        {
            flags |= MessageHeader.RecursionDesiredFlag;
        }

        var edns = options.PayloadSize > 0;
        new MessageHeader(BinaryPrimitives.ReadUInt16BigEndian(random), flags, 1, 0, 0, (ushort)(edns ? 1 : 0)).Write(destination);

        var at = MessageHeader.Length;
        var nameLength = NameCodec.Write(destination[at..], name);
        if (options.RandomCase)
        {
            RandomiseCase(destination.Slice(at, nameLength), random[2..]);
        }

        at += nameLength;
        BinaryPrimitives.WriteUInt16BigEndian(destination[at..], (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(destination[(at + 2)..], DnsQuestion.Internet);
        at += 4;
        if (edns)
        {
            // RFC 6891 §6.1.2: root, type, payload size in place of the class, zeros in place of the TTL, no options.
            var opt = destination.Slice(at, EdnsLength);
            opt.Clear();
            BinaryPrimitives.WriteUInt16BigEndian(opt[1..], (ushort)RecordType.Opt);
            BinaryPrimitives.WriteUInt16BigEndian(opt[3..], (ushort)options.PayloadSize);
            at += EdnsLength;
        }

        return at;
    }

    private static void RandomiseCase(Span<byte> name, ReadOnlySpan<byte> random)
    {
        // Length octets are at most 63, below every letter, so they are never touched.
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] is >= (byte)'a' and <= (byte)'z' && (random[i >> 3] & (1 << (i & 7))) != 0)
            {
                name[i] ^= 0x20;
            }
        }
    }
}
