namespace Postscale.Server.Accounts;

/// <summary>What a key may do. None of them includes another.</summary>
[Flags]
public enum KeyScopes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Read domains, their records and checks, and the audit log.</summary>
    Read = 1,

    /// <summary>Register, change, verify and remove domains.</summary>
    Write = 2,

    /// <summary>Read and change webhooks and what was sent to them.</summary>
    Webhooks = 4,

    /// <summary>All there is.</summary>
    All = Read | Write | Webhooks,
}
