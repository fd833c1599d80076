namespace Postscale.MailDns.Dkim;

/// <summary>The named ways in which a text fails to be a DKIM key record that a verifier can use.</summary>
public enum DkimKeyErrorKind
{
    /// <summary>The text is empty or white space.</summary>
    Empty,

    /// <summary>It is no tag list (RFC 6376 §3.2).</summary>
    Syntax,

    /// <summary>A semicolon is missing between two tags.</summary>
    MissingSemicolon,

    /// <summary>Quotation marks are part of the value, which zone files and panels put around it.</summary>
    Quotes,

    /// <summary>Backslashes are part of the value, which zone files put before semicolons.</summary>
    Backslash,

    /// <summary>A tag occurs twice (RFC 6376 §3.2).</summary>
    DuplicateTag,

    /// <summary>The v= tag is not exactly DKIM1 (RFC 6376 §3.6.1).</summary>
    Version,

    /// <summary>The v= tag is there, but not first (RFC 6376 §3.6.1).</summary>
    VersionNotFirst,

    /// <summary>The p= tag is missing (RFC 6376 §3.6.1).</summary>
    MissingKey,

    /// <summary>The k= tag names a key type that is neither rsa nor ed25519.</summary>
    UnknownKeyType,

    /// <summary>The value of a tag other than p= does not have the form it must have.</summary>
    BadValue,

    /// <summary>The h= tag does not allow sha256, the only hash that is still in use (RFC 8301 §3.1).</summary>
    HashNotUsable,

    /// <summary>The s= tag allows neither email nor all services (RFC 6376 §3.6.1).</summary>
    NotForEmail,

    /// <summary>The p= tag is not base64.</summary>
    NotBase64,

    /// <summary>The key ends in the middle, as it does when only the first 255 octets were published.</summary>
    KeyCutOff,

    /// <summary>The key is no public key of its type.</summary>
    KeyMalformed,

    /// <summary>The p= tag holds a private key, which is now known to the world.</summary>
    PrivateKey,

    /// <summary>The key is of another type than the k= tag says.</summary>
    KeyTypeMismatch,

    /// <summary>The RSA key is shorter than 1024 bits (RFC 8301 §3.2).</summary>
    KeyTooShort,
}
