using System.Data.Common;

namespace Postscale.Server.Storage;

/// <summary>
/// Where all state lives. Reads see the last commit and never wait for writes; a write is one transaction, and when its task
/// has ended without an exception it is on disk.
/// </summary>
public abstract class Database : IAsyncDisposable
{
    /// <summary>How many connections a service keeps to a database server at most, unless told otherwise.</summary>
    public const int DefaultConnections = 16;

    /// <summary>What this database says differently.</summary>
    public abstract Dialect Dialect { get; }

    /// <summary>Called after each commit that made deliveries, so that they need not wait to be found.</summary>
    public event Action? DeliveriesMade;

    /// <summary>Opens the database and brings its schema up to date.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageException">It cannot be opened, or is newer than this program can work with.</exception>
    public Task<SchemaState> OpenAsync(CancellationToken cancellationToken) => OpenAsync(SchemaHandling.Migrate, cancellationToken);

    /// <summary>Opens the database.</summary>
    /// <param name="handling">What to do about an old schema.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What its schema was and is.</returns>
    /// <exception cref="StorageException">It cannot be opened, or this program cannot work on its schema.</exception>
    public abstract Task<SchemaState> OpenAsync(SchemaHandling handling, CancellationToken cancellationToken);

    /// <summary>Reads.</summary>
    /// <param name="work">The queries; they all see one state only if they are one statement.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract Task<T> ReadAsync<T>(Func<DbSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Reads for long: all queries see one state, that of the first, whatever is written meanwhile.</summary>
    /// <param name="work">The queries; other things may be awaited between them, for ten minutes at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract Task<T> ReadSnapshotAsync<T>(Func<DbSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>
    /// Runs one long transaction on a connection of its own, once: it never runs again, and other things may be awaited in it, for
    /// ten minutes at most. It is rolled back when the work throws, and by the database when this process ends.
    /// </summary>
    /// <param name="work">Reads and writes of the transaction.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract Task<T> WriteLongAsync<T>(Func<DbSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Runs one transaction. It is rolled back when the work throws.</summary>
    /// <param name="scope">What it must have to itself.</param>
    /// <param name="work">
    /// Reads and writes of the transaction; nothing else may be awaited in it. It may run again when it collided with another, so
    /// all it leaves behind must be in the database and in its result.
    /// </param>
    /// <param name="cancellationToken">Gives up waiting; a transaction that has begun is not cut off.</param>
    public async Task<T> WriteAsync<T>(WriteScope scope, Func<DbSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        var madeDeliveries = false;
        var result = await RunAsync(
            scope,
            async (session, token) =>
            {
                session.MadeDeliveries = false;
                var done = await work(session, token).ConfigureAwait(false);
                madeDeliveries = session.MadeDeliveries;
                return done;
            },
            cancellationToken).ConfigureAwait(false);
        if (madeDeliveries)
        {
            DeliveriesMade?.Invoke();
        }

        return result;
    }

    /// <summary>Runs one transaction on what belongs to no account.</summary>
    /// <param name="work">As above.</param>
    /// <param name="cancellationToken">As above.</param>
    public Task<T> WriteAsync<T>(Func<DbSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken) => WriteAsync(WriteScope.Platform, work, cancellationToken);

    /// <summary>Looks whether the database can be read and written.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageException">It cannot.</exception>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(Ask, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
            // A full disk lets transactions begin, and fails only when something is written.
            await WriteAsync(WriteScope.Rows, Touch, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DbException e)
        {
            throw new StorageException($"the database cannot be read or written: {e.Message}", e);
        }

        static Task<long> Ask(DbSession session, CancellationToken token) => session.ScalarAsync<long>("SELECT 1", [], token);

        // There and back again: SQLite writes nothing for a row that is given the values it has.
        static async Task<int> Touch(DbSession session, CancellationToken token) =>
            await session.ExecuteAsync("UPDATE schema_version SET version = -1 WHERE version = 1", [], token).ConfigureAwait(false)
            + await session.ExecuteAsync("UPDATE schema_version SET version = 1 WHERE version = -1", [], token).ConfigureAwait(false);
    }

    /// <summary>Makes the database that a URL names.</summary>
    /// <param name="url"><c>sqlite:PATH</c> or <c>postgres://user:pass@host/db</c>.</param>
    /// <param name="connections">How many connections to keep at most, where the database is reached over connections.</param>
    /// <exception cref="StorageException">The URL names none.</exception>
    public static Database Create(string url, int connections = DefaultConnections)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (url.StartsWith("sqlite:", StringComparison.Ordinal) && url.Length > "sqlite:".Length)
        {
            return new SqliteDatabase(url["sqlite:".Length..]);
        }

        if (PostgresUrl.IsOne(url))
        {
            return new PostgresDatabase(PostgresUrl.Parse(url), connections);
        }

        throw new StorageException($"'{url.Split('@')[^1]}' names no database: use sqlite:PATH or postgres://user:pass@host/db");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await DisposeCoreAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs one transaction.</summary>
    /// <param name="scope">What it must have to itself.</param>
    /// <param name="work">What it does.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    protected abstract Task<T> RunAsync<T>(WriteScope scope, Func<DbSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Closes everything.</summary>
    protected abstract ValueTask DisposeCoreAsync();
}
