using System.Buffers;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;

namespace Postscale.Server.Accounts;

/// <summary>
/// The text of an API key: <c>ps_live_</c> or <c>ps_test_</c>, 32 random base62 characters (190 bits), and the CRC-32 of all
/// that as 6 base62 characters. The checksum lets a mistyped or made-up key be refused without a look into the database.
/// </summary>
public static class ApiKeyText
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int PrefixLength = 8;
    private const int RandomLength = 32;
    private const int ChecksumLength = 6;

    private static readonly SearchValues<char> Base62 = SearchValues.Create(Alphabet);

    /// <summary>How long every key is, in characters.</summary>
    public const int Length = PrefixLength + RandomLength + ChecksumLength;

    /// <summary>Makes a new key.</summary>
    /// <param name="environment">The environment it is for.</param>
    public static string Create(KeyEnvironment environment)
    {
        var head = $"ps_{environment.Name()}_{RandomNumberGenerator.GetString(Alphabet, RandomLength)}";
        Span<char> checksum = stackalloc char[ChecksumLength];
        Checksum(head, checksum);
        return $"{head}{checksum}";
    }

    /// <summary>Whether a text has the form of a key and its checksum is right.</summary>
    /// <param name="text">The text, as a client sent it.</param>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        if (text.Length != Length || !(text.StartsWith("ps_live_") || text.StartsWith("ps_test_")))
        {
            return false;
        }

        Span<char> checksum = stackalloc char[ChecksumLength];
        Checksum(text[..^ChecksumLength], checksum);
        return !text[PrefixLength..].ContainsAnyExcept(Base62) && text[^ChecksumLength..].SequenceEqual(checksum);
    }

    /// <summary>What is kept of a key at rest: its SHA-256.</summary>
    /// <param name="text">A well-formed key.</param>
    public static byte[] Hash(ReadOnlySpan<char> text)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        Hash(text, hash);
        return hash;
    }

    /// <summary>What is kept of a key at rest: its SHA-256.</summary>
    /// <param name="text">A well-formed key.</param>
    /// <param name="hash">Where it is written to: 32 octets.</param>
    public static void Hash(ReadOnlySpan<char> text, Span<byte> hash)
    {
        Span<byte> octets = stackalloc byte[Length];
        var written = Encoding.ASCII.GetBytes(text, octets);
        SHA256.HashData(octets[..written], hash);
    }

    private static void Checksum(ReadOnlySpan<char> head, Span<char> text)
    {
        Span<byte> octets = stackalloc byte[PrefixLength + RandomLength];
        Encoding.ASCII.GetBytes(head, octets);
        var crc = Crc32.HashToUInt32(octets);
        for (var i = ChecksumLength - 1; i >= 0; i--)
        {
            text[i] = Alphabet[(int)(crc % 62)];
            crc /= 62;
        }
    }
}
