using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Postscale.Client;

/// <summary>
/// Tells whether a webhook request is from the service, by the Standard Webhooks scheme: HMAC-SHA256 over the id, the time and the body.
/// Keep the ids that were seen for some days and leave out repeated ones: the same event may come more than once.
/// </summary>
public sealed class WebhookVerifier
{
    /// <summary>The header with the message's id.</summary>
    public const string IdHeader = "webhook-id";

    /// <summary>The header with the time it was signed at, in seconds since 1970-01-01 UTC.</summary>
    public const string TimestampHeader = "webhook-timestamp";

    /// <summary>The header with the signatures, parted by spaces.</summary>
    public const string SignatureHeader = "webhook-signature";

    private const string SecretPrefix = "whsec_";
    private const string Version = "v1,";
    private const int MaxSignatures = 32;

    // Standard Webhooks: 24 to 64 octets. With none at all anybody could sign.
    private const int MinSecret = 24;
    private const int MaxSecret = 64;

    private readonly List<byte[]> _keys;

    /// <summary>Makes one.</summary>
    /// <param name="secrets">The webhook's secret, <c>whsec_…</c>; while it is being changed, the former one beside it.</param>
    /// <exception cref="ArgumentException">There is none, or one is no secret.</exception>
    public WebhookVerifier(params IEnumerable<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        _keys = [.. secrets.Select(Key)];
        if (_keys.Count == 0)
        {
            throw new ArgumentException("a secret is needed", nameof(secrets));
        }
    }

    /// <summary>How far the time of a request may be from this clock: five minutes unless set.</summary>
    public TimeSpan Tolerance { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Judges a request.</summary>
    /// <param name="id">The value of <see cref="IdHeader"/>; null if it is missing.</param>
    /// <param name="timestamp">The value of <see cref="TimestampHeader"/>.</param>
    /// <param name="signatures">The value of <see cref="SignatureHeader"/>.</param>
    /// <param name="body">The body, octet by octet as it came; not JSON written anew.</param>
    public WebhookVerdict Verify(string? id, string? timestamp, string? signatures, ReadOnlySpan<byte> body)
    {
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(signatures) || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return WebhookVerdict.Malformed;
        }

        // Who signed it comes first: of a forged request it means nothing when it claims to be from.
        if (!IsSigned(id, seconds, signatures, body))
        {
            return WebhookVerdict.WrongSignature;
        }

        var age = TimeProvider.GetUtcNow().ToUnixTimeSeconds() - seconds;
        return age > Tolerance.TotalSeconds ? WebhookVerdict.TooOld : -age > Tolerance.TotalSeconds ? WebhookVerdict.TooNew : WebhookVerdict.Genuine;
    }

    private bool IsSigned(string id, long seconds, string signatures, ReadOnlySpan<byte> body)
    {
        var given = signatures.Split(' ', MaxSignatures + 1).Take(MaxSignatures).Select(Encoding.UTF8.GetBytes).ToList();
        var found = false;
        foreach (var key in _keys)
        {
            using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
            hmac.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{seconds}.")));
            hmac.AppendData(body);
            var wanted = Encoding.ASCII.GetBytes(Version + Convert.ToBase64String(hmac.GetHashAndReset()));
            foreach (var signature in given)
            {
                // In a time that does not tell how much of it is right.
                found |= CryptographicOperations.FixedTimeEquals(wanted, signature);
            }
        }

        return found;
    }

    private static byte[] Key(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var text = secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret[SecretPrefix.Length..] : secret;
        // Base64 takes white space for nothing; a secret has none.
        return !text.Any(char.IsWhiteSpace) && Base64.IsValid(text, out var length) && length is >= MinSecret and <= MaxSecret
            ? Convert.FromBase64String(text)
            : throw new ArgumentException("a webhook's secret is whsec_ and the base64 of 24 to 64 octets after it", nameof(secret));
    }
}
