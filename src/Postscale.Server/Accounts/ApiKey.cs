namespace Postscale.Server.Accounts;

/// <summary>A key as it is kept: everything but the key itself.</summary>
/// <param name="Id">What it is revoked by.</param>
/// <param name="AccountId">Whose it is.</param>
/// <param name="AccountName">The account's name.</param>
/// <param name="Environment">The set of domains it sees.</param>
/// <param name="IsReadOnly">Whether it may only read.</param>
/// <param name="Prefix">The first characters, for display.</param>
/// <param name="LastFour">The last four characters, for display.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="RevokedAt">When it was revoked, or null.</param>
public sealed record ApiKey(
    Guid Id,
    Guid AccountId,
    string AccountName,
    KeyEnvironment Environment,
    bool IsReadOnly,
    string Prefix,
    string LastFour,
    DateTimeOffset CreatedAt,
    DateTimeOffset? RevokedAt);
