using System.Threading.Channels;
using Postscale.Server.Storage;

namespace Postscale.Server.Verification;

/// <summary>Writes checks that found all as it was, those that come together in one transaction: nearly all checks in the background are such.</summary>
/// <param name="database">Where to.</param>
public sealed class UnchangedChecks(Database database)
{
    private const int MaxBatch = 256;

    private readonly Channel<(UnchangedCheck Check, TaskCompletionSource Done)> _checks = Channel.CreateUnbounded<(UnchangedCheck, TaskCompletionSource)>();
    private int _writing;

    /// <summary>Writes a check, unless it was made under a claim that is not the last one any more.</summary>
    /// <param name="check">The check.</param>
    public Task AddAsync(UnchangedCheck check)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // There are never more of them than checks that run at the same time.
        _checks.Writer.TryWrite((check, done));
        Start();
        return done.Task;
    }

    private void Start()
    {
        if (Interlocked.CompareExchange(ref _writing, 1, 0) == 0)
        {
            _ = Task.Run(WriteAsync);
        }
    }

    private async Task WriteAsync()
    {
        var batch = new List<(UnchangedCheck Check, TaskCompletionSource Done)>(MaxBatch);
        while (batch.Count < MaxBatch && _checks.Reader.TryRead(out var next))
        {
            batch.Add(next);
        }

        if (batch.Count > 0)
        {
            await WriteAsync(batch).ConfigureAwait(false);
        }

        Volatile.Write(ref _writing, 0);
        if (_checks.Reader.TryPeek(out _))
        {
            Start();
        }
    }

    private async Task WriteAsync(List<(UnchangedCheck Check, TaskCompletionSource Done)> batch)
    {
        try
        {
            await database.WriteAsync(
                WriteScope.Rows,
                async (session, token) =>
                {
                    await PlanStore.SaveUnchangedAsync(session, [.. batch.Select(c => c.Check)], token).ConfigureAwait(false);
                    return true;
                },
                CancellationToken.None).ConfigureAwait(false);
            batch.ForEach(c => c.Done.TrySetResult());
        }
#pragma warning disable CA1031 // It is handed to those who wait.
        catch (Exception e)
#pragma warning restore CA1031
        {
            batch.ForEach(c => c.Done.TrySetException(e));
        }
    }
}
