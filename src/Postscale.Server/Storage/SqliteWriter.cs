using System.Threading.Channels;

namespace Postscale.Server.Storage;

/// <summary>
/// The only writer of an SQLite file within the process: a queue before one connection. Writes that wait together share one
/// commit, and so one sync of the disk; each has a savepoint of its own, so that one that fails takes nothing with it.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int MaxBatch = 256;
    private const int MaxQueue = 16_384;

    private readonly DbSession _session;
    private readonly Channel<WriteJob> _jobs = Channel.CreateBounded<WriteJob>(new BoundedChannelOptions(MaxQueue) { SingleReader = true });
    private readonly Task _loop;

    public SqliteWriter(DbSession session)
    {
        _session = session;
        // The disk is waited for without a break: that takes a thread of its own, not one of the pool's.
        _loop = Task.Factory.StartNew(LoopAsync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    public async Task<T> RunAsync<T>(Func<DbSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var job = new WriteJob<T>(work, cancellationToken);
        try
        {
            await _jobs.Writer.WriteAsync(job, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException e)
        {
            throw new StorageException("the database has been closed", e);
        }

        return await job.Completion.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _jobs.Writer.TryComplete();
        await _loop.ConfigureAwait(false);
        await _session.DisposeAsync().ConfigureAwait(false);
    }

    private async Task LoopAsync()
    {
        var batch = new List<WriteJob>(MaxBatch);
        while (await _jobs.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (batch.Count < MaxBatch && _jobs.Reader.TryRead(out var job))
            {
                batch.Add(job);
            }

            await RunBatchAsync(batch).ConfigureAwait(false);
            batch.Clear();
        }
    }

    private async Task RunBatchAsync(List<WriteJob> batch)
    {
        try
        {
            // IMMEDIATE: another process that writes is waited for here, and never met in the middle.
            await StatementAsync("BEGIN IMMEDIATE").ConfigureAwait(false);
            foreach (var job in batch)
            {
                await StatementAsync("SAVEPOINT job").ConfigureAwait(false);
                if (!await job.TryRunAsync(_session).ConfigureAwait(false))
                {
                    await StatementAsync("ROLLBACK TO job").ConfigureAwait(false);
                }

                await StatementAsync("RELEASE job").ConfigureAwait(false);
            }

            await StatementAsync("COMMIT").ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it was, those who wait must hear of it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            await RollBackAsync().ConfigureAwait(false);
            // SQLite may have rolled the whole transaction back over one job's disk fault; then that fault is everybody's.
            var cause = batch.Select(j => j.Fault).OfType<Exception>().FirstOrDefault(StorageFaults.MayPass) ?? e;
            foreach (var job in batch)
            {
                job.Fail(cause);
            }

            return;
        }

        foreach (var job in batch)
        {
            job.Acknowledge();
        }
    }

    private Task<int> StatementAsync(string sql) => _session.ExecuteAsync(sql, [], CancellationToken.None);

    private async Task RollBackAsync()
    {
        try
        {
            await StatementAsync("ROLLBACK").ConfigureAwait(false);
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // SQLite has rolled back by itself already, or never began.
        }
    }
}
