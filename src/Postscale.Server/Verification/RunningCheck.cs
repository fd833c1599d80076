namespace Postscale.Server.Verification;

/// <summary>A check that is under way, for those who come to ask for the same.</summary>
internal sealed class RunningCheck
{
    private readonly TaskCompletionSource<CheckedDomain?> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private bool _isAsked;
    private bool _isSaving;

    /// <summary>Makes one.</summary>
    /// <param name="isAsked">Whether somebody asked for it; otherwise it runs in the background.</param>
    public RunningCheck(bool isAsked) => _isAsked = isAsked;

    /// <summary>What it comes to; null if the domain is gone or the check came too late.</summary>
    public Task<CheckedDomain?> Outcome => _outcome.Task;

    /// <summary>Asks for it. Not any more once it is being written as one that nobody asked for: that has other rules.</summary>
    public bool TryAsk()
    {
        lock (_lock)
        {
            _isAsked |= !_isSaving;
            return _isAsked;
        }
    }

    /// <summary>It has looked and is about to be written.</summary>
    /// <returns>Whether somebody has asked for it.</returns>
    public bool BeginSaving()
    {
        lock (_lock)
        {
            _isSaving = true;
            return _isAsked;
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
