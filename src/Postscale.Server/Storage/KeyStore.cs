using System.Data.Common;
using System.Security.Cryptography;
using Postscale.Server.Accounts;
using Postscale.Server.Auditing;

namespace Postscale.Server.Storage;

/// <summary>Accounts and API keys at rest.</summary>
/// <param name="database">The database.</param>
public sealed class KeyStore(Database database)
{
    private const string Columns =
        "k.id, k.account_id, a.name, k.environment, k.read_only, k.scopes, k.prefix, k.last_four, k.created_at, k.lifetime, k.expires_at, k.last_used_at, k.revoked_at, k.replaced_at, k.made_until";

    /// <summary>Adds a key, and the account of that name if there is none.</summary>
    /// <param name="key">The key; the account's id is used only if the account is new.</param>
    /// <param name="hash">The SHA-256 of the key's text.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task AddAsync(ApiKey key, byte[] hash, CancellationToken cancellationToken) => database.WriteAsync(
        async (session, token) =>
        {
            await AddAsync(session, Actor.CommandLine, key, hash, token).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>Adds a key and its account, if the database has no account.</summary>
    /// <param name="key">The key.</param>
    /// <param name="hash">The SHA-256 of the key's text.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was added.</returns>
    public Task<bool> AddFirstAsync(ApiKey key, byte[] hash, CancellationToken cancellationToken) => database.WriteAsync(
        async (session, token) =>
        {
            if (await session.ScalarAsync<long>("SELECT count(*) FROM accounts", [], token).ConfigureAwait(false) > 0)
            {
                return false;
            }

            await AddAsync(session, Actor.CommandLine, key, hash, token).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>Finds a key, unless it is revoked.</summary>
    /// <param name="hash">The SHA-256 of the key's text.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<KnownKey?> FindAsync(byte[] hash, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(
            (session, token) => session.SingleAsync(
                """
                SELECT id, account_id, environment, read_only, scopes, prefix, last_four, expires_at, last_used_at, secret_hash
                FROM api_keys WHERE secret_hash = @hash AND revoked_at IS NULL
                """,
                [("@hash", hash)],
                row => new Found(
                    new KnownKey(
                        new Caller(Row.Id(row, 0), Row.Id(row, 1), Row.Environment(row, 2), Scopes(row, 3), row.GetString(5), row.GetString(6)), Row.TimeOrNull(row, 7), Row.TimeOrNull(row, 8)),
                    (byte[])row.GetValue(9)),
                token),
            cancellationToken).ConfigureAwait(false);
        // The index finds; this decides, in a time that does not depend on how much of the two is alike.
        return found is not null && CryptographicOperations.FixedTimeEquals(found.Hash, hash) ? found.Key : null;
    }

    /// <summary>All keys in order of creation.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<List<ApiKey>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync(
        (session, token) => session.ListAsync($"SELECT {Columns} FROM api_keys k JOIN accounts a ON a.id = k.account_id ORDER BY k.created_at, k.id", [], Key, token), cancellationToken);

