using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Postscale.MailDns.Updates;

/// <summary>Signs messages and checks signatures (RFC 8945).</summary>
internal static class Tsig
{
    /// <summary>RFC 8945 §10: how many seconds the clocks of both sides may differ by.</summary>
    private const int Fudge = 300;

    private const int Any = 255;

    /// <summary>Signs a message without a signature (§4.3.3).</summary>
    /// <param name="message">The message.</param>
    /// <param name="key">With what.</param>
    /// <param name="now">When.</param>
    /// <returns>The message with its signature at the end, and the signature's own octets.</returns>
    public static (byte[] Message, byte[] Mac) Sign(byte[] message, TsigKey key, DateTimeOffset now)
    {
        var seconds = (ulong)now.ToUnixTimeSeconds();
        var mac = key.Sign(new MessageBuffer().Octets(message).Octets(Variables(key, seconds, Fudge, 0, [])).ToArray());
        var id = BinaryPrimitives.ReadUInt16BigEndian(message);
        var data = new MessageBuffer()
            .Name(key.AlgorithmName).Number48(seconds).Number16(Fudge).Number16(mac.Length).Octets(mac).Number16(id).Number16(0).Number16(0)
            .ToArray();
        var signed = new MessageBuffer().Octets(message).Record(key.Name, TsigRecord.Type, Any, 0, data).ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(signed.AsSpan(10), (ushort)(BinaryPrimitives.ReadUInt16BigEndian(signed.AsSpan(10)) + 1));
        return (signed, mac);
    }

    /// <summary>Whether an answer is signed with the key, as the answer to a request with a signature (§5.3).</summary>
    /// <param name="answer">The whole answer.</param>
    /// <param name="tsig">Its signature.</param>
    /// <param name="key">The key.</param>
    /// <param name="requestMac">The request's signature.</param>
    public static bool IsGenuine(ReadOnlySpan<byte> answer, TsigRecord tsig, TsigKey key, byte[] requestMac)
    {
        // §5.2.2.1 lets signatures be cut; no server does that unless it is told to, and this client wants all of it.
        if (tsig.Key != key.Name || tsig.Algorithm != key.AlgorithmName || tsig.Mac.Length != key.SignatureLength)
        {
            return false;
        }

        // What was signed did not have the signature in it, and had the identifier of the request.
        var stripped = answer[..tsig.Start].ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(stripped, tsig.OriginalId);
        BinaryPrimitives.WriteUInt16BigEndian(stripped.AsSpan(10), (ushort)(BinaryPrimitives.ReadUInt16BigEndian(stripped.AsSpan(10)) - 1));
        var expected = key.Sign(new MessageBuffer()
            .Number16(requestMac.Length).Octets(requestMac)
            .Octets(stripped)
            .Octets(Variables(key, tsig.Seconds, tsig.Fudge, tsig.Error, tsig.Other))
            .ToArray());
        return CryptographicOperations.FixedTimeEquals(expected, tsig.Mac);
    }

    /// <summary>Whether an answer was signed about now (§5.2.3).</summary>
    /// <param name="tsig">Its signature.</param>
    /// <param name="now">Now.</param>
    public static bool IsRecent(TsigRecord tsig, DateTimeOffset now) => Math.Abs(now.ToUnixTimeSeconds() - (long)tsig.Seconds) <= Math.Max(tsig.Fudge, Fudge);

    private static byte[] Variables(TsigKey key, ulong seconds, int fudge, int error, ReadOnlySpan<byte> other) => new MessageBuffer()
        .Name(key.Name).Number16(Any).Number32(0).Name(key.AlgorithmName).Number48(seconds).Number16(fudge).Number16(error).Number16(other.Length).Octets(other)
        .ToArray();
}
