namespace Postscale.Server.Accounts;

/// <summary>A key that is in the database and not revoked.</summary>
/// <param name="Caller">Who it belongs to.</param>
/// <param name="ExpiresAt">When it expires, or null.</param>
/// <param name="LastUsedAt">The hour it was last used in, or null.</param>
public sealed record KnownKey(Caller Caller, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt);
