using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Postscale.Server.Publishing;

/// <summary>The RSA key that signs Domain Connect links (draft-ietf-dconn-domainconnect, on signing requests). Nothing prints it.</summary>
public sealed class SigningKey
{
    private const int MinBits = 2048;
    private const int MaxFile = 64 * 1024;

    /// <summary>How much of the public key a TXT record has: one with its other parts is one string of 255 octets.</summary>
    private const int PartLength = 200;

    private readonly byte[] _private;
    private readonly byte[] _public;

    private SigningKey(RSA key) => (_private, _public) = (key.ExportPkcs8PrivateKey(), key.ExportSubjectPublicKeyInfo());

    /// <summary>Reads a key.</summary>
    /// <param name="path">A file in PEM, not encrypted.</param>
    /// <param name="key">The key, if it is one.</param>
    /// <param name="error">What is wrong with the file.</param>
    public static bool TryRead(string path, [NotNullWhen(true)] out SigningKey? key, [NotNullWhen(false)] out string? error)
    {
        key = null;
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists || file.Length > MaxFile)
            {
                error = file.Exists ? "it is too long for a key" : "it is not there";
                return false;
            }

            using var rsa = RSA.Create();
            rsa.ImportFromPem(File.ReadAllText(path));
            if (rsa.KeySize < MinBits)
            {
                error = $"its key has fewer than {MinBits} bits";
                return false;
            }

            key = new SigningKey(rsa);
            error = null;
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error = "it cannot be read";
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            error = "it holds no RSA private key in PEM without a password";
        }

        return false;
    }

    /// <summary>Signs a query string: RSA with SHA-256 (PKCS #1 v1.5), in base64.</summary>
    /// <param name="query">What is signed, as it stands in the link.</param>
    public string Sign(string query)
    {
        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(_private, out _);
        return Convert.ToBase64String(rsa.SignData(Encoding.UTF8.GetBytes(query), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    /// <summary>The public half as the texts of TXT records: <c>p=</c> which part it is, <c>a=</c> the algorithm, <c>d=</c> a part of the key in base64.</summary>
    public IReadOnlyList<string> PublicTexts() =>
        [.. Convert.ToBase64String(_public).Chunk(PartLength).Select((part, i) => string.Create(CultureInfo.InvariantCulture, $"p={i + 1},a=RS256,d={new string(part)}"))];
}
