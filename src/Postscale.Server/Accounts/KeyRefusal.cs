namespace Postscale.Server.Accounts;

/// <summary>Why a key is refused.</summary>
public enum KeyRefusal
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>It is malformed, unknown or revoked.</summary>
    Unknown,

    /// <summary>It has expired.</summary>
    Expired,
}
