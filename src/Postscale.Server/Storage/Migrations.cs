namespace Postscale.Server.Storage;

/// <summary>The changes of the schema, each applied once, in order, all that are missing in one transaction.</summary>
internal static class Migrations
{
    /// <summary>How long one statement may take: a million rows may have to be filled in.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromHours(1);

    private static readonly Lazy<IReadOnlyList<Migration>> s_all = new(Migration.ReadAll);

    public static IReadOnlyList<Migration> All => s_all.Value;

    /// <summary>The newest schema this program knows.</summary>
    public static int Latest => All[^1].Number;

    /// <summary>The schema, if nothing at all is to be done before this program can work on it.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<SchemaState?> FindReadyAsync(DbSession session, CancellationToken cancellationToken)
    {
        var (current, runsBeside, columns) = await ReadAsync(session, cancellationToken).ConfigureAwait(false);
        var state = new SchemaState(current, current, runsBeside);
        return columns > 1 && state.IsUpToDate ? state : null;
    }

    /// <summary>Does what is to be done before this program can work on a database.</summary>
    /// <param name="session">The session, in a transaction that no other program migrates beside.</param>
    /// <param name="dialect">Whose words to use.</param>
    /// <param name="handling">What to do about an old schema.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageException">The program cannot work on it.</exception>
    public static async Task<SchemaState> ApplyAsync(DbSession session, Dialect dialect, SchemaHandling handling, CancellationToken cancellationToken)
    {
        var (current, runsBeside, columns) = await ReadAsync(session, cancellationToken).ConfigureAwait(false);
        var state = new SchemaState(current, current, runsBeside);
        if (handling == SchemaHandling.Look)
        {
            return state;
        }

        if (state.IsTooNew)
        {
            throw new StorageException(
                $"the database has schema {current}, and this program knows only {Latest}: it is older than the one that wrote the database. Start the newer program.");
        }

        if (handling == SchemaHandling.MigrateExisting && current == 0)
        {
            throw new StorageException("the database is empty: there is nothing of Postscale in it. Is it the one that was meant?");
        }

        if (handling == SchemaHandling.Require)
        {
            return state.IsUpToDate ? state : throw new StorageException(
                $"the database has schema {current}, and this program needs {Latest}: run 'postscale migrate', or start with --migrate on");
        }

        session.Patience = s_patience;
        try
        {
            await PrepareAsync(session, columns, cancellationToken).ConfigureAwait(false);
            foreach (var migration in All.Where(m => m.Number > current))
            {
                await ApplyAsync(session, dialect, migration, cancellationToken).ConfigureAwait(false);
                state = state with { Now = migration.Number, RunsBeside = Math.Max(state.RunsBeside, migration.RunsBeside) };
            }

            return state;
        }
        finally
        {
            session.Patience = null;
        }
    }

    private static async Task ApplyAsync(DbSession session, Dialect dialect, Migration migration, CancellationToken cancellationToken)
    {
        foreach (var statement in migration.Statements(dialect))
        {
            await session.ExecuteAsync(statement, [], cancellationToken).ConfigureAwait(false);
        }

        await session.ExecuteAsync(
            "INSERT INTO schema_version (version, runs_beside) VALUES (@version, @beside)", [("@version", migration.Number), ("@beside", migration.RunsBeside)], cancellationToken).ConfigureAwait(false);
    }

    private static async Task<(long Version, long RunsBeside, long Columns)> ReadAsync(DbSession session, CancellationToken cancellationToken)
    {
        // Asked of the catalogue: a role that may change nothing may not even say CREATE TABLE IF NOT EXISTS.
        var columns = await session.ScalarAsync<long>("SELECT count(*) FROM {columns} WHERE table_name = 'schema_version'", [], cancellationToken).ConfigureAwait(false);
        if (columns == 0)
        {
            return (0, 0, 0);
        }

        var version = await session.ScalarAsync<long>("SELECT max(version) FROM schema_version", [], cancellationToken).ConfigureAwait(false);
        // Who wrote 0, or had no such column, said nothing: then only programs that know the schema itself can work on it.
        var runsBeside = columns == 1
            ? version
            : await session.ScalarAsync<long>("SELECT max(CASE WHEN runs_beside = 0 THEN version ELSE runs_beside END) FROM schema_version", [], cancellationToken).ConfigureAwait(false);
        return (version, runsBeside, columns);
    }

    /// <summary>Makes the table of versions, which is older than any migration, and needs none itself.</summary>
    private static async Task PrepareAsync(DbSession session, long columns, CancellationToken cancellationToken)
    {
        if (columns == 0)
        {
            await session.ExecuteAsync("CREATE TABLE schema_version (version bigint NOT NULL, runs_beside bigint NOT NULL DEFAULT 0)", [], cancellationToken).ConfigureAwait(false);
        }
        else if (columns == 1)
        {
            await session.ExecuteAsync("ALTER TABLE schema_version ADD COLUMN runs_beside bigint NOT NULL DEFAULT 0", [], cancellationToken).ConfigureAwait(false);
        }
    }
}
