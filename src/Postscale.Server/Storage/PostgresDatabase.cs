using System.Data.Common;
using Npgsql;

namespace Postscale.Server.Storage;

/// <summary>PostgreSQL: any number of services share one database, and nothing else.</summary>
internal sealed class PostgresDatabase : Database
{
    /// <summary>How long a start waits for a server that is starting itself.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>How long a start waits for another that migrates, or for a long query on a table that is to be changed.</summary>
    private static readonly TimeSpan s_patienceWithLocks = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250);

    private readonly string _where;
    private readonly PostgresSessions _sessions;
    private readonly PostgresWriter _writer;
    private int _disposed;

    /// <summary>Names the database. It is connected to by <see cref="OpenAsync"/>.</summary>
    /// <param name="connection">What the driver is told.</param>
    /// <param name="connections">How many connections at most.</param>
    public PostgresDatabase(NpgsqlConnectionStringBuilder connection, int connections)
    {
        _where = $"{connection.Database ?? connection.Username} at {connection.Host}:{connection.Port}";
        var builder = new NpgsqlSlimDataSourceBuilder(connection.ToString());
        builder.EnableTransportSecurity();
        _sessions = new PostgresSessions(builder.Build(), connections);
        _writer = new PostgresWriter(_sessions);
    }

    /// <inheritdoc/>
    public override Dialect Dialect => Dialect.Postgres;

    /// <inheritdoc/>
    public override async Task<SchemaState> OpenAsync(SchemaHandling handling, CancellationToken cancellationToken)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                // Where nothing is to be done nobody is waited for.
                if (await ReadAsync(Migrations.FindReadyAsync, cancellationToken).ConfigureAwait(false) is { } ready)
                {
                    return ready;
                }

                // The lock of its scope lets one of many that start at once migrate, and the others find it done.
                return await WriteAsync(
                    async (session, token) =>
                    {
                        await PostgresLong.LockAsync(session, token).ConfigureAwait(false);
                        return await Migrations.ApplyAsync(session, Dialect, handling, token).ConfigureAwait(false);
                    },
                    cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (TimeProvider.System.GetElapsedTime(since) < PatienceWith(e))
            {
                await Task.Delay(s_pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is DbException or TimeoutException or IOException or System.Net.Sockets.SocketException)
            {
                throw new StorageException($"the database {_where} cannot be opened: {e.Message}", e);
            }
        }
    }

    /// <inheritdoc/>
    public override async Task<T> ReadAsync<T>(Func<DbSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            return await TryReadAsync(work, cancellationToken).ConfigureAwait(false);
        }
        catch (CutOffException)
        {
            // The server ended the connection while it lay idle, or has just been started again. A read harms nothing.
            await _sessions.DropIdleAsync().ConfigureAwait(false);
        }

        try
        {
            return await TryReadAsync(work, cancellationToken).ConfigureAwait(false);
        }
        catch (CutOffException e)
        {
            throw e.GivenUp;
        }
    }

    /// <inheritdoc/>
    protected override Task<T> RunAsync<T>(WriteScope scope, Func<DbSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        _writer.RunAsync(scope, work, cancellationToken);

    /// <inheritdoc/>
    public override Task<T> ReadSnapshotAsync<T>(Func<DbSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        PostgresLong.RunAsync(_sessions, isWrite: false, work, cancellationToken);

    /// <inheritdoc/>
    public override Task<T> WriteLongAsync<T>(Func<DbSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        PostgresLong.RunAsync(_sessions, isWrite: true, work, cancellationToken);

    /// <inheritdoc/>
    protected override async ValueTask DisposeCoreAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _writer.DisposeAsync().ConfigureAwait(false);
            await _sessions.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static TimeSpan PatienceWith(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } => s_patienceWithLocks,
        PostgresException { SqlState: not PostgresErrorCodes.CannotConnectNow } => TimeSpan.Zero,
        NpgsqlException => s_patience,
        _ => TimeSpan.Zero,
    };

    private async Task<T> TryReadAsync<T>(Func<DbSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var session = await _sessions.RentAsync(cancellationToken).ConfigureAwait(false);
        var isWell = false;
        try
        {
            var result = await work(session, cancellationToken).ConfigureAwait(false);
            isWell = true;
            return result;
        }
        catch (Exception e) when (PostgresFaults.IsCutOff(e))
        {
            throw new CutOffException(e);
        }
        finally
        {
            await _sessions.ReturnAsync(session, isWell).ConfigureAwait(false);
        }
    }
}
