using System.Buffers.Binary;

namespace Postscale.MailDns.Resolution.Wire;

/// <summary>Reads one message from its octets; every step is checked against their end.</summary>
internal ref struct MessageReader(ReadOnlySpan<byte> message, DnsName? asked = null)
{
    private const int FixedRecordLength = 10;

    private readonly ReadOnlySpan<byte> _message = message;
    private int _position = MessageHeader.Length;
    private DnsName? _questionName;
    private EdnsOptions? _edns;

    /// <summary>Why <see cref="Read"/> gave nothing.</summary>
    public string Reason { get; private set; } = "not read yet";

    public DnsMessage? Read()
    {
        if (!MessageHeader.TryRead(_message, out var header))
        {
            return Fail("shorter than a header");
        }

        if (header.QuestionCount > 1)
        {
            // RFC 9619 §4: a query has no more than one question.
            return Fail("more than one question");
        }

        DnsQuestion? question = null;
        if (header.QuestionCount == 1)
        {
            var name = asked;
            _position += asked?.WireLength ?? 0;
            if ((asked is null && !NameCodec.TryRead(_message, ref _position, out name)) || _position + 4 > _message.Length)
            {
                return Fail("the question cannot be read");
            }

            _questionName = name;
            question = new DnsQuestion(name!, (RecordType)UInt16(_position), UInt16(_position + 2));
            _position += 4;
        }

        if (ReadSection(header.AnswerCount, additional: false) is not { } answers)
        {
            return Fail("a record of the answer section cannot be read");
        }

        if (ReadSection(header.AuthorityCount, additional: false) is not { } authorities)
        {
            return Fail("a record of the authority section cannot be read");
        }

        if (ReadSection(header.AdditionalCount, additional: true) is not { } additionals)
        {
            return Fail("a record of the additional section cannot be read");
        }

        return new DnsMessage
        {
            Header = header,
            ResponseCode = (ResponseCode)(header.LowResponseCode | ((_edns?.UpperResponseCode ?? 0) << 4)),
            Question = question,
            Answers = answers,
            Authorities = authorities,
            Additionals = additionals,
            Edns = _edns,
        };
    }

    private List<DnsRecord>? ReadSection(int count, bool additional)
    {
        if (count == 0)
        {
            return [];
        }

        var records = new List<DnsRecord>(Math.Min(count, 16));
        for (var i = 0; i < count; i++)
        {
            if (!TryReadOwner(out var owner) || _position + FixedRecordLength > _message.Length)
            {
                return null;
            }

            var type = (RecordType)UInt16(_position);
            var recordClass = UInt16(_position + 2);
            var ttl = BinaryPrimitives.ReadUInt32BigEndian(_message[(_position + 4)..]);
            var length = UInt16(_position + 8);
            var start = _position + FixedRecordLength;
            if (start + length > _message.Length)
            {
                return null;
            }

            _position = start + length;
            if (type == RecordType.Opt)
            {
                // RFC 6891 §6.1.1: one OPT, in the additional section, at the root.
                if (!additional || _edns is not null || !owner.IsRoot
                    || (_edns = EdnsOptions.Read(recordClass, ttl, _message.Slice(start, length))) is null)
                {
                    return null;
                }

                continue;
            }

            if (recordClass != DnsQuestion.Internet)
            {
                continue;
            }

            // RFC 2181 §8: a TTL with the top bit set counts as zero.
            var record = RecordDataReader.Read(_message, start, length, owner, type, ttl > int.MaxValue ? 0 : ttl);
            if (record is null)
            {
                return null;
            }

            records.Add(record);
        }

        return records;
    }

    private bool TryReadOwner([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out DnsName? owner)
    {
        // Nearly every owner is a pointer to the question: that name is made already.
        if (_questionName is not null && _position + 2 <= _message.Length
            && UInt16(_position) == (0xC000 | MessageHeader.Length))
        {
            owner = _questionName;
            _position += 2;
            return true;
        }

        return NameCodec.TryRead(_message, ref _position, out owner);
    }

    private readonly ushort UInt16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_message[at..]);

    private DnsMessage? Fail(string reason)
    {
        Reason = reason;
        return null;
    }
}
