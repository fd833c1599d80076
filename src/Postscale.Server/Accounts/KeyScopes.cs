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

    /// <summary>List, make, replace and revoke the account's keys, none of them wider than the key that does it.</summary>
    Keys = 8,

    /// <summary>What a key gets when nothing is said: all that has to do with domains and mail.</summary>
    Standard = Read | Write | Webhooks,

    /// <summary>All there is.</summary>
    All = Standard | Keys,
}
