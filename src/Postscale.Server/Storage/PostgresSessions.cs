using System.Collections.Concurrent;
using System.Data;
using Npgsql;

namespace Postscale.Server.Storage;

/// <summary>So many connections to PostgreSQL, each with what is prepared in it; kept open for the next who needs one.</summary>
/// <param name="source">Makes connections.</param>
/// <param name="max">How many at most.</param>
internal sealed class PostgresSessions(NpgsqlDataSource source, int max) : IAsyncDisposable
{
    /// <summary>How long a request waits for a connection before it hears that the database is busy.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _free = new(max);
    private readonly ConcurrentStack<DbSession> _idle = new();
    private volatile bool _disposed;

    /// <summary>Takes a session.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageException">None became free in time.</exception>
    public async Task<DbSession> RentAsync(CancellationToken cancellationToken)
    {
        if (!await _free.WaitAsync(s_patience, cancellationToken).ConfigureAwait(false))
        {
            throw new StorageException($"all {max} connections to the database were busy for {s_patience.TotalSeconds} s");
        }

        try
        {
            while (_idle.TryPop(out var session))
            {
                if (session.Connection.State == ConnectionState.Open)
                {
                    return session;
                }

                await session.DisposeAsync().ConfigureAwait(false);
            }

            return await ConnectAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _free.Release();
            throw;
        }
    }

    /// <summary>Gives a session back.</summary>
    /// <param name="session">The session, in no transaction.</param>
    /// <param name="isWell">Whether it may be used again.</param>
    public async ValueTask ReturnAsync(DbSession session, bool isWell)
    {
        if (isWell && !_disposed && session.Connection.State == ConnectionState.Open)
        {
            _idle.Push(session);
        }
        else
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }

        _free.Release();
    }

    /// <summary>Closes those that nobody uses: the server has ended one, and the others will be no better.</summary>
    public async ValueTask DropIdleAsync()
    {
        while (_idle.TryPop(out var session))
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await DropIdleAsync().ConfigureAwait(false);
        await source.DisposeAsync().ConfigureAwait(false);
        _free.Dispose();
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is System.Net.Sockets.SocketException or TimeoutException or IOException)
        {
            // Of a server whose name is not found the driver speaks in the words of the system.
            throw new NpgsqlException($"the server cannot be reached: {e.Message}", e);
        }
    }

    private async Task<DbSession> ConnectAsync(CancellationToken cancellationToken)
    {
        var session = new DbSession(await OpenAsync(cancellationToken).ConfigureAwait(false), Dialect.Postgres);
        try
        {
            // A replica that is halted in the middle of a transaction loses it, and its locks, after ten seconds. A commit that is
            // acknowledged is on disk, whatever the server's default is; a stronger one, such as remote_apply, stays.
            await session.ExecuteAsync(
                """
                SELECT set_config('idle_in_transaction_session_timeout', '10s', false), set_config('lock_timeout', '10s', false),
                    CASE WHEN current_setting('synchronous_commit') = 'off' THEN set_config('synchronous_commit', 'on', false) END
                """,
                [],
                cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
