using System.Numerics;

namespace Postscale.MailDns.Dkim;

/// <summary>Modulus and exponent of a public RSA key, without leading zeros.</summary>
internal sealed class RsaKeyNumbers
{
    // 1.2.840.113549.1.1.1, rsaEncryption (RFC 8017 appendix C).
    private static ReadOnlySpan<byte> RsaEncryption => [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01];

    private RsaKeyNumbers(byte[] modulus, byte[] exponent, bool isPkcs1)
    {
        Modulus = modulus;
        Exponent = exponent;
        IsPkcs1 = isPkcs1;
    }

    public byte[] Modulus { get; }

    public byte[] Exponent { get; }

    /// <summary>Whether the key was a bare RSAPublicKey and not a SubjectPublicKeyInfo.</summary>
    public bool IsPkcs1 { get; }

    public int Bits => ((Modulus.Length - 1) * 8) + BitOperations.Log2(Modulus[0]) + 1;

    public bool IsSameAs(RsaKeyNumbers other) =>
        Modulus.AsSpan().SequenceEqual(other.Modulus) && Exponent.AsSpan().SequenceEqual(other.Exponent);

    /// <summary>
    /// Reads a bare RSAPublicKey (RFC 8017 appendix A.1.1), which RFC 6376 §3.6.1 names, or a SubjectPublicKeyInfo (RFC 5280 §4.1),
    /// which its appendix C makes and nearly everybody publishes (erratum 3017).
    /// </summary>
    public static RsaKeyFault TryRead(ReadOnlySpan<byte> octets, out RsaKeyNumbers? key)
    {
        key = null;
        var outer = new DerReader(octets);
        if (!outer.TryRead(DerReader.Sequence, out var content))
            return FaultOf(outer);
        if (outer.Rest.Length > 0)
            return RsaKeyFault.TrailingOctets;

        var reader = new DerReader(content);
        if (!reader.IsNext(DerReader.Sequence))
            return TryReadNumbers(content, true, out key);

        if (!reader.TryRead(DerReader.Sequence, out var algorithm) || !reader.TryRead(DerReader.BitString, out var bits))
            return FaultOf(reader);
        var identifier = new DerReader(algorithm);
        if (!identifier.TryRead(DerReader.ObjectIdentifier, out var oid))
            return RsaKeyFault.Malformed;
        if (!oid.SequenceEqual(RsaEncryption))
            return RsaKeyFault.OtherAlgorithm;

        // The first octet of a BIT STRING counts its unused bits (X.690 §8.6.2.2).
        if (reader.Rest.Length > 0 || bits.Length == 0 || bits[0] != 0)
            return RsaKeyFault.Malformed;
        var inner = new DerReader(bits[1..]);
        if (!inner.TryRead(DerReader.Sequence, out var numbers) || inner.Rest.Length > 0)
            return RsaKeyFault.Malformed;
        return TryReadNumbers(numbers, false, out key);
    }

    private static RsaKeyFault TryReadNumbers(ReadOnlySpan<byte> content, bool isPkcs1, out RsaKeyNumbers? key)
    {
        key = null;
        var reader = new DerReader(content);
        if (!reader.TryRead(DerReader.Integer, out var modulus))
            return RsaKeyFault.Malformed;

        // A private key (RFC 8017 appendix A.1.2, RFC 5208 §5) starts with its version, 0 or 1, and more follows than one number.
        if (modulus is [0 or 1])
            return RsaKeyFault.PrivateKey;
        if (!reader.TryRead(DerReader.Integer, out var exponent) || reader.Rest.Length > 0)
            return RsaKeyFault.Malformed;
        if (!TryReadPositive(modulus, out var n) || !TryReadPositive(exponent, out var e))
            return RsaKeyFault.BadNumbers;

        // RFC 8017 §3.1: both are odd, the exponent at least 3.
        if ((n[^1] & 1) == 0 || (e[^1] & 1) == 0 || e is [1])
            return RsaKeyFault.BadNumbers;
        key = new RsaKeyNumbers(n, e, isPkcs1);
        return RsaKeyFault.None;
    }

    private static bool TryReadPositive(ReadOnlySpan<byte> content, out byte[] number)
    {
        number = [];
        if (content.Length == 0 || content[0] >= 0x80)
            return false;
        var digits = content.TrimStart((byte)0);
        if (digits.Length == 0 || content.Length - digits.Length > 1)
            return false;
        number = digits.ToArray();
        return true;
    }

    private static RsaKeyFault FaultOf(DerReader reader) => reader.IsCutOff ? RsaKeyFault.CutOff : RsaKeyFault.Malformed;
}
