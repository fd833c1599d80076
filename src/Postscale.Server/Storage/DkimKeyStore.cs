using Postscale.Server.PlatformKeys;

namespace Postscale.Server.Storage;

/// <summary>The platform's DKIM keys at rest. No statement here reads a private key back: an export alone does.</summary>
public static class DkimKeyStore
{
    /// <summary>All keys, retired ones too, in order of creation.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<List<DkimKey>> ListAsync(DbSession session, CancellationToken cancellationToken) => session.ListAsync(
        "SELECT selector, public_record, created_at, retiring_at, retired_at FROM dkim_keys ORDER BY created_at, retiring_at IS NULL, selector",
        [],
        row => new DkimKey(row.GetString(0), row.GetString(1), Row.Time(row, 2), Row.TimeOrNull(row, 3), Row.TimeOrNull(row, 4)),
        cancellationToken);

    /// <summary>Adds a key as the active one.</summary>
    /// <param name="session">The session, in a transaction in which no key is active.</param>
    /// <param name="key">The key.</param>
    /// <param name="privateKey">Its private key in PKCS #8.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task AddAsync(DbSession session, DkimKey key, byte[] privateKey, CancellationToken cancellationToken) => session.ExecuteAsync(
        "INSERT INTO dkim_keys (selector, private_key, public_record, created_at) VALUES (@selector, @private, @public, @now)",
        [("@selector", key.Selector), ("@private", privateKey), ("@public", key.PublicRecord), ("@now", Row.Micros(key.CreatedAt))],
        cancellationToken);

    /// <summary>Begins to retire the active key.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task BeginRetiringAsync(DbSession session, DateTimeOffset now, CancellationToken cancellationToken) =>
        session.ExecuteAsync("UPDATE dkim_keys SET retiring_at = @now WHERE retiring_at IS NULL", [("@now", Row.Micros(now))], cancellationToken);

    /// <summary>Retires a key that is being retired, and forgets its private key.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="selector">Which.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task RetireAsync(DbSession session, string selector, DateTimeOffset now, CancellationToken cancellationToken) => session.ExecuteAsync(
        "UPDATE dkim_keys SET retired_at = @now, private_key = NULL WHERE selector = @selector AND retiring_at IS NOT NULL AND retired_at IS NULL",
        [("@now", Row.Micros(now)), ("@selector", selector)],
        cancellationToken);

    /// <summary>Names and tokens of domains, whatever accounts they belong to, in order of registration.</summary>
    /// <param name="session">The session.</param>
    /// <param name="after">The place in that order to go on after; 0 at first.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<List<(long Seq, string Name, string Token)>> TokensAsync(DbSession session, long after, int limit, CancellationToken cancellationToken) => session.ListAsync(
        "SELECT seq, name, token FROM domains WHERE seq > @after ORDER BY seq LIMIT @limit",
        [("@after", after), ("@limit", limit)],
        row => (row.GetInt64(0), row.GetString(1), row.GetString(2)),
        cancellationToken);

    /// <summary>The length of the longest registered name, in characters; 0 when there is none.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<long> LongestDomainAsync(DbSession session, CancellationToken cancellationToken) =>
        session.ScalarAsync<long>("SELECT max(length(name)) FROM domains", [], cancellationToken);
}
