using System.Data;
using System.Data.Common;

namespace Postscale.Server.Storage;

/// <summary>
/// Runs transactions on PostgreSQL. Those of one account run one after the other, here in a queue and among replicas by a lock
/// on the account's row; those that wait in the queue together share one commit, each with a savepoint of its own.
/// </summary>
internal sealed class PostgresWriter(PostgresSessions sessions) : IAsyncDisposable
{
    private const int MaxBatch = 32;
    private const int MaxWaiting = 16_384;
    private const int MaxRuns = 6;

    /// <summary>The number of the lock that stands for what belongs to no account: "posts" in ASCII.</summary>
    private const long PlatformLock = 0x706f737473;

    private readonly Lock _lock = new();
    private readonly Dictionary<WriteScope, Queue<WriteJob>> _lanes = [];
    private readonly HashSet<Task> _running = [];
    private int _waiting;
    private bool _closed;

    public Task<T> RunAsync<T>(WriteScope scope, Func<DbSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var job = new WriteJob<T>(work, cancellationToken);
        lock (_lock)
        {
            if (_closed)
            {
                throw new StorageException("the database has been closed");
            }

            if (_waiting >= MaxWaiting)
            {
                throw new StorageException($"{MaxWaiting} writes wait for the database already");
            }

            if (scope == WriteScope.Rows)
            {
                Track(Task.Run(() => RunAsync(scope, [job]), CancellationToken.None));
            }
            else
            {
                _waiting++;
                if (_lanes.TryGetValue(scope, out var lane))
                {
                    lane.Enqueue(job);
                }
                else
                {
                    _lanes.Add(scope, new Queue<WriteJob>([job]));
                    Track(Task.Run(() => DrainAsync(scope), CancellationToken.None));
                }
            }
        }

        return job.Completion;
    }

    public async ValueTask DisposeAsync()
    {
        Task[] running;
        lock (_lock)
        {
            _closed = true;
            running = [.. _running];
        }

        await Task.WhenAll(running).ConfigureAwait(false);
    }

    private void Track(Task task)
    {
        _running.Add(task);
        _ = task.ContinueWith(
            ended =>
            {
                lock (_lock)
                {
                    _running.Remove(ended);
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default);
    }

    private async Task DrainAsync(WriteScope scope)
    {
        while (Take(scope) is { } batch)
        {
            await RunAsync(scope, batch).ConfigureAwait(false);
        }
    }

    private List<WriteJob>? Take(WriteScope scope)
    {
        lock (_lock)
        {
            var lane = _lanes[scope];
            if (lane.Count == 0)
            {
                _lanes.Remove(scope);
                return null;
            }

            var batch = new List<WriteJob>(Math.Min(lane.Count, MaxBatch));
            while (batch.Count < MaxBatch && lane.TryDequeue(out var job))
            {
                batch.Add(job);
            }

            _waiting -= batch.Count;
            return batch;
        }
    }

    private async Task RunAsync(WriteScope scope, List<WriteJob> batch)
    {
        for (var run = 1; ; run++)
        {
            switch (await TryRunAsync(scope, batch).ConfigureAwait(false))
            {
                case null:
                    batch.ForEach(j => j.Acknowledge());
                    return;
                case { } fault when run == MaxRuns || !PostgresFaults.IsCollision(fault) && !(fault is CutOffException && run <= 2):
                    batch.ForEach(j => j.Fail(fault is CutOffException cutOff ? cutOff.GivenUp : fault));
                    return;
                case not null when batch.Count > 1:
                    // Which of them collided is found by running each alone.
                    foreach (var job in batch)
                    {
                        await RunAsync(scope, [job]).ConfigureAwait(false);
                    }

                    return;
            }
        }
    }

    /// <summary>One transaction.</summary>
    /// <returns>Null if it is committed; otherwise why it certainly is not, or, for a fault of another kind than a collision or a connection cut off, may not be.</returns>
    private async Task<Exception?> TryRunAsync(WriteScope scope, List<WriteJob> batch)
    {
        DbSession session;
        try
        {
            session = await sessions.RentAsync(CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it was, those who wait must hear of it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return e;
        }

        DbTransaction? transaction = null;
        var isWell = false;
        var isCommitting = false;
        try
        {
            transaction = await session.Connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, CancellationToken.None).ConfigureAwait(false);
            await LockAsync(session, scope).ConfigureAwait(false);
            foreach (var job in batch)
            {
                if (batch.Count > 1)
                {
                    await transaction.SaveAsync("job", CancellationToken.None).ConfigureAwait(false);
                }

                if (await job.TryRunAsync(session).ConfigureAwait(false))
                {
                    continue;
                }

                if (batch.Count == 1 || PostgresFaults.IsCollision(job.Fault!) || PostgresFaults.IsCutOff(job.Fault!))
                {
                    throw new JobException(job.Fault!);
                }

                await transaction.RollbackAsync("job", CancellationToken.None).ConfigureAwait(false);
            }

            isCommitting = true;
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            isWell = true;
            return null;
        }
#pragma warning disable CA1031 // As above.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var fault = e is JobException job ? job.InnerException! : e;
            if (PostgresFaults.IsCutOff(fault))
            {
                await sessions.DropIdleAsync().ConfigureAwait(false);
                // Before the commit was sent nothing can have been committed.
                return isCommitting
                    ? new StorageException("the connection to the database was cut off in the middle of a commit; whether it was made is not known", fault)
                    : new CutOffException(fault);
            }

            isWell = transaction is not null && await TryRollBackAsync(transaction).ConfigureAwait(false);
            return fault;
        }
        finally
        {
            if (transaction is not null)
            {
                await DisposeAsync(transaction).ConfigureAwait(false);
            }

            await sessions.ReturnAsync(session, isWell).ConfigureAwait(false);
        }
    }

    private static async Task LockAsync(DbSession session, WriteScope scope)
    {
        if (scope.IsAccount)
        {
            // Not FOR UPDATE: rows that refer to the account are added by transactions of other accounts and of none.
            await session.ExecuteAsync("SELECT 1 FROM accounts WHERE id = @account FOR NO KEY UPDATE", [("@account", Row.Text(scope.AccountId))], CancellationToken.None).ConfigureAwait(false);
        }
        else if (scope.IsPlatform)
        {
            await session.ExecuteAsync("SELECT pg_advisory_xact_lock(@lock)", [("@lock", PlatformLock)], CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static async Task<bool> TryRollBackAsync(DbTransaction transaction)
    {
        try
        {
            await transaction.RollbackAsync(CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or IOException)
        {
            return false;
        }
    }

    private static async ValueTask DisposeAsync(DbTransaction transaction)
    {
        try
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or IOException)
        {
            // The connection is gone, and the transaction with it.
        }
    }

    /// <summary>A job ended the transaction of its batch.</summary>
    private sealed class JobException(Exception fault) : Exception(null, fault);
}
