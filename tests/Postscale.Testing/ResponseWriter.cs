using System.Buffers.Binary;
using System.Text;
using Postscale.MailDns.Resolution;
using Postscale.MailDns.Resolution.Wire;

namespace Postscale.Testing;

/// <summary>Writes the messages of scripted replies. Names are written in full, which is always allowed.</summary>
public static class ResponseWriter
{
    public static byte[] Write(ReadOnlySpan<byte> query, ScriptedReply reply, bool overTcp)
    {
        if (reply.Raw is not null)
        {
            return reply.Raw;
        }

        MessageHeader.TryRead(query, out var asked);
        var cut = reply.IsTruncated && !overTcp;
        var flags = MessageHeader.ResponseFlag | (asked.Flags & MessageHeader.RecursionDesiredFlag) | reply.ResponseCode;
        flags |= reply.IsAuthoritative ? MessageHeader.AuthoritativeFlag : 0;
        flags |= reply.RecursionAvailable ? MessageHeader.RecursionAvailableFlag : 0;
        flags |= reply.IsAuthenticated ? MessageHeader.AuthenticatedFlag : 0;
        flags |= cut ? MessageHeader.TruncatedFlag : 0;

        var body = new List<byte>();
        if (!reply.LeavesQuestionOut)
        {
            body.AddRange(Question(query, reply));
        }

        ushort answers = 0, authorities = 0, additionals = 0;
        if (reply.HasBrokenRecords)
        {
            answers = 3;
            body.AddRange([0xC0, 0xFF, 1, 2, 3]);
        }
        else if (!cut)
        {
            answers = Section(body, reply.Answers);
            authorities = Section(body, reply.Authorities);
            additionals = Section(body, reply.Additionals);
            if (reply.ExtendedError is { } error)
            {
                additionals++;
                body.AddRange([0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 6, 0, 15, 0, 2, (byte)(error >> 8), (byte)error]);
            }
        }

        var message = new byte[MessageHeader.Length + body.Count];
        new MessageHeader(
            (ushort)(reply.HasWrongId ? asked.Id ^ 0x5555 : asked.Id),
            (ushort)flags,
            (ushort)(reply.LeavesQuestionOut ? 0 : 1),
            answers,
            authorities,
            additionals).Write(message);
        body.CopyTo(message, MessageHeader.Length);
        return message;
    }

    /// <summary>Writes one record.</summary>
    public static void Append(List<byte> body, DnsRecord record)
    {
        Append(body, record.Owner);
        var data = Data(record);
        Span<byte> fixedPart = stackalloc byte[10];
        BinaryPrimitives.WriteUInt16BigEndian(fixedPart, (ushort)record.Type);
        BinaryPrimitives.WriteUInt16BigEndian(fixedPart[2..], DnsQuestion.Internet);
        BinaryPrimitives.WriteUInt32BigEndian(fixedPart[4..], record.Ttl);
        BinaryPrimitives.WriteUInt16BigEndian(fixedPart[8..], (ushort)data.Count);
        body.AddRange(fixedPart);
        body.AddRange(data);
    }

    private static ReadOnlySpan<byte> Question(ReadOnlySpan<byte> query, ScriptedReply reply)
    {
        var position = MessageHeader.Length;
        NameCodec.TryRead(query, ref position, out _);
        var question = query[MessageHeader.Length..(position + 4)].ToArray();
        if (reply.LowersCase)
        {
            for (var i = 0; i < question.Length - 4; i++)
            {
                question[i] = question[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(question[i] | 0x20) : question[i];
            }
        }

        if (reply.HasWrongName)
        {
            question[1] = (byte)(question[1] == 'q' ? 'r' : 'q');
        }

        if (reply.HasWrongType)
        {
            question[^3] ^= 0x40;
        }

        return question;
    }

    private static ushort Section(List<byte> body, IReadOnlyList<DnsRecord> records)
    {
        foreach (var record in records)
        {
            Append(body, record);
        }

        return (ushort)records.Count;
    }

    private static List<byte> Data(DnsRecord record)
    {
        var data = new List<byte>();
        switch (record)
        {
            case AddressRecord address:
                data.AddRange(address.Address.GetAddressBytes());
                break;
            case NameRecord name:
                Append(data, name.Target);
                break;
            case MxRecord mx:
                data.AddRange([(byte)(mx.Preference >> 8), (byte)mx.Preference]);
                Append(data, mx.Exchange);
                break;
            case SoaRecord soa:
                Append(data, soa.PrimaryServer);
                Append(data, soa.Mailbox);
                foreach (var number in (uint[])[soa.Serial, 3600, 600, 86400, soa.Minimum])
                {
                    data.AddRange([(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
                }

                break;
            case TxtRecord txt:
                foreach (var text in txt.Strings)
                {
                    data.Add((byte)text.Length);
                    data.AddRange(Encoding.Latin1.GetBytes(text));
                }

                break;
            case OpaqueRecord opaque:
                data.AddRange(opaque.Data.Span);
                break;
            default:
                throw new ArgumentException($"no way to write {record.Type}", nameof(record));
        }

        return data;
    }

    private static void Append(List<byte> body, DnsName name)
    {
        Span<byte> wire = stackalloc byte[DnsName.MaxWireLength];
        body.AddRange(wire[..NameCodec.Write(wire, name)]);
    }
}
