namespace Postscale.Server.Storage;

/// <summary>A write that waits for its turn, and the one who waits for it.</summary>
internal abstract class WriteJob
{
    /// <summary>What its last run ended with, if not well.</summary>
    public abstract Exception? Fault { get; }

    /// <summary>Runs it in the transaction that is open.</summary>
    /// <returns>Whether it ended well.</returns>
    public abstract Task<bool> TryRunAsync(DbSession session);

    /// <summary>Its transaction is on disk.</summary>
    public abstract void Acknowledge();

    /// <summary>Its transaction came to nothing.</summary>
    public abstract void Fail(Exception exception);
}

/// <summary>A write with a result.</summary>
internal sealed class WriteJob<T>(Func<DbSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken) : WriteJob
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private Exception? _exception;

    public override Exception? Fault => _exception;

    public Task<T> Completion => _completion.Task;

    public override async Task<bool> TryRunAsync(DbSession session)
    {
        _exception = null;
        try
        {
            // Who has given up while it waited is not served any more; what has begun is not cut off.
            cancellationToken.ThrowIfCancellationRequested();
            _result = await work(session, CancellationToken.None).ConfigureAwait(false);
            return true;
        }
#pragma warning disable CA1031 // It is handed to the one who waits.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _exception = e;
            return false;
        }
    }

    public override void Acknowledge()
    {
        if (_exception is null)
        {
            _completion.TrySetResult(_result!);
        }
        else
        {
            _completion.TrySetException(_exception);
        }
    }

    // Its own fault says more than its neighbours', but not more than what is wrong with the database.
    public override void Fail(Exception exception) => _completion.TrySetException(exception is StorageException ? exception : _exception ?? exception);
}
