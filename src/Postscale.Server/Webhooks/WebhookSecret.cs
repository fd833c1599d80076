using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Postscale.Server.Webhooks;

/// <summary>The key that a webhook's deliveries are signed with: <c>whsec_</c> and base64, as Standard Webhooks writes symmetric keys.</summary>
public sealed class WebhookSecret
{
    /// <summary>What every secret begins with.</summary>
    public const string Prefix = "whsec_";

    // Standard Webhooks: 24 to 64 octets. As long as the hash: longer ones add nothing (RFC 2104 §3).
    private const int Length = 32;
    private const int MinLength = 24;
    private const int MaxLength = 64;

    private readonly byte[] _key;

    private WebhookSecret(string text, byte[] key) => (Text, _key) = (text, key);

    /// <summary>The secret as it is shown to its owner, once.</summary>
    public string Text { get; }

    /// <summary>The octets to sign with.</summary>
    public ReadOnlySpan<byte> Key => _key;

    /// <summary>Makes a new one at random.</summary>
    public static WebhookSecret New()
    {
        var key = RandomNumberGenerator.GetBytes(Length);
        return new WebhookSecret(Prefix + Convert.ToBase64String(key), key);
    }

    /// <summary>Reads a secret.</summary>
    /// <param name="text">The text.</param>
    /// <param name="secret">The secret, if it is one.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out WebhookSecret? secret)
    {
        secret = null;
        if (text?.StartsWith(Prefix, StringComparison.Ordinal) != true || text.Length > 128 || !Base64.IsValid(Encoding.UTF8.GetBytes(text[Prefix.Length..]), out var length)
            || length is < MinLength or > MaxLength)
        {
            return false;
        }

        secret = new WebhookSecret(text, Convert.FromBase64String(text[Prefix.Length..]));
        return true;
    }

    /// <summary>Says nothing of the key, so that no log can.</summary>
    public override string ToString() => Prefix + "…";
}
