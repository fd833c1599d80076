namespace Postscale.MailDns.Dkim;

/// <summary>What is unusual about a DKIM key record that can be used all the same.</summary>
public enum DkimKeyWarningKind
{
    /// <summary>The domain says that it only tests DKIM (t=y, RFC 6376 §3.6.1).</summary>
    Testing,

    /// <summary>The RSA key has fewer than the 2048 bits that RFC 8301 §3.2 asks of signers.</summary>
    ShortKey,

    /// <summary>The RSA key has more than the 4096 bits that every verifier must take (RFC 8301 §3.2).</summary>
    LongKey,

    /// <summary>The RSA key is a bare RSAPublicKey; some verifiers read SubjectPublicKeyInfo only.</summary>
    BareRsaKey,

    /// <summary>The equals signs at the end of the base64 are missing.</summary>
    MissingPadding,

    /// <summary>The v= tag, which is recommended, is missing.</summary>
    MissingVersion,

    /// <summary>The t= tag is there and empty; it is read as absent.</summary>
    EmptyFlags,

    /// <summary>Other text records stand at the same name.</summary>
    OtherRecords,
}
