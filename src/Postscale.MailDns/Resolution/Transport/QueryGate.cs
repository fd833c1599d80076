using System.Diagnostics.CodeAnalysis;

namespace Postscale.MailDns.Resolution.Transport;

/// <summary>Lets so many queries be under way at once: each holds a socket, and those are finite.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The semaphore never makes a wait handle, so there is nothing to dispose of.")]
internal sealed class QueryGate
{
    private readonly SemaphoreSlim _places;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public QueryGate(ResolverOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _places = new SemaphoreSlim(options.MaxConcurrentQueries);
    }

    /// <summary>Waits for a place; false when the time of the look-up is up first.</summary>
    public async ValueTask<bool> EnterAsync(LookupClock clock, CancellationToken cancellationToken)
    {
        if (_places.Wait(0, CancellationToken.None))
        {
            return true;
        }

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

    public void Leave() => _places.Release();
}
