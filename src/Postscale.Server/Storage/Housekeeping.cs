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
    private const int Piece = 1000;

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await ForgetDeliveriesAsync(stoppingToken).ConfigureAwait(false);
                if (options.AuditLifetime is { } lifetime)
                {
                    await database.WriteAsync(WriteScope.Rows, (session, token) => AuditStore.ForgetAsync(session, time.GetUtcNow() - lifetime, token), stoppingToken).ConfigureAwait(false);
                }

                await database.WriteAsync(WriteScope.Rows, (session, token) => IdempotencyStore.ForgetAsync(session, time.GetUtcNow() - options.IdempotencyLifetime, token), stoppingToken).ConfigureAwait(false);
                await database.WriteAsync(WriteScope.Rows, (session, token) => EventStore.ForgetAsync(session, time.GetUtcNow() - options.EventLifetime, token), stoppingToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is StorageException or System.Data.Common.DbException)
            {
                LogFailed(e);
            }
        }
    }

    private async Task ForgetDeliveriesAsync(CancellationToken cancellationToken)
    {
        // In pieces, so that no writer waits long for what nobody misses.
        var before = time.GetUtcNow() - options.WebhookHistory;
        while (await database.WriteAsync(WriteScope.Rows, (session, token) => DeliveryStore.ForgetAsync(session, before, Piece, token), cancellationToken).ConfigureAwait(false) == Piece)
        {
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "what is kept for a time only could not be removed; the next try is in ten minutes")]
    private partial void LogFailed(Exception exception);
}
