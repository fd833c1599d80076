using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Postscale.Server.Webhooks;

/// <summary>
/// Signs a delivery by the Standard Webhooks scheme, version 1: HMAC-SHA256 over the id, the time in seconds and the body,
/// joined by full stops.
/// </summary>
public static class WebhookSignature
{
    /// <summary>The header that names the message: the same at each try, so that receivers can tell what they have had.</summary>
    public const string IdHeader = "webhook-id";

    /// <summary>The header with the time of this try, in seconds since 1970-01-01 UTC.</summary>
    public const string TimestampHeader = "webhook-timestamp";

    /// <summary>The header with the signatures, one for each secret in force, parted by spaces.</summary>
    public const string SignatureHeader = "webhook-signature";

    private const string Version = "v1,";

    /// <summary>The value of <see cref="SignatureHeader"/>.</summary>
    /// <param name="secrets">The secrets in force: one, and during a rotation the former one beside it.</param>
    /// <param name="id">The message's id.</param>
    /// <param name="timestamp">The time of the try.</param>
    /// <param name="body">The body as it is sent.</param>
    public static string Sign(IEnumerable<WebhookSecret> secrets, string id, DateTimeOffset timestamp, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        var signatures = new List<string>(2);
        foreach (var secret in secrets)
        {
            signatures.Add(Version + Convert.ToBase64String(Compute(secret, id, timestamp.ToUnixTimeSeconds(), body)));
        }

        return string.Join(' ', signatures);
    }

    /// <summary>Whether one of the signatures of a header is a secret's.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="id">The message's id.</param>
    /// <param name="timestamp">The time in the header, in seconds.</param>
    /// <param name="body">The body as it came.</param>
    /// <param name="header">The value of <see cref="SignatureHeader"/>.</param>
    public static bool IsSignedBy(WebhookSecret secret, string id, long timestamp, ReadOnlySpan<byte> body, string header)
    {
        ArgumentNullException.ThrowIfNull(header);
        var wanted = Encoding.ASCII.GetBytes(Version + Convert.ToBase64String(Compute(secret, id, timestamp, body)));
        var found = false;
        foreach (var signature in header.Split(' '))
        {
            // In a time that does not tell how much of it is right.
            found |= CryptographicOperations.FixedTimeEquals(wanted, Encoding.UTF8.GetBytes(signature));
        }

        return found;
    }

    private static byte[] Compute(WebhookSecret secret, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(secret);
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret.Key);
        hmac.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")));
        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }
}
