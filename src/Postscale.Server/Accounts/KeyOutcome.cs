namespace Postscale.Server.Accounts;

/// <summary>What became of a change of keys.</summary>
internal enum KeyOutcome
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>The account has no such key in force.</summary>
    NotFound,

    /// <summary>The caller's own key lacks a scope that the key would have.</summary>
    Wider,

    /// <summary>The account has as many keys as it may.</summary>
    TooMany,

    /// <summary>The caller's own key was ended a moment ago.</summary>
    CallerEnded,
}
