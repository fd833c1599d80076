namespace Postscale.Server.Verification;

/// <summary>A check that is under way, for those who come to ask for the same.</summary>
internal sealed class RunningCheck
{
    private readonly TaskCompletionSource<CheckedDomain?> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private CheckAsker? _asker;
    private bool _isSaving;

    /// <summary>Makes one.</summary>
    /// <param name="asker">Who asked for it; null if nobody did and it runs in the background.</param>
    public RunningCheck(CheckAsker? asker) => _asker = asker;

    /// <summary>What it comes to; null if the domain is gone or the check came too late.</summary>
    public Task<CheckedDomain?> Outcome => _outcome.Task;

    /// <summary>Asks for it. Not any more once it is being written as one that nobody asked for, or that spares the domain's state: these have other rules.</summary>
    /// <param name="asker">Who asks. The first who does is the one that the audit log names.</param>
    public bool TryAsk(CheckAsker asker)
    {
        lock (_lock)
        {
            if (!_isSaving)
            {
                _asker = (_asker ?? asker) with { IsAfterPublishing = asker.IsAfterPublishing && _asker is not { IsAfterPublishing: false } };
            }

            return _asker is not null && (asker.IsAfterPublishing || !_asker.IsAfterPublishing);
        }
    }

    /// <summary>It has looked and is about to be written.</summary>
    /// <returns>Who has asked for it, if somebody has.</returns>
    public CheckAsker? BeginSaving()
    {
        lock (_lock)
        {
            _isSaving = true;
            return _asker;
        }
    }

    /// <summary>It has ended.</summary>
    public void End(CheckedDomain? outcome) => _outcome.TrySetResult(outcome);

    /// <summary>It has failed.</summary>
    public void Fail(Exception exception)
    {
        _outcome.TrySetException(exception);
        // Nobody need be waiting for a check in the background; who runs it hears of the fault by itself.
        _ = _outcome.Task.Exception;
    }
}
