namespace Postscale.Server.Accounts;

/// <summary>A key as it is kept: everything but the key itself.</summary>
public sealed record ApiKey
{
    /// <summary>What it is revoked and replaced by.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>The account's name.</summary>
    public required string AccountName { get; init; }

    /// <summary>The set of domains it sees.</summary>
    public required KeyEnvironment Environment { get; init; }

    /// <summary>What it may do.</summary>
    public required KeyScopes Scopes { get; init; }

    /// <summary>The first characters, for display.</summary>
    public required string Prefix { get; init; }

    /// <summary>The last four characters, for display.</summary>
    public required string LastFour { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How long it lives from then, if that was how its end was set: a key that replaces it lives as long.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>When it expires, or null.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The hour it was last used in, or null.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When it was revoked, or null.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}
