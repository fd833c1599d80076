namespace Postscale.MailDns.Updates;

/// <summary>How a transaction is signed (RFC 8945 §6). Those that the RFC only keeps for old servers are left out.</summary>
public enum TsigAlgorithm
{
    /// <summary>HMAC with SHA-256.</summary>
    HmacSha256,

    /// <summary>HMAC with SHA-384.</summary>
    HmacSha384,

    /// <summary>HMAC with SHA-512.</summary>
    HmacSha512,
}
