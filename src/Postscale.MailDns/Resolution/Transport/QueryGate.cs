using System.Diagnostics.CodeAnalysis;

namespace Postscale.MailDns.Resolution.Transport;

/// <summary>Lets so many queries be under way at once.</summary>
/// <param name="bound">How many.</param>
[SuppressMessage("Reliability", "CA1001", Justification = "The semaphore never makes a wait handle, so there is nothing to dispose of.")]
internal sealed class QueryGate(int bound)
{
    private readonly SemaphoreSlim _places = new(bound);

    /// <summary>Waits for a place; false when the time of the look-up is up first.</summary>
    public ValueTask<bool> EnterAsync(LookupClock clock, CancellationToken cancellationToken) =>
        _places.Wait(0, CancellationToken.None) ? ValueTask.FromResult(true) : WaitAsync(clock, cancellationToken);

    public void Leave() => _places.Release();

    private async ValueTask<bool> WaitAsync(LookupClock clock, CancellationToken cancellationToken)
    {
        using var deadline = clock.Wait(clock.Remaining, cancellationToken);
        try
        {
            await _places.WaitAsync(deadline.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }
}
