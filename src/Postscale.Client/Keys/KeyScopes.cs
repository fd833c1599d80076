namespace Postscale.Client;

/// <summary>What a key may do. None includes another.</summary>
public static class KeyScopes
{
    /// <summary>Read domains, their records and checks, events and the audit log.</summary>
    public const string Read = "read";

    /// <summary>Register, change, verify and remove domains.</summary>
    public const string Write = "write";

    /// <summary>Read and change webhooks and what was sent to them.</summary>
    public const string Webhooks = "webhooks";

    /// <summary>Make, list, replace and revoke keys.</summary>
    public const string Keys = "keys";
}
