using Microsoft.Extensions.Hosting;
using Postscale.Server.Options;
using Postscale.Server.Storage;

namespace Postscale.Server.Webhooks;

/// <summary>
/// Looks for webhooks that are due, claims as many as it may send to at once, and has each sent what waits for it. Any number of
/// services do this on one database: a claim keeps the others away, and ends by itself if its service dies.
/// </summary>
internal sealed partial class DeliveryLoop(
    Database database, DeliveryRun run, WebhookSignal signal, PostscaleOptions options, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<DeliveryLoop> logger) : BackgroundService
{
    private static readonly TimeSpan UpkeepPeriod = TimeSpan.FromSeconds(15);

    private readonly Dictionary<Task, Guid> _running = [];
    private long? _upkept;
    private bool _isFailing;

    /// <summary>Longer than a webhook is ever put off by.</summary>
    private TimeSpan FarOff => TimeSpan.FromTicks(Math.Max((options.WebhookWaits.Max() * 1.2).Ticks, RetrySchedule.MaxRetryAfter.Ticks));

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
                await UpkeepAsync(stoppingToken).ConfigureAwait(false);
                var claimed = await ClaimAsync(stoppingToken).ConfigureAwait(false);
                _isFailing = false;
                if (!claimed)
                {
                    await signal.WaitAsync(options.WebhookPoll, stoppingToken).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
#pragma warning disable CA1031 // Whatever it was, it must not end all deliveries for good, nor the process with them.
            catch (Exception e)
#pragma warning restore CA1031
            {
                // Told once, not every second of an outage.
                if (!_isFailing)
                {
                    LogFailed(e);
                }

                _isFailing = true;
                await Task.Delay(options.WebhookPoll, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Task.WhenAll(Running()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        async Task<bool> ClaimAsync(CancellationToken cancellationToken)
        {
            var slots = Slots();
            if (slots.Free == 0 || !await database.ReadAsync((session, token) => DeliveryQueue.AnyDueAsync(session, slots, token), cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            var webhooks = await database.WriteAsync(
                WriteScope.Rows, (session, token) => DeliveryQueue.ClaimAsync(session, slots, run.Lease, token), cancellationToken).ConfigureAwait(false);
            foreach (var webhook in webhooks)
            {
                Start(webhook.AccountId, Task.Run(() => run.RunAsync(webhook, told, abandon.Token), CancellationToken.None));
            }

            return webhooks.Count > 0;
        }
    }

    private async Task UpkeepAsync(CancellationToken cancellationToken)
    {
        if (_upkept is { } last && time.GetElapsedTime(last) < UpkeepPeriod)
        {
            return;
        }

        await database.WriteAsync(WriteScope.Rows, (session, token) => DeliveryQueue.BringBackAsync(session, FarOff, run.LongestLease, token), cancellationToken).ConfigureAwait(false);
        _upkept = time.GetTimestamp();
    }

    private Task[] Running()
    {
        lock (_running)
        {
            return [.. _running.Keys];
        }
    }

    private DeliverySlots Slots()
    {
        lock (_running)
        {
            return new DeliverySlots(
                options.WebhookConcurrency - _running.Count, options.WebhookAccountConcurrency, _running.Values.CountBy(account => account).ToDictionary());
        }
    }

    private void Start(Guid account, Task task)
    {
        lock (_running)
        {
            _running.Add(task, account);
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "webhooks that are due could not be looked for; it is tried again until it can be done")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "a delivery ended with a fault; it is made again once its lease has ended")]
    private partial void LogFault(Exception exception);
}
