using System.Text;
using Postscale.MailDns.Resolution;
using Postscale.MailDns.Resolution.Wire;

namespace Postscale.MailDns.Updates;

/// <summary>Octets that grow: what updates and signatures are written into.</summary>
internal sealed class MessageBuffer
{
    private readonly List<byte> _octets = [];

    public int Length => _octets.Count;

    public byte[] ToArray() => [.. _octets];

    public MessageBuffer Octets(ReadOnlySpan<byte> octets)
    {
        _octets.AddRange(octets);
        return this;
    }

    public MessageBuffer Number16(int value) => Octets([(byte)(value >> 8), (byte)value]);

    public MessageBuffer Number32(uint value) => Number16((int)(value >> 16)).Number16((int)(value & 0xFFFF));

    /// <summary>Seconds since 1970 in 48 bits (RFC 8945 §4.2).</summary>
    public MessageBuffer Number48(ulong value) => Number16((int)(value >> 32)).Number32((uint)value);

    public MessageBuffer Name(DnsName name)
    {
        Span<byte> octets = stackalloc byte[DnsName.MaxWireLength];
        return Octets(octets[..NameCodec.Write(octets, name)]);
    }

    /// <summary>One record: owner, type, class, time to live, and data with its length.</summary>
    public MessageBuffer Record(DnsName owner, int type, int recordClass, uint ttl, ReadOnlySpan<byte> data) =>
        Name(owner).Number16(type).Number16(recordClass).Number32(ttl).Number16(data.Length).Octets(data);

    /// <summary>The data of a record as it stands in a message, without compression.</summary>
    public static byte[] DataOf(DnsRecord record)
    {
        var data = new MessageBuffer();
        switch (record)
        {
            case AddressRecord address:
                data.Octets(address.Address.GetAddressBytes());
                break;
            case NameRecord name:
                data.Name(name.Target);
                break;
            case MxRecord mx:
                data.Number16(mx.Preference).Name(mx.Exchange);
                break;
            case TxtRecord text:
                foreach (var part in text.Strings)
                {
                    data.Octets([(byte)part.Length]).Octets(Encoding.Latin1.GetBytes(part));
                }

                break;
            case OpaqueRecord other:
                data.Octets(other.Data.Span);
                break;
            default:
                throw new NotSupportedException($"records of type {record.Type} are not written");
        }

        return data.ToArray();
    }
}
