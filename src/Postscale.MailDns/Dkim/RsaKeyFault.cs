namespace Postscale.MailDns.Dkim;

/// <summary>Why octets are not a public RSA key.</summary>
internal enum RsaKeyFault
{
    /// <summary>They are one.</summary>
    None,

    /// <summary>They end in the middle of an ASN.1 structure.</summary>
    CutOff,

    /// <summary>They are no ASN.1 structure of a key.</summary>
    Malformed,

    /// <summary>They are a private key.</summary>
    PrivateKey,

    /// <summary>They are a public key of another algorithm.</summary>
    OtherAlgorithm,

    /// <summary>They go on after the key.</summary>
    TrailingOctets,

    /// <summary>Modulus or exponent cannot be those of an RSA key.</summary>
    BadNumbers,
}
