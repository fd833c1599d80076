using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Postscale.Server.Storage;

/// <summary>
/// SQLite in WAL mode with <c>synchronous=FULL</c>: readers have connections of their own and never wait; writes go through
/// <see cref="SqliteWriter"/>, one connection that commits many waiting writes together.
/// </summary>
public sealed class SqliteDatabase : Database
{
    private const int MaxIdleReaders = 16;

    private readonly string _path;
    private readonly ConcurrentBag<DbSession> _readers = [];
    private SqliteWriter? _writer;
    private int _disposed;

    static SqliteDatabase()
    {
        // SQLite counts its memory under one lock for the whole process, which readers would queue at. Nobody reads the count.
        SQLitePCL.Batteries_V2.Init();
        SQLitePCL.raw.sqlite3_shutdown();
        SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MEMSTATUS, 0);
        SQLitePCL.raw.sqlite3_initialize();
    }

    /// <summary>Names the file. It is opened, and made if it is missing, by <see cref="OpenAsync"/>.</summary>
    /// <param name="path">The file's path.</param>
    public SqliteDatabase(string path) => _path = path;

    /// <inheritdoc/>
    public override Dialect Dialect => Dialect.Sqlite;

    /// <inheritdoc/>
    public override async Task<SchemaState> OpenAsync(SchemaHandling handling, CancellationToken cancellationToken)
    {
        try
        {
            // Who only looks, or needs a schema that is there, makes no file.
            var mode = handling == SchemaHandling.Migrate ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite;
            if (mode == SqliteOpenMode.ReadWriteCreate)
            {
                SqliteFile.Create(_path);
            }

            var session = await ConnectAsync(mode, cancellationToken).ConfigureAwait(false);
            await AssertAsync(session, "PRAGMA journal_mode=WAL", "wal", cancellationToken).ConfigureAwait(false);
            SqliteFile.Restrict(_path);
            await session.ExecuteAsync("PRAGMA synchronous=FULL", [], cancellationToken).ConfigureAwait(false);
            // 2 is FULL: the log is synced before a commit is acknowledged.
            await AssertAsync(session, "PRAGMA synchronous", "2", cancellationToken).ConfigureAwait(false);
            // What a savepoint may have to undo goes to a file below /var/tmp by default, page by page: nine tenths of all that was written.
            await session.ExecuteAsync("PRAGMA temp_store=MEMORY", [], cancellationToken).ConfigureAwait(false);
            _writer = new SqliteWriter(session);
        }
        catch (SqliteException e)
        {
            throw new StorageException($"the database file '{_path}' cannot be opened: {e.Message}", e);
        }

        try
        {
            return await WriteAsync((session, token) => Migrations.ApplyAsync(session, Dialect, handling, token), cancellationToken).ConfigureAwait(false);
        }
        catch (SqliteException e)
        {
            throw new StorageException($"the database file '{_path}' cannot be brought up to date: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public override async Task<T> ReadAsync<T>(Func<DbSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (!_readers.TryTake(out var session))
        {
            session = await ConnectAsync(SqliteOpenMode.ReadWrite, cancellationToken).ConfigureAwait(false);
            await session.ExecuteAsync("PRAGMA query_only=1", [], cancellationToken).ConfigureAwait(false);
        }

        T result;
        try
        {
            result = await work(session, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Its statements may be in any state.
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        if (_readers.Count < MaxIdleReaders && Volatile.Read(ref _disposed) == 0)
        {
            _readers.Add(session);
        }
        else
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }

        return result;
    }

    /// <inheritdoc/>
    protected override Task<T> RunAsync<T>(WriteScope scope, Func<DbSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        (_writer ?? throw new StorageException("the database is not open")).RunAsync(work, cancellationToken);

    /// <inheritdoc/>
    public override Task<T> ReadSnapshotAsync<T>(Func<DbSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken) => ReadAsync(
        async (session, token) =>
        {
            await session.ExecuteAsync("BEGIN", [], token).ConfigureAwait(false);
            var result = await work(session, token).ConfigureAwait(false);
            await session.ExecuteAsync("COMMIT", [], token).ConfigureAwait(false);
            return result;
        },
        cancellationToken);

    /// <inheritdoc/>
    public override async Task<T> WriteLongAsync<T>(Func<DbSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        var session = await ConnectAsync(SqliteOpenMode.ReadWrite, cancellationToken).ConfigureAwait(false);
        // A transaction that is not committed ends with its connection.
        await using (session.ConfigureAwait(false))
        {
            await session.ExecuteAsync("PRAGMA synchronous=FULL", [], cancellationToken).ConfigureAwait(false);
            await session.ExecuteAsync("BEGIN IMMEDIATE", [], cancellationToken).ConfigureAwait(false);
            var result = await work(session, cancellationToken).ConfigureAwait(false);
            await session.ExecuteAsync("COMMIT", [], CancellationToken.None).ConfigureAwait(false);
            return result;
        }
    }

    /// <inheritdoc/>
    protected override async ValueTask DisposeCoreAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        if (_writer is not null)
        {
            await _writer.DisposeAsync().ConfigureAwait(false);
        }

        while (_readers.TryTake(out var session))
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<DbSession> ConnectAsync(SqliteOpenMode mode, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = _path,
            Mode = mode,
            Pooling = false,
            ForeignKeys = true,
            // Seconds that another process may hold the file before a statement gives up.
            DefaultTimeout = 30,
        }.ToString());
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        return new DbSession(connection, Dialect);
    }

    private static async Task AssertAsync(DbSession session, string pragma, string wanted, CancellationToken cancellationToken)
    {
        var value = Convert.ToString(await session.ScalarAsync<object>(pragma, [], cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture);
        if (value != wanted)
        {
            throw new StorageException($"the database does not keep '{pragma}' (it says '{value}'): without it an acknowledged change could be lost");
        }
    }
}
