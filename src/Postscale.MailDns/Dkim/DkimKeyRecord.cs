using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Postscale.MailDns.Dkim;

/// <summary>A DKIM key record that verifiers can use (RFC 6376 §3.6.1, RFC 8301, RFC 8463), or one that revokes its key.</summary>
public sealed class DkimKeyRecord
{
    private const int MaxStringLength = 255;

    internal DkimKeyRecord(DkimKeyAlgorithm algorithm, byte[] publicKey, RsaKeyNumbers? rsa)
    {
        Algorithm = algorithm;
        PublicKey = publicKey;
        Rsa = rsa;
    }

    /// <summary>The type of the key: the k= tag, RSA where it is absent.</summary>
    public DkimKeyAlgorithm Algorithm { get; }

    /// <summary>
    /// The octets of the p= tag: a SubjectPublicKeyInfo or a bare RSAPublicKey for RSA, the 32 octets of the key for Ed25519; empty when revoked.
    /// </summary>
    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>The length of the key in bits: of the modulus for RSA, 256 for Ed25519, 0 when revoked.</summary>
    public int KeyBits => IsRevoked ? 0 : Rsa?.Bits ?? PublicKey.Length * 8;

    /// <summary>Whether the key was taken back: the p= tag is empty (RFC 6376 §3.6.1).</summary>
    public bool IsRevoked => PublicKey.Length == 0;

    /// <summary>Whether the domain says that it tests DKIM: t=y.</summary>
    public bool IsTesting => Flags.Contains("y");

    /// <summary>Whether the domain of the i= tag of a signature must be exactly that of its d= tag: t=s.</summary>
    public bool IsStrict => Flags.Contains("s");

    /// <summary>The flags of the t= tag as written, unknown ones too; empty where it is absent.</summary>
    public IReadOnlyList<string> Flags { get; internal init; } = [];

    /// <summary>The hashes of the h= tag as written, unknown ones too; empty where it is absent, which allows all.</summary>
    public IReadOnlyList<string> HashAlgorithms { get; internal init; } = [];

    /// <summary>The services of the s= tag as written, unknown ones too; "*" where it is absent.</summary>
    public IReadOnlyList<string> ServiceTypes { get; internal init; } = ["*"];

    /// <summary>The note of the n= tag for administrators, as written (quoted-printable, RFC 6376 §3.6.1), or null.</summary>
    public string? Notes { get; internal init; }

    /// <summary>What is unusual about the record; empty when nothing is.</summary>
    public IReadOnlyList<DkimKeyWarning> Warnings { get; internal init; } = [];

    internal RsaKeyNumbers? Rsa { get; }

    /// <summary>Reads the text of a TXT record, its strings joined without anything between them (RFC 6376 §3.6.2.2). Never throws.</summary>
    /// <param name="text">The text; null counts as empty.</param>
    /// <param name="record">The record, if verifiers can use it or it revokes its key.</param>
    /// <param name="error">Why they cannot.</param>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out DkimKeyRecord? record, [NotNullWhen(false)] out DkimKeyError? error)
    {
        (record, error) = DkimKeyParser.Parse(text ?? "");
        return record is not null;
    }

    /// <summary>Whether both hold the same key, whatever way it is written (SubjectPublicKeyInfo or bare RSAPublicKey). A revoked key is no key.</summary>
    /// <param name="other">The other record.</param>
    public bool HasSameKeyAs(DkimKeyRecord? other)
    {
        if (other is null || IsRevoked || other.IsRevoked || Algorithm != other.Algorithm)
            return false;
        return Rsa is not null && other.Rsa is not null
            ? Rsa.IsSameAs(other.Rsa)
            : PublicKey.Span.SequenceEqual(other.PublicKey.Span);
    }

    /// <summary>Writes the record in one form: v=, k=, the other tags that are there, p= last. Unknown tags are left out.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("v=DKIM1; k=").Append(Algorithm == DkimKeyAlgorithm.Rsa ? "rsa" : "ed25519");
        Append(text, "h", HashAlgorithms);
        Append(text, "s", ServiceTypes is ["*"] ? [] : ServiceTypes);
        Append(text, "t", Flags);
        if (!string.IsNullOrEmpty(Notes))
            text.Append("; n=").Append(Notes);
        return text.Append("; p=").Append(Convert.ToBase64String(PublicKey.Span)).ToString();
    }

    /// <summary>Writes the record as the strings of a TXT record, of at most 255 octets each (RFC 1035 §3.3).</summary>
    public IReadOnlyList<string> ToTxtStrings() => [.. ToString().Chunk(MaxStringLength).Select(chunk => new string(chunk))];

    private static void Append(StringBuilder text, string tag, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
            text.Append("; ").Append(tag).Append('=').AppendJoin(':', values);
    }
}
