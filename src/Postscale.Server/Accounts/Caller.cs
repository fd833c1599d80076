namespace Postscale.Server.Accounts;

/// <summary>Who sent a request: the account and environment that all it sees belongs to, and the key it used.</summary>
/// <param name="KeyId">The key.</param>
/// <param name="AccountId">The account.</param>
/// <param name="Environment">The environment.</param>
/// <param name="Scopes">What the key may do.</param>
/// <param name="Prefix">The key's first characters, for display.</param>
/// <param name="LastFour">The key's last four characters, for display.</param>
public sealed record Caller(Guid KeyId, Guid AccountId, KeyEnvironment Environment, KeyScopes Scopes, string Prefix, string LastFour)
{
    /// <summary>The request's id, where the request may change something.</summary>
    public string? RequestId { get; init; }

    /// <summary>The address the request came from, where the request may change something.</summary>
    public string? Address { get; init; }
}
