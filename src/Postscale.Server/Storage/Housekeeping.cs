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
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await database.WriteAsync(WriteScope.Rows, (session, token) => IdempotencyStore.ForgetAsync(session, time.GetUtcNow() - options.IdempotencyLifetime, token), stoppingToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is StorageException or System.Data.Common.DbException)
            {
                LogFailed(e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "old idempotency keys could not be removed; the next try is in ten minutes")]
    private partial void LogFailed(Exception exception);
}
