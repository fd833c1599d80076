using Postscale.Server.Accounts;

namespace Postscale.Server.Storage;

/// <summary>First answers to requests with an idempotency key, at rest.</summary>
public static class IdempotencyStore
{
    private const string Mine = "account_id = @account AND environment = @environment AND key = @key";

    /// <summary>Reads what is kept under a key.</summary>
    /// <param name="session">The session.</param>
    /// <param name="caller">Whose key.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<StoredAnswer?> FindAsync(DbSession session, Caller caller, string key, CancellationToken cancellationToken) => session.SingleAsync(
        $"SELECT fingerprint, created_at, locked_until, status, location, body FROM idempotency_keys WHERE {Mine}",
        Which(caller, key),
        row => new StoredAnswer(
            (byte[])row.GetValue(0), Row.Time(row, 1), Row.Time(row, 2), row.IsDBNull(3) ? null : row.GetInt32(3), Row.TextOrNull(row, 4), row.IsDBNull(5) ? [] : (byte[])row.GetValue(5)),
        cancellationToken);

    /// <summary>Takes a key for a request that now begins, whatever was kept under it.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="caller">Whose key.</param>
    /// <param name="key">The key.</param>
    /// <param name="fingerprint">What the request is told apart by.</param>
    /// <param name="now">The time it begins.</param>
    /// <param name="lockedUntil">When another may take the key, should this process die.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task TakeAsync(
        DbSession session, Caller caller, string key, byte[] fingerprint, DateTimeOffset now, DateTimeOffset lockedUntil, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        INSERT INTO idempotency_keys (account_id, environment, key, fingerprint, created_at, locked_until) VALUES (@account, @environment, @key, @fingerprint, @now, @locked)
        ON CONFLICT (account_id, environment, key) DO UPDATE
        SET fingerprint = excluded.fingerprint, created_at = excluded.created_at, locked_until = excluded.locked_until, status = NULL, location = NULL, body = NULL
        """,
        [.. Which(caller, key), ("@fingerprint", fingerprint), ("@now", Row.Micros(now)), ("@locked", Row.Micros(lockedUntil))],
        cancellationToken);

    /// <summary>Keeps the answer, unless another has taken the key meanwhile or it has an answer.</summary>
    /// <param name="session">The session, in a transaction: the request's own where it has one.</param>
    /// <param name="caller">Whose key.</param>
    /// <param name="key">The key.</param>
    /// <param name="begun">When the request took the key.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="location">The Location header, or null.</param>
    /// <param name="body">The body.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it is kept.</returns>
    public static async Task<bool> KeepAsync(
        DbSession session, Caller caller, string key, DateTimeOffset begun, int status, string? location, byte[] body, CancellationToken cancellationToken) => await session.ExecuteAsync(
            $"UPDATE idempotency_keys SET status = @status, location = @location, body = @body WHERE {Mine} AND status IS NULL AND created_at = @begun",
            [.. Which(caller, key), ("@status", status), ("@location", location), ("@body", body), ("@begun", Row.Micros(begun))],
            cancellationToken).ConfigureAwait(false) > 0;

    /// <summary>Frees a key whose request came to nothing, unless another has taken it meanwhile.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="caller">Whose key.</param>
    /// <param name="key">The key.</param>
    /// <param name="begun">When the request took the key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task ReleaseAsync(DbSession session, Caller caller, string key, DateTimeOffset begun, CancellationToken cancellationToken) =>
        session.ExecuteAsync($"DELETE FROM idempotency_keys WHERE {Mine} AND status IS NULL AND created_at = @begun", [.. Which(caller, key), ("@begun", Row.Micros(begun))], cancellationToken);

    /// <summary>Frees all keys whose requests have no answer: those of a service that died.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<int> ReleaseAllAsync(DbSession session, CancellationToken cancellationToken) =>
        session.ExecuteAsync("DELETE FROM idempotency_keys WHERE status IS NULL", [], cancellationToken);

    /// <summary>Removes answers that are older than they are kept for.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="before">The oldest that stays.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many were removed.</returns>
    public static Task<int> ForgetAsync(DbSession session, DateTimeOffset before, int limit, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        DELETE FROM idempotency_keys WHERE (account_id, environment, key) IN
            (SELECT account_id, environment, key FROM idempotency_keys WHERE created_at < @before ORDER BY created_at LIMIT @limit {skip_locked})
        """,
        [("@before", Row.Micros(before)), ("@limit", limit)],
        cancellationToken);

    private static (string Name, object? Value)[] Which(Caller caller, string key) =>
        [("@account", Row.Text(caller.AccountId)), ("@environment", caller.Environment.Name()), ("@key", key)];
}
