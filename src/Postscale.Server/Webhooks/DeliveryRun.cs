using System.Text.Json;
using Postscale.Server.Events;
using Postscale.Server.Observability;
using Postscale.Server.Options;
using Postscale.Server.Storage;

namespace Postscale.Server.Webhooks;

/// <summary>Sends a claimed webhook what waits for it, one after the other in the order of the events.</summary>
/// <param name="database">Where deliveries are kept.</param>
/// <param name="sender">What sends.</param>
/// <param name="options">The bounds.</param>
/// <param name="time">The clock.</param>
/// <param name="metrics">Counts tries.</param>
/// <param name="logger">Tells what failed.</param>
internal sealed partial class DeliveryRun(Database database, WebhookSender sender, PostscaleOptions options, TimeProvider time, Metrics metrics, ILogger<DeliveryRun> logger)
{
    /// <summary>What a try may take beyond its own bound before the webhook counts as left behind: a slow disk, a pause of the process.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(15);

    /// <summary>How many deliveries a webhook gets before others that wait have their turn.</summary>
    private const int Turn = 100;

    /// <summary>How long a turn may last; what is under way then still ends. A receiver that takes long over each delivery holds up others no more than one that gets many.</summary>
    private static readonly TimeSpan TurnTime = TimeSpan.FromSeconds(10);

    private readonly long _leastFailures = RetrySchedule.LeastFailures(options.WebhookWaits, options.WebhookPatience);

    /// <summary>How long a claim stands: longer than any try.</summary>
    public TimeSpan Lease => options.WebhookTimeout + Margin;

    /// <summary>The longest claim of any service on the database, whatever its settings.</summary>
    public TimeSpan LongestLease => TimeSpan.FromSeconds(Math.Max(options.WebhookTimeout.TotalSeconds, PostscaleOptions.WebhookTimeoutMost)) + Margin;

    /// <summary>Sends until nothing waits, a try fails, or others have waited long enough.</summary>
    /// <param name="webhook">The webhook.</param>
    /// <param name="stopping">Begins no further try.</param>
    /// <param name="abandon">Cuts a try off.</param>
    public async Task RunAsync(ClaimedWebhook webhook, CancellationToken stopping, CancellationToken abandon)
    {
        try
        {
            var began = time.GetTimestamp();
            for (var i = 0; i < Turn && time.GetElapsedTime(began) < TurnTime && !stopping.IsCancellationRequested; i++)
            {
                var next = await database.ReadAsync((session, token) => DeliveryQueue.NextAsync(session, webhook, options.WebhookPatience, _leastFailures, token), abandon).ConfigureAwait(false);
                if (next is null)
                {
                    break;
                }

                if (!await SendAsync(webhook, next, abandon).ConfigureAwait(false))
                {
                    return;
                }
            }

            await WriteAsync(async (session, token) =>
            {
                await DeliveryQueue.ReleaseAsync(session, webhook, token).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (abandon.IsCancellationRequested)
        {
            // What the receiver has got is not known: it is sent again once the lease has ended.
        }
        catch (Exception e) when (StorageFaults.MayPass(e))
        {
            LogStorage(e, webhook.Id);
        }
    }

    /// <returns>Whether there is a next delivery, and it is ours to send.</returns>
    private async Task<bool> SendAsync(ClaimedWebhook webhook, NextDelivery next, CancellationToken cancellationToken)
    {
        if (next.Message is null)
        {
            return await WriteAsync((session, token) => DeliveryQueue.EventGoneAsync(session, webhook, next.Id, Lease, token)).ConfigureAwait(false);
        }

        var attempt = await sender.SendAsync(next.Message, cancellationToken).ConfigureAwait(false);
        var isLast = !attempt.IsDelivered && (attempt.IsGone || next.IsAtEnd);
        metrics.Attempted(attempt.IsDelivered ? "delivered" : isLast ? "disabled" : "failed", attempt.Duration);
        if (attempt.IsDelivered)
        {
            return await WriteAsync((session, token) => DeliveryQueue.DeliveredAsync(session, webhook, next.Id, attempt, Lease, token)).ConfigureAwait(false);
        }

        LogFailed(webhook.Id, next.Failures + 1, attempt.Error!);
        if (isLast)
        {
            var reason = attempt.IsGone
                ? "it answered with status 410: it is there no more"
                : $"it failed for {options.WebhookPatience.TotalHours:0.#} hours without a break; the last time: {attempt.Error}";
            await DisableAsync(webhook, next, attempt, reason).ConfigureAwait(false);
            return false;
        }

        var wait = RetrySchedule.After(options.WebhookWaits, next.Failures + 1, attempt.RetryAfter, Random.Shared.NextDouble());
        await WriteAsync(async (session, token) =>
        {
            await DeliveryQueue.FailedAsync(session, webhook, next, attempt, wait, token).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        return false;
    }

    private async Task DisableAsync(ClaimedWebhook claimed, NextDelivery delivery, Attempt attempt, string reason)
    {
        var done = await database.WriteAsync(
            WriteScope.Account(claimed.AccountId),
            async (session, token) =>
            {
                if (!await DeliveryQueue.DisableAsync(session, claimed, delivery, attempt, reason, token).ConfigureAwait(false)
                    || await WebhookStore.FindAnyAsync(session, claimed.Id, token).ConfigureAwait(false) is not { } webhook)
                {
                    return false;
                }

                var now = time.GetUtcNow();
                var data = JsonSerializer.Serialize(new WebhookEventJson { Webhook = DisabledWebhookJson.Of(webhook) }, Http.ApiJson.Wire.WebhookEventJson);
                await EventStore.AddAsync(session, webhook.AccountId, webhook.Environment, EventTypes.WebhookDisabled, null, now, data, token).ConfigureAwait(false);
                await WebhookAudit.DisabledAsync(session, webhook, now, token).ConfigureAwait(false);
                return true;
            },
            CancellationToken.None).ConfigureAwait(false);
        if (done)
        {
            LogDisabled(claimed.Id, reason);
        }
    }

    // A result is written even when the service is told to stop: otherwise it would be sent again.
    private Task<bool> WriteAsync(Func<DbSession, CancellationToken, Task<bool>> work) => database.WriteAsync(WriteScope.Rows, work, CancellationToken.None);

    [LoggerMessage(Level = LogLevel.Information, Message = "webhook {Id}: try {Failures} failed: {Error}")]
    private partial void LogFailed(Guid id, long failures, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "webhook {Id} is disabled: {Reason}")]
    private partial void LogDisabled(Guid id, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "webhook {Id}: the database could not be read or written; what waits is sent once the lease has ended")]
    private partial void LogStorage(Exception exception, Guid id);
}
