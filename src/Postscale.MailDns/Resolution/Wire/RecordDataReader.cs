using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Postscale.MailDns.Resolution.Wire;

/// <summary>Reads the data of one record. Data that does not fill its length exactly is none.</summary>
internal static class RecordDataReader
{
    /// <param name="message">The whole message: names in the data may point back into it.</param>
    /// <param name="start">Where the data starts.</param>
    /// <param name="length">How long it is; already known to lie within the message.</param>
    /// <param name="owner">The record's name.</param>
    /// <param name="type">The record's type.</param>
    /// <param name="ttl">The record's time to live, in seconds.</param>
    /// <returns>The record, or null where the data is not of its type.</returns>
    public static DnsRecord? Read(ReadOnlySpan<byte> message, int start, int length, DnsName owner, RecordType type, uint ttl)
    {
        var end = start + length;

        // Names must end within the data, so nothing after it is looked at.
        var bounded = message[..end];
        switch (type)
        {
            case RecordType.A:
                return length == 4 ? new AddressRecord(owner, ttl, new IPAddress(bounded[start..])) : null;

            case RecordType.Aaaa:
                return length == 16 ? new AddressRecord(owner, ttl, new IPAddress(bounded[start..])) : null;

            case RecordType.NS or RecordType.Cname or RecordType.Ptr or RecordType.Dname:
                return NameCodec.TryRead(bounded, ref start, out var target) && start == end
                    ? new NameRecord(owner, type, ttl, target)
                    : null;

            case RecordType.MX:
                return ReadMx(bounded, start, owner, ttl);

            case RecordType.Soa:
                return ReadSoa(bounded, start, owner, ttl);

            case RecordType.Txt or RecordType.Spf:
                return ReadStrings(bounded[start..]) is { } strings ? new TxtRecord(owner, type, ttl, strings) : null;

            default:
                return new OpaqueRecord(owner, type, ttl, bounded[start..].ToArray());
        }
    }

    private static MxRecord? ReadMx(ReadOnlySpan<byte> message, int at, DnsName owner, uint ttl)
    {
        if (at + 2 > message.Length)
        {
            return null;
        }

        var preference = BinaryPrimitives.ReadUInt16BigEndian(message[at..]);
        at += 2;
        return NameCodec.TryRead(message, ref at, out var exchange) && at == message.Length
            ? new MxRecord(owner, ttl, preference, exchange)
            : null;
    }

    private static SoaRecord? ReadSoa(ReadOnlySpan<byte> message, int at, DnsName owner, uint ttl)
    {
        if (!NameCodec.TryRead(message, ref at, out var primary)
            || !NameCodec.TryRead(message, ref at, out var mailbox)
            || at + 20 != message.Length)
        {
            return null;
        }

        var serial = BinaryPrimitives.ReadUInt32BigEndian(message[at..]);
        var minimum = BinaryPrimitives.ReadUInt32BigEndian(message[(at + 16)..]);
        return new SoaRecord(owner, ttl, primary, mailbox, serial, minimum);
    }

    private static List<string>? ReadStrings(ReadOnlySpan<byte> data)
    {
        // RFC 1035 §3.3.14: one string or more.
        if (data.IsEmpty)
        {
            return null;
        }

        var strings = new List<string>(1);
        while (!data.IsEmpty)
        {
            var length = data[0];
            if (1 + length > data.Length)
            {
                return null;
            }

            strings.Add(Encoding.Latin1.GetString(data.Slice(1, length)));
            data = data[(1 + length)..];
        }

        return strings;
    }
}
