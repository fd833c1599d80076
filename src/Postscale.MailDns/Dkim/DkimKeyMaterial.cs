namespace Postscale.MailDns.Dkim;

/// <summary>Reads the p= tag.</summary>
internal static class DkimKeyMaterial
{
    // RFC 8301 §3.2: verifiers refuse RSA keys under 1024 bits and must take those up to 4096; signers should use 2048.
    private const int ShortestRsaBits = 1024;
    private const int RecommendedRsaBits = 2048;
    private const int LongestSureRsaBits = 4096;
    private const int Ed25519Length = 32;

    public static (byte[] Octets, RsaKeyNumbers? Rsa, DkimKeyError? Error) Read(
        TagSpec tag, DkimKeyAlgorithm algorithm, List<DkimKeyWarning> warnings)
    {
        if (tag.Value.Length == 0)
            return ([], null, null);
        if (tag.Value.StartsWith("-----BEGIN", StringComparison.Ordinal))
            return Fail(DkimKeyErrorKind.NotBase64, tag.ValuePosition, "the p= tag holds the BEGIN line of a key file, where only the base64 below it belongs");

        var base64 = Base64Text.Read(tag.Value);
        var end = tag.ValuePosition + tag.Value.Length;
        if (base64.BadPosition >= 0)
        {
            var bad = tag.ValuePosition + base64.BadPosition;
            return Fail(DkimKeyErrorKind.NotBase64, bad, $"the p= tag is not base64 {Excerpt.At(bad)}");
        }

        RsaKeyNumbers? rsa = null;
        var error = algorithm == DkimKeyAlgorithm.Rsa
            ? ReadRsa(tag, base64.Octets, end, warnings, out rsa)
            : CheckEd25519(tag, base64.Octets, end);
        if (error is not null)
            return ([], null, error);

        if (base64.EndsMidOctet)
            return Fail(DkimKeyErrorKind.NotBase64, end, "the base64 of the p= tag ends in the middle of an octet");
        if (base64.LacksPadding)
            warnings.Add(new(DkimKeyWarningKind.MissingPadding, "the equals signs at the end of the key are missing"));
        return (base64.Octets, rsa, null);
    }

    private static (byte[] Octets, RsaKeyNumbers? Rsa, DkimKeyError? Error) Fail(DkimKeyErrorKind kind, int position, string reason) =>
        ([], null, new DkimKeyError(kind, position, reason));

    private static DkimKeyError? ReadRsa(TagSpec tag, byte[] octets, int end, List<DkimKeyWarning> warnings, out RsaKeyNumbers? rsa)
    {
        switch (RsaKeyNumbers.TryRead(octets, out rsa))
        {
            case RsaKeyFault.CutOff:
                return new(DkimKeyErrorKind.KeyCutOff, end, "the key looks cut off: it ends in the middle of an ASN.1 structure");
            case RsaKeyFault.PrivateKey:
                return new(DkimKeyErrorKind.PrivateKey, tag.ValuePosition, "the p= tag holds a private key, which must be replaced because it is now public");
            case RsaKeyFault.OtherAlgorithm:
                return new(DkimKeyErrorKind.KeyTypeMismatch, tag.ValuePosition, "the key is not an RSA key, which the k= tag or its absence says it is");
            case RsaKeyFault.TrailingOctets:
                return new(DkimKeyErrorKind.KeyMalformed, end, "the p= tag goes on after the end of the key");
            case RsaKeyFault.BadNumbers:
                return new(DkimKeyErrorKind.KeyMalformed, tag.ValuePosition, "the numbers in the key are not those of an RSA key");
            case RsaKeyFault.Malformed when octets.Length == Ed25519Length:
                return new(DkimKeyErrorKind.KeyTypeMismatch, tag.ValuePosition, "the key has 32 octets like an Ed25519 key, but k=ed25519 is missing");
            case RsaKeyFault.Malformed:
                return new(DkimKeyErrorKind.KeyMalformed, tag.ValuePosition, "the p= tag is base64, but not of an RSA key");
        }

        var bits = rsa!.Bits;
        if (bits < ShortestRsaBits)
            return new(DkimKeyErrorKind.KeyTooShort, tag.ValuePosition, $"the RSA key has {bits} bits, and verifiers refuse fewer than 1024");
        if (bits < RecommendedRsaBits)
            warnings.Add(new(DkimKeyWarningKind.ShortKey, $"the RSA key has {bits} bits, where 2048 are recommended"));
        if (bits > LongestSureRsaBits)
            warnings.Add(new(DkimKeyWarningKind.LongKey, $"the RSA key has {bits} bits, and verifiers need not take more than 4096"));
        if (rsa.IsPkcs1)
            warnings.Add(new(DkimKeyWarningKind.BareRsaKey, "the key is a bare RSAPublicKey, where most publish a SubjectPublicKeyInfo"));
        return null;
    }

    // RFC 8463 §4.2: the key itself, 32 octets, without an ASN.1 structure around it.
    private static DkimKeyError? CheckEd25519(TagSpec tag, byte[] octets, int end) => octets.Length switch
    {
        Ed25519Length => null,
        < Ed25519Length => new(DkimKeyErrorKind.KeyCutOff, end, $"the key looks cut off: it has {octets.Length} octets, and an Ed25519 key has 32"),
        44 => new(DkimKeyErrorKind.KeyMalformed, tag.ValuePosition, "the Ed25519 key is wrapped in an ASN.1 structure, where its 32 octets alone belong"),
        _ when RsaKeyNumbers.TryRead(octets, out _) == RsaKeyFault.None =>
            new(DkimKeyErrorKind.KeyTypeMismatch, tag.ValuePosition, "the key is an RSA key, but the k= tag says ed25519"),
        _ => new(DkimKeyErrorKind.KeyMalformed, tag.ValuePosition, $"the key has {octets.Length} octets, and an Ed25519 key has 32"),
    };
}
