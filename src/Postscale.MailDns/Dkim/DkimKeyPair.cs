using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Postscale.MailDns.Dkim;

/// <summary>
/// An RSA key pair for signing with DKIM. Ed25519 pairs are not offered: .NET 10 has no Ed25519, and a platform's own would not be portable.
/// </summary>
public sealed class DkimKeyPair
{
    /// <summary>The bits of a new key: what RFC 8301 §3.2 asks of signers.</summary>
    public const int DefaultBits = 2048;

    private readonly byte[] _pkcs8;
    private readonly byte[] _publicKey;

    private DkimKeyPair(RSA rsa)
    {
        _pkcs8 = rsa.ExportPkcs8PrivateKey();
        _publicKey = rsa.ExportSubjectPublicKeyInfo();
        KeyBits = rsa.KeySize;
    }

    /// <summary>The length of the key in bits.</summary>
    public int KeyBits { get; }

    /// <summary>Makes a new key pair. Takes up to some seconds of processor time.</summary>
    /// <param name="bits">2048 to 4096, a multiple of 8.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is out of range.</exception>
    public static DkimKeyPair Generate(int bits = DefaultBits)
    {
        // RFC 8301 §3.2: signers should use at least 2048 bits; verifiers must take up to 4096.
        if (bits is < DefaultBits or > 4096 || bits % 8 != 0)
            throw new ArgumentOutOfRangeException(nameof(bits), bits, "2048 to 4096 bits, a multiple of 8");
        using var rsa = RSA.Create(bits);
        return new DkimKeyPair(rsa);
    }

    /// <summary>Reads a private key in PKCS #8 (RFC 5208), unencrypted, as <see cref="ExportPkcs8"/> writes it.</summary>
    /// <param name="octets">The DER octets, with nothing after them.</param>
    /// <param name="pair">The pair, if the octets are an RSA key of at least 1024 bits.</param>
    public static bool TryImportPkcs8(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out DkimKeyPair? pair)
    {
        pair = null;
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportPkcs8PrivateKey(octets, out var read);
            if (read != octets.Length || rsa.KeySize < 1024)
                return false;
            pair = new DkimKeyPair(rsa);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>The private key in PKCS #8 (RFC 5208), unencrypted. Keep it secret.</summary>
    public byte[] ExportPkcs8() => [.. _pkcs8];

    /// <summary>The record to publish for the public key.</summary>
    public DkimKeyRecord ToKeyRecord()
    {
        _ = RsaKeyNumbers.TryRead(_publicKey, out var numbers);
        return new DkimKeyRecord(DkimKeyAlgorithm.Rsa, [.. _publicKey], numbers);
    }
}
