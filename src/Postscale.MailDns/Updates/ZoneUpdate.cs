using System.Buffers.Binary;
using System.Security.Cryptography;
using Postscale.MailDns.Resolution;
using Postscale.MailDns.Resolution.Wire;

namespace Postscale.MailDns.Updates;

/// <summary>A change of a zone, and what must be so for it to be made (RFC 2136). The server makes all of it or nothing (§3.4).</summary>
/// <param name="zone">The zone.</param>
public sealed class ZoneUpdate(DnsName zone)
{
    private const int UpdateOpcode = 5;
    private const int None = 254;
    private const int Any = 255;

    private readonly MessageBuffer _requirements = new();
    private readonly MessageBuffer _changes = new();
    private int _requirementCount;
    private int _changeCount;

    /// <summary>The zone.</summary>
    public DnsName Zone { get; } = zone;

    /// <summary>Whether nothing is to be changed.</summary>
    public bool IsEmpty => _changeCount == 0;

    /// <summary>Nothing at all may stand at a name (§2.4.5).</summary>
    /// <param name="name">The name.</param>
    public ZoneUpdate RequireUnused(DnsName name) => Require(name, Any, None, []);

    /// <summary>No record of a type may stand at a name (§2.4.3).</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">The type.</param>
    public ZoneUpdate RequireNone(DnsName name, RecordType type) => Require(name, (int)type, None, []);

    /// <summary>These records, all of one name and type, and no others of that type must stand there (§2.4.2). Their times to live do not matter.</summary>
    /// <param name="records">The records.</param>
    public ZoneUpdate RequireExactly(IEnumerable<DnsRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        foreach (var record in records)
        {
            Require(record.Owner, (int)record.Type, DnsQuestion.Internet, MessageBuffer.DataOf(record));
        }

        return this;
    }

    /// <summary>Adds a record to its set (§2.5.1).</summary>
    /// <param name="record">The record.</param>
    public ZoneUpdate Add(DnsRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        _changes.Record(record.Owner, (int)record.Type, DnsQuestion.Internet, record.Ttl, MessageBuffer.DataOf(record));
        _changeCount++;
        return this;
    }

    /// <summary>Takes a record out of its set (§2.5.4).</summary>
    /// <param name="record">The record.</param>
    public ZoneUpdate Remove(DnsRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        _changes.Record(record.Owner, (int)record.Type, None, 0, MessageBuffer.DataOf(record));
        _changeCount++;
        return this;
    }

    /// <summary>The message (§2.2), with an identifier that cannot be foreseen.</summary>
    internal byte[] Write()
    {
        Span<byte> header = stackalloc byte[MessageHeader.Length];
        Span<byte> id = stackalloc byte[2];
        RandomNumberGenerator.Fill(id);
        new MessageHeader(
            BinaryPrimitives.ReadUInt16BigEndian(id), UpdateOpcode << 11, 1, (ushort)_requirementCount, (ushort)_changeCount, 0).Write(header);
        return new MessageBuffer()
            .Octets(header)
            .Name(Zone).Number16((int)RecordType.Soa).Number16(DnsQuestion.Internet)
            .Octets(_requirements.ToArray())
            .Octets(_changes.ToArray())
            .ToArray();
    }

    private ZoneUpdate Require(DnsName name, int type, int recordClass, ReadOnlySpan<byte> data)
    {
        ArgumentNullException.ThrowIfNull(name);
        _requirements.Record(name, type, recordClass, 0, data);
        _requirementCount++;
        return this;
    }
}
