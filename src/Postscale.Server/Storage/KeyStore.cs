using Postscale.Server.Accounts;

namespace Postscale.Server.Storage;

/// <summary>Accounts and API keys at rest.</summary>
/// <param name="database">The database.</param>
public sealed class KeyStore(Database database)
{
    /// <summary>Adds a key, and the account of that name if there is none.</summary>
    /// <param name="key">The key; the account's id is used only if the account is new.</param>
    /// <param name="hash">The SHA-256 of the key's text.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task AddAsync(ApiKey key, byte[] hash, CancellationToken cancellationToken) => database.WriteAsync(
        async (session, token) =>
        {
            await InsertAsync(session, key, hash, token).ConfigureAwait(false);
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

            await InsertAsync(session, key, hash, token).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>Finds who a key belongs to, unless it is revoked.</summary>
    /// <param name="hash">The SHA-256 of the key's text.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Caller?> FindAsync(byte[] hash, CancellationToken cancellationToken) => database.ReadAsync(
        (session, token) => session.SingleAsync(
            "SELECT id, account_id, environment, read_only FROM api_keys WHERE secret_hash = @hash AND revoked_at IS NULL",
            [("@hash", hash)],
            row => new Caller(Row.Id(row, 0), Row.Id(row, 1), Row.Environment(row, 2), row.GetBoolean(3)),
            token),
        cancellationToken);

    /// <summary>All keys in order of creation.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<List<ApiKey>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync(
        (session, token) => session.ListAsync(
            """
            SELECT k.id, k.account_id, a.name, k.environment, k.read_only, k.prefix, k.last_four, k.created_at, k.revoked_at
            FROM api_keys k JOIN accounts a ON a.id = k.account_id ORDER BY k.created_at, k.id
            """,
            [],
            row => new ApiKey(
                Row.Id(row, 0), Row.Id(row, 1), row.GetString(2), Row.Environment(row, 3), row.GetBoolean(4), row.GetString(5), row.GetString(6), Row.Time(row, 7), Row.TimeOrNull(row, 8)),
            token),
        cancellationToken);

    /// <summary>Revokes a key.</summary>
    /// <param name="id">The key.</param>
    /// <param name="now">The time it is revoked at.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether there was one, not revoked before.</returns>
    public Task<bool> RevokeAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) => database.WriteAsync(
        async (session, token) => await session.ExecuteAsync(
            "UPDATE api_keys SET revoked_at = @now WHERE id = @id AND revoked_at IS NULL",
            [("@now", Row.Micros(now)), ("@id", Row.Text(id))],
            token).ConfigureAwait(false) > 0,
        cancellationToken);

    private static async Task InsertAsync(DbSession session, ApiKey key, byte[] hash, CancellationToken token)
    {
        await session.ExecuteAsync(
            "INSERT INTO accounts (id, name, created_at) VALUES (@id, @name, @now) ON CONFLICT (name) DO NOTHING",
            [("@id", Row.Text(key.AccountId)), ("@name", key.AccountName), ("@now", Row.Micros(key.CreatedAt))],
            token).ConfigureAwait(false);
        await session.ExecuteAsync(
            """
            INSERT INTO api_keys (id, account_id, environment, read_only, secret_hash, prefix, last_four, created_at)
            SELECT @id, a.id, @environment, @read_only, @hash, @prefix, @last_four, @now FROM accounts a WHERE a.name = @name
            """,
            [
                ("@id", Row.Text(key.Id)), ("@environment", key.Environment.Name()), ("@read_only", key.IsReadOnly), ("@hash", hash),
                ("@prefix", key.Prefix), ("@last_four", key.LastFour), ("@now", Row.Micros(key.CreatedAt)), ("@name", key.AccountName),
            ],
            token).ConfigureAwait(false);
    }
}
