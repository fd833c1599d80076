using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Postscale.Server.Storage;

namespace Postscale.Server.Accounts;

/// <summary>
/// Notes when keys are used, to the hour: a key is written at most once an hour, and all that are due within a minute are written
/// together.
/// </summary>
/// <param name="store">Where keys are kept.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells of failures.</param>
public sealed partial class KeyUses(KeyStore store, TimeProvider time, ILogger<KeyUses> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _due = new();
    private bool _isFailing;

    /// <summary>Notes that a key is used now.</summary>
    /// <param name="key">The key, with when it was used before.</param>
    public void Note(KnownKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var hour = new DateTimeOffset(time.GetUtcNow().UtcTicks / TimeSpan.TicksPerHour * TimeSpan.TicksPerHour, TimeSpan.Zero);
        if (!(key.LastUsedAt >= hour))
        {
            _due[key.Caller.KeyId] = hour;
        }
    }

    /// <summary>Writes what was noted.</summary>
    /// <param name="cancellationToken">Gives up; what was noted is kept for the next time.</param>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var due = _due.ToArray();
        if (due.Length == 0)
        {
            return;
        }

        await store.UsedAsync(due, cancellationToken).ConfigureAwait(false);
        foreach (var use in due)
        {
            // Only what was written: the key may have been used in a new hour meanwhile.
            _due.TryRemove(use);
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await TryWriteAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Requests that had to be cut off have used up the time for stopping: the hour of a last use is lost, and the stop is none the worse.
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            await TryWriteAsync(stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task TryWriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(cancellationToken).ConfigureAwait(false);
            _isFailing = false;
        }
#pragma warning disable CA1031 // Whatever it was, it must not end the process.
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            // Told once, not every minute of an outage.
            if (!_isFailing)
            {
                LogFailed(e);
            }

            _isFailing = true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "the last use of keys could not be written; it is tried again every minute")]
    private partial void LogFailed(Exception exception);
}
