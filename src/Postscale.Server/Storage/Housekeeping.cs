using Microsoft.Extensions.Hosting;
using Postscale.Server.Options;

namespace Postscale.Server.Storage;

/// <summary>Forgets, every ten minutes, what is kept for a time only.</summary>
/// <param name="database">The database.</param>
/// <param name="options">How long things are kept.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells of failures.</param>
internal sealed partial class Housekeeping(Database database, PostscaleOptions options, TimeProvider time, ILogger<Housekeeping> logger) : BackgroundService
{
    /// <summary>How many rows go in one transaction: no writer waits long for what nobody misses, and no statement runs into its bound.</summary>
    internal const int Piece = 1000;

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            await ForgetAsync("webhook deliveries", options.WebhookHistory, DeliveryStore.ForgetAsync, stoppingToken).ConfigureAwait(false);
            await ForgetAsync("audit entries", options.AuditLifetime, AuditStore.ForgetAsync, stoppingToken).ConfigureAwait(false);
            await ForgetAsync("idempotency keys", options.IdempotencyLifetime, IdempotencyStore.ForgetAsync, stoppingToken).ConfigureAwait(false);
            await ForgetAsync("events", options.EventLifetime, EventStore.ForgetAsync, stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task ForgetAsync(
        string what, TimeSpan? lifetime, Func<DbSession, DateTimeOffset, int, CancellationToken, Task<int>> forget, CancellationToken cancellationToken)
    {
        if (lifetime is null)
        {
            return;
        }

        try
        {
            var before = time.GetUtcNow() - lifetime.Value;
            while (await database.WriteAsync(WriteScope.Rows, (session, token) => forget(session, before, Piece, token), cancellationToken).ConfigureAwait(false) == Piece)
            {
            }
        }
#pragma warning disable CA1031 // Whatever it was, it must keep neither the others from being removed nor the service from running.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogFailed(e, what);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{What} that are kept for a time only could not be removed; the next try is in ten minutes")]
    private partial void LogFailed(Exception exception, string what);
}
