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

    /// <summary>The end it was made with, or null: <see cref="ExpiresAt"/>, unless it was replaced since and that is the end of the overlap.</summary>
    public DateTimeOffset? MadeUntil { get; init; }

    /// <summary>The hour it was last used in, or null.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When it was revoked, or null.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>A new key.</summary>
    /// <param name="text">Its text, of which only the ends are kept here.</param>
    /// <param name="account">The name of its account; the account's id counts only if that is new.</param>
    /// <param name="environment">Its environment.</param>
    /// <param name="scopes">What it may do.</param>
    /// <param name="expiry">When it expires.</param>
    /// <param name="now">The time.</param>
    internal static ApiKey New(string text, string account, KeyEnvironment environment, KeyScopes scopes, KeyExpiry expiry, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        AccountId = Guid.CreateVersion7(now),
        AccountName = account,
        Environment = environment,
        Scopes = scopes,
        Prefix = text[..12],
        LastFour = text[^4..],
        CreatedAt = now,
        Lifetime = expiry.Lifetime,
        ExpiresAt = expiry.From(now),
        MadeUntil = expiry.From(now),
    };

    /// <summary>A key that may do the same as another, and lives as long as that one was made for, or to the same date.</summary>
    /// <param name="former">The other key.</param>
    /// <param name="text">The new key's text.</param>
    /// <param name="now">The time.</param>
    internal static ApiKey InPlaceOf(ApiKey former, string text, DateTimeOffset now)
    {
        var expiry = former.Lifetime is { } lifetime ? new KeyExpiry(lifetime, null) : new KeyExpiry(null, former.MadeUntil);
        return New(text, former.AccountName, former.Environment, former.Scopes, expiry, now);
    }
}
