namespace Postscale.MailDns.Dkim;

/// <summary>The key types of DKIM: the k= tag.</summary>
public enum DkimKeyAlgorithm
{
    /// <summary>RSA (RFC 6376 §3.3): "rsa", also where the tag is absent.</summary>
    Rsa,

    /// <summary>Ed25519 (RFC 8463): "ed25519".</summary>
    Ed25519,
}
