namespace Postscale.Server.Webhooks;

/// <summary>Tells this process's delivery that there may be something new, so that it need not wait for its next look.</summary>
public sealed class WebhookSignal : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);

    /// <summary>Says so. To be called after the commit.</summary>
    public void Wake()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // It has been said, and not heard yet.
        }
    }

    /// <summary>Ends when it is said, or when the time is over.</summary>
    /// <param name="patience">The time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task WaitAsync(TimeSpan patience, CancellationToken cancellationToken) => _signal.WaitAsync(patience, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _signal.Dispose();
}
