using System.Buffers.Binary;

namespace Postscale.MailDns.Resolution.Wire;

/// <summary>What an OPT record says (RFC 6891 §6.1).</summary>
/// <param name="PayloadSize">The largest UDP payload the sender takes, in octets.</param>
/// <param name="UpperResponseCode">The upper eight bits of the response code.</param>
/// <param name="Version">The EDNS version.</param>
/// <param name="ExtendedError">The first extended error (RFC 8914), or null.</param>
internal sealed record EdnsOptions(ushort PayloadSize, byte UpperResponseCode, byte Version, int? ExtendedError)
{
    private const ushort ExtendedErrorOption = 15;

    /// <summary>Reads the parts of an OPT record; null when its options overrun it.</summary>
    public static EdnsOptions? Read(ushort recordClass, uint ttl, ReadOnlySpan<byte> data)
    {
        int? extendedError = null;
        while (data.Length > 0)
        {
            if (data.Length < 4)
            {
                return null;
            }

            var code = BinaryPrimitives.ReadUInt16BigEndian(data);
            var length = BinaryPrimitives.ReadUInt16BigEndian(data[2..]);
            data = data[4..];
            if (length > data.Length)
            {
                return null;
            }

            if (code == ExtendedErrorOption && length >= 2)
            {
                extendedError ??= BinaryPrimitives.ReadUInt16BigEndian(data);
            }

            data = data[length..];
        }

        return new EdnsOptions(recordClass, (byte)(ttl >> 24), (byte)(ttl >> 16), extendedError);
    }
}
