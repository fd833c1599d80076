using Microsoft.Extensions.Hosting;
using Postscale.Server.Options;
using Postscale.Server.Storage;

namespace Postscale.Server.Webhooks;

/// <summary>
/// Looks for webhooks that are due, claims as many as it may send to at once, and has each sent what waits for it. Any number of
/// services do this on one database: a claim keeps the others away, and ends by itself if its service dies.
/// </summary>
internal sealed partial class DeliveryLoop(Database database, DeliveryRun run, WebhookSignal signal, PostscaleOptions options, IHostApplicationLifetime lifetime, ILogger<DeliveryLoop> logger) : BackgroundService
{
    private readonly HashSet<Task> _running = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.WebhookConcurrency == 0)
        {
            return;
        }

        database.DeliveriesMade += signal.Wake;
        using var abandon = new CancellationTokenSource();
        // Tries under way may end as requests may; half of the time is left to write what came of them.
        using var registration = stoppingToken.Register(() => abandon.CancelAfter(options.ShutdownTimeout / 2));
        // No further try begins once the service is told to stop, which is before this loop's own turn to stop comes.
        var told = lifetime.ApplicationStopping;
        while (!told.IsCancellationRequested && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                var claimed = await ClaimAsync(stoppingToken).ConfigureAwait(false);
                if (!claimed)
                {
                    await signal.WaitAsync(options.WebhookPoll, stoppingToken).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e) when (StorageFaults.MayPass(e))
            {
                LogStorage(e);
                await Task.Delay(options.WebhookPoll, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Task.WhenAll(Running()).ConfigureAwait(false);

        async Task<bool> ClaimAsync(CancellationToken cancellationToken)
        {
            var free = options.WebhookConcurrency - Running().Length;
            if (free == 0 || !await database.ReadAsync(DeliveryQueue.AnyDueAsync, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            var webhooks = await database.WriteAsync(
                WriteScope.Rows, (session, token) => DeliveryQueue.ClaimAsync(session, free, run.Lease, token), cancellationToken).ConfigureAwait(false);
            foreach (var webhook in webhooks)
            {
                Start(Task.Run(() => run.RunAsync(webhook, told, abandon.Token), CancellationToken.None));
            }

            return webhooks.Count > 0;
        }
    }

    private Task[] Running()
    {
        lock (_running)
        {
            return [.. _running];
        }
    }

    private void Start(Task task)
    {
        lock (_running)
        {
            _running.Add(task);
        }

        _ = task.ContinueWith(
            ended =>
            {
                lock (_running)
                {
                    _running.Remove(ended);
                }

                if (ended.Exception is { } fault)
                {
                    LogFault(fault);
                }

                // There is room for another.
                signal.Wake();
            },
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "webhooks that are due could not be looked for")]
    private partial void LogStorage(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "a delivery ended with a fault; it is made again once its lease has ended")]
    private partial void LogFault(Exception exception);
}