    /// <summary>Revokes a key.</summary>
    /// <param name="id">The key.</param>
    /// <param name="now">The time it is revoked at.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether there was one, not revoked before.</returns>
    public Task<bool> RevokeAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) => database.WriteAsync(
        async (session, token) =>
        {
            if (await FindUnrevokedAsync(session, id, token).ConfigureAwait(false) is not { } key)
            {
                return false;
            }

            await RevokeAsync(session, Actor.CommandLine, key, now, token).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>Puts a key in the place of another, which expires after a while or is revoked.</summary>
    /// <param name="id">The key to replace.</param>
    /// <param name="replacement">Makes the new key and its hash out of it.</param>
    /// <param name="now">The time.</param>
    /// <param name="overlap">How long the former key works on.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether there was one, neither revoked nor expired.</returns>
    public Task<bool> ReplaceAsync(Guid id, Func<ApiKey, (ApiKey Key, byte[] Hash)> replacement, DateTimeOffset now, TimeSpan overlap, CancellationToken cancellationToken) => database.WriteAsync(
        async (session, token) =>
        {
            var former = await FindUnrevokedAsync(session, id, token).ConfigureAwait(false);
            if (former is null || former.ExpiresAt <= now)
            {
                return false;
            }

            var (key, hash) = replacement(former);
            await ReplaceAsync(session, Actor.CommandLine, former, key, hash, now, overlap, token).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>Notes when keys were last used. A later time that is kept already stays.</summary>
    /// <param name="uses">Keys and times.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task UsedAsync(IEnumerable<KeyValuePair<Guid, DateTimeOffset>> uses, CancellationToken cancellationToken)
    {
        // In one order everywhere: two replicas that lock the same rows then never wait for each other.
        (string, object?)[][] rows = [.. uses.OrderBy(u => u.Key).Select(u => new (string, object?)[] { ("@at", Row.Micros(u.Value)), ("@id", Row.Text(u.Key)) })];
        return database.WriteAsync(
            WriteScope.Rows,
            (session, token) => session.ExecuteManyAsync("UPDATE api_keys SET last_used_at = @at WHERE id = @id AND (last_used_at IS NULL OR last_used_at < @at)", rows, token),
            cancellationToken);
    }

    /// <summary>The keys of an account and environment, newest first.</summary>
    internal static Task<List<ApiKey>> ListAsync(DbSession session, Caller caller, int limit, long offset, CancellationToken token) => session.ListAsync(
        $"""
        SELECT {Columns} FROM api_keys k JOIN accounts a ON a.id = k.account_id WHERE k.account_id = @account AND k.environment = @environment
        ORDER BY k.created_at DESC, k.id DESC LIMIT @limit OFFSET @offset
        """,
        [("@account", Row.Text(caller.AccountId)), ("@environment", caller.Environment.Name()), ("@limit", limit), ("@offset", offset)],
        Key,
        token);

    /// <summary>How many keys of an account and environment are in force.</summary>
    internal static Task<long> CountAsync(DbSession session, Caller caller, DateTimeOffset now, CancellationToken token) => session.ScalarAsync<long>(
        "SELECT count(*) FROM api_keys WHERE account_id = @account AND environment = @environment AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > @now)",
        [("@account", Row.Text(caller.AccountId)), ("@environment", caller.Environment.Name()), ("@now", Row.Micros(now))],
        token);

    /// <summary>Finds a key that is not revoked.</summary>
    internal static Task<ApiKey?> FindUnrevokedAsync(DbSession session, Guid id, CancellationToken token) => session.SingleAsync(
        $"SELECT {Columns} FROM api_keys k JOIN accounts a ON a.id = k.account_id WHERE k.id = @id AND k.revoked_at IS NULL", [("@id", Row.Text(id))], Key, token);

    /// <summary>Adds a key, and the account of that name if there is none.</summary>
    internal static async Task AddAsync(DbSession session, Actor actor, ApiKey key, byte[] hash, CancellationToken token)
    {
        await InsertAsync(session, key, hash, token).ConfigureAwait(false);
        await KeyAudit.CreatedAsync(session, actor, key, token).ConfigureAwait(false);
    }

    /// <summary>Revokes a key.</summary>
    internal static async Task RevokeAsync(DbSession session, Actor actor, ApiKey key, DateTimeOffset now, CancellationToken token)
    {
        await RevokeAsync(session, key.Id, now, token).ConfigureAwait(false);
        await KeyAudit.RevokedAsync(session, actor, key, now, token).ConfigureAwait(false);
    }

    /// <summary>Puts a key in the place of another, which expires after a while or is revoked.</summary>
    internal static async Task ReplaceAsync(
        DbSession session, Actor actor, ApiKey former, ApiKey key, byte[] hash, DateTimeOffset now, TimeSpan overlap, CancellationToken token)
    {
        await InsertAsync(session, key, hash, token).ConfigureAwait(false);
        var end = former.ExpiresAt < now + overlap ? former.ExpiresAt : now + overlap;
        if (overlap == TimeSpan.Zero)
        {
            await RevokeAsync(session, former.Id, now, token).ConfigureAwait(false);
        }
        else
        {
            await session.ExecuteAsync(
                """
                UPDATE api_keys SET expires_at = @end, made_until = CASE WHEN replaced_at IS NULL THEN expires_at ELSE made_until END, replaced_at = @now
                WHERE id = @id
                """,
                [("@end", Row.Micros(end)), ("@now", Row.Micros(now)), ("@id", Row.Text(former.Id))],
                token).ConfigureAwait(false);
        }

        await KeyAudit.RotatedAsync(session, actor, former, end, key, now, token).ConfigureAwait(false);
    }

    private static Task<int> RevokeAsync(DbSession session, Guid id, DateTimeOffset now, CancellationToken token) => session.ExecuteAsync(
        "UPDATE api_keys SET revoked_at = @now WHERE id = @id AND revoked_at IS NULL", [("@now", Row.Micros(now)), ("@id", Row.Text(id))], token);

    private static async Task InsertAsync(DbSession session, ApiKey key, byte[] hash, CancellationToken token)
    {
        await session.ExecuteAsync(
            "INSERT INTO accounts (id, name, created_at) VALUES (@id, @name, @now) ON CONFLICT (name) DO NOTHING",
            [("@id", Row.Text(key.AccountId)), ("@name", key.AccountName), ("@now", Row.Micros(key.CreatedAt))],
            token).ConfigureAwait(false);
        await session.ExecuteAsync(
            """
            INSERT INTO api_keys (id, account_id, environment, read_only, scopes, secret_hash, prefix, last_four, created_at, lifetime, expires_at)
            SELECT @id, a.id, @environment, @read_only, @scopes, @hash, @prefix, @last_four, @now, @lifetime, @expires_at FROM accounts a WHERE a.name = @name
            """,
            [
                // What an earlier version beside this one goes by, which knows no scopes.
                ("@id", Row.Text(key.Id)), ("@environment", key.Environment.Name()), ("@read_only", !key.Scopes.HasFlag(KeyScopes.Write)), ("@scopes", key.Scopes.Names()), ("@hash", hash),
                ("@prefix", key.Prefix), ("@last_four", key.LastFour), ("@now", Row.Micros(key.CreatedAt)), ("@lifetime", key.Lifetime?.Ticks / TimeSpan.TicksPerMicrosecond),
                ("@expires_at", Row.Micros(key.ExpiresAt)), ("@name", key.AccountName),
            ],
            token).ConfigureAwait(false);
    }

    private static ApiKey Key(DbDataReader row) => new()
    {
        Id = Row.Id(row, 0),
        AccountId = Row.Id(row, 1),
        AccountName = row.GetString(2),
        Environment = Row.Environment(row, 3),
        Scopes = Scopes(row, 4),
        Prefix = row.GetString(6),
        LastFour = row.GetString(7),
        CreatedAt = Row.Time(row, 8),
        Lifetime = row.IsDBNull(9) ? null : TimeSpan.FromMicroseconds(row.GetInt64(9)),
        ExpiresAt = Row.TimeOrNull(row, 10),
        LastUsedAt = Row.TimeOrNull(row, 11),
        RevokedAt = Row.TimeOrNull(row, 12),
        MadeUntil = row.IsDBNull(13) ? Row.TimeOrNull(row, 10) : Row.TimeOrNull(row, 14),
    };

    /// <summary>Of a row with read_only and, after it, scopes.</summary>
    private static KeyScopes Scopes(DbDataReader row, int readOnly) =>
        Row.TextOrNull(row, readOnly + 1) is { } names ? KeyScopeNames.Parse(names) : row.GetBoolean(readOnly) ? KeyScopes.Read : KeyScopes.Standard;

    private sealed record Found(KnownKey Key, byte[] Hash);
}
