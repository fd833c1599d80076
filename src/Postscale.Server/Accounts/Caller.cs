namespace Postscale.Server.Accounts;

/// <summary>Who sent a request: the account and environment that all it sees belongs to, and the key it used.</summary>
/// <param name="KeyId">The key.</param>
/// <param name="AccountId">The account.</param>
/// <param name="Environment">The environment.</param>
/// <param name="IsReadOnly">Whether writes are refused.</param>
public sealed record Caller(Guid KeyId, Guid AccountId, KeyEnvironment Environment, bool IsReadOnly);
