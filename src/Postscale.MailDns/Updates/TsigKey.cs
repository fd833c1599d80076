using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Updates;

/// <summary>A secret that a client shares with a name server, and its name (RFC 8945 §8). Its text form is its name alone.</summary>
public sealed class TsigKey
{
    private const int MaxSecret = 512;

    private readonly byte[] _secret;

    private TsigKey(DnsName name, TsigAlgorithm algorithm, byte[] secret) => (Name, Algorithm, _secret) = (name, algorithm, secret);

    /// <summary>The name under which the server knows it.</summary>
    public DnsName Name { get; }

    /// <summary>How it signs.</summary>
    public TsigAlgorithm Algorithm { get; }

    internal DnsName AlgorithmName => DnsName.Parse(NameOf(Algorithm));

    /// <summary>The octets of a signature, untruncated.</summary>
    internal int SignatureLength => Algorithm switch
    {
        TsigAlgorithm.HmacSha384 => HMACSHA384.HashSizeInBytes,
        TsigAlgorithm.HmacSha512 => HMACSHA512.HashSizeInBytes,
        _ => HMACSHA256.HashSizeInBytes,
    };

    /// <summary>The algorithm's name in messages (RFC 8945 §6).</summary>
    /// <param name="algorithm">The algorithm.</param>
    public static string NameOf(TsigAlgorithm algorithm) => algorithm switch
    {
        TsigAlgorithm.HmacSha384 => "hmac-sha384",
        TsigAlgorithm.HmacSha512 => "hmac-sha512",
        _ => "hmac-sha256",
    };

    /// <summary>Reads an algorithm's name.</summary>
    /// <param name="name">The name, in any case, with or without a trailing dot.</param>
    /// <param name="algorithm">The algorithm, if it is one of those above.</param>
    public static bool TryParseAlgorithm(string? name, out TsigAlgorithm algorithm)
    {
        foreach (var known in Enum.GetValues<TsigAlgorithm>())
        {
            if (string.Equals(name?.TrimEnd('.'), NameOf(known), StringComparison.OrdinalIgnoreCase))
            {
                algorithm = known;
                return true;
            }
        }

        algorithm = default;
        return false;
    }

    /// <summary>Makes a key.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="algorithm">How it signs.</param>
    /// <param name="secret">The secret in base64, as key generators print it; 1 to 512 octets.</param>
    /// <param name="key">The key, if the secret is one.</param>
    public static bool TryCreate(DnsName name, TsigAlgorithm algorithm, string secret, [NotNullWhen(true)] out TsigKey? key)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(secret);
        key = null;
        var octets = new byte[MaxSecret];
        if (!Convert.TryFromBase64String(secret, octets, out var length) || length == 0)
        {
            return false;
        }

        key = new TsigKey(name, algorithm, octets[..length]);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Name.Text;

    internal byte[] Sign(ReadOnlySpan<byte> octets) => Algorithm switch
    {
        TsigAlgorithm.HmacSha384 => HMACSHA384.HashData(_secret, octets),
        TsigAlgorithm.HmacSha512 => HMACSHA512.HashData(_secret, octets),
        _ => HMACSHA256.HashData(_secret, octets),
    };
}
