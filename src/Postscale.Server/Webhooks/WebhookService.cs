using Postscale.Server.Accounts;
using Postscale.Server.Auditing;
using Postscale.Server.Domains;
using Postscale.Server.Events;
using Postscale.Server.Options;
using Postscale.Server.Storage;

namespace Postscale.Server.Webhooks;

/// <summary>Makes, changes and removes webhooks; each in one transaction.</summary>
/// <param name="database">Where they are kept.</param>
/// <param name="ids">Makes ids.</param>
/// <param name="sender">Sends tests, and knows where URLs lead.</param>
/// <param name="signal">Woken when something has become due.</param>
/// <param name="options">The bounds.</param>
/// <param name="time">The clock.</param>
internal sealed class WebhookService(Database database, DomainIds ids, WebhookSender sender, WebhookSignal signal, PostscaleOptions options, TimeProvider time)
{
    /// <summary>How long a request waits to hear from DNS where its URL leads.</summary>
    private static readonly TimeSpan LookPatience = TimeSpan.FromSeconds(3);

    /// <summary>Runs within the transaction of a change once it has been made.</summary>
    public delegate Task Also(DbSession session, Webhook webhook, WebhookSecret secret, CancellationToken cancellationToken);

    /// <summary>
    /// What is wrong with where a URL leads just now; null when nothing is, or DNS does not say. Only for its owner to hear of it
    /// early: what counts is where it leads at each delivery.
    /// </summary>
    public async Task<string?> ProblemOfAsync(Uri url, CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(LookPatience);
        try
        {
            var target = await sender.FindTargetAsync(url, bound.Token).ConfigureAwait(false);
            return target.IsRefused ? target.Problem : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public Task<Webhook?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken) =>
        database.ReadAsync((session, token) => WebhookStore.FindAsync(session, caller, id, token), cancellationToken);

    public Task<List<Webhook>> ListAsync(Caller caller, int limit, long offset, CancellationToken cancellationToken) =>
        database.ReadAsync((session, token) => WebhookStore.ListAsync(session, caller, limit, offset, token), cancellationToken);

    public Task<WebhookResult> CreateAsync(Caller caller, WebhookChange request, Also? also, CancellationToken cancellationToken) => database.WriteAsync(
        WriteScope.Account(caller.AccountId),
        async (session, token) =>
        {
            if (await WebhookStore.CountAsync(session, caller, token).ConfigureAwait(false) >= options.WebhookMax)
            {
                return new WebhookResult(WebhookOutcome.TooMany, Problem: $"this account has {options.WebhookMax} webhooks already, which is the most; remove one that is not needed");
            }

            var now = time.GetUtcNow();
            var secret = WebhookSecret.New();
            var webhook = new Webhook
            {
                Id = ids.Next(),
                AccountId = caller.AccountId,
                Environment = caller.Environment,
                Url = request.Url!,
                Description = request.Description ?? "",
                EventTypes = request.EventTypes ?? [],
                Active = request.Active ?? true,
                CreatedAt = now,
                UpdatedAt = now,
            };
            await WebhookStore.AddAsync(session, webhook, secret, token).ConfigureAwait(false);
            await WebhookAudit.CreatedAsync(session, Actor.Of(caller), webhook, token).ConfigureAwait(false);
            if (also is not null)
            {
                await also(session, webhook, secret, token).ConfigureAwait(false);
            }

            return new WebhookResult(WebhookOutcome.Done, webhook, secret);
        },
        cancellationToken);

    public async Task<WebhookResult> UpdateAsync(Caller caller, Guid id, WebhookChange change, CancellationToken cancellationToken)
    {
        var result = await database.WriteAsync(
            WriteScope.Account(caller.AccountId),
            async (session, token) =>
            {
                if (await WebhookStore.FindAsync(session, caller, id, token).ConfigureAwait(false) is not { } current)
                {
                    return WebhookResult.NotFound;
                }

                if (change.IsEmpty)
                {
                    return new WebhookResult(WebhookOutcome.Done, current);
                }

                var active = change.Active ?? current.Active;
                var changed = current with
                {
                    Url = change.Url ?? current.Url,
                    Description = change.Description ?? current.Description,
                    EventTypes = change.EventTypes ?? current.EventTypes,
                    Active = active,
                    DisabledAt = active ? null : current.DisabledAt,
                    DisabledReason = active ? null : current.DisabledReason,
                    UpdatedAt = time.GetUtcNow(),
                };
                // Another receiver, or one that its owner says is back, is not made to wait for what the former one did.
                var afresh = changed.Url != current.Url || (active && !current.Active);
                await WebhookStore.SaveAsync(session, changed, afresh, token).ConfigureAwait(false);
                await WebhookAudit.UpdatedAsync(session, Actor.Of(caller), current, changed, token).ConfigureAwait(false);
                return new WebhookResult(WebhookOutcome.Done, await WebhookStore.FindAsync(session, caller, id, token).ConfigureAwait(false));
            },
            cancellationToken).ConfigureAwait(false);
        signal.Wake();
        return result;
    }

    public Task<bool> DeleteAsync(Caller caller, Guid id, CancellationToken cancellationToken) => database.WriteAsync(
        WriteScope.Account(caller.AccountId),
        async (session, token) =>
        {
            if (await WebhookStore.FindAsync(session, caller, id, token).ConfigureAwait(false) is not { } webhook)
            {
                return false;
            }

            await WebhookStore.DeleteAsync(session, caller, id, token).ConfigureAwait(false);
            await WebhookAudit.DeletedAsync(session, Actor.Of(caller), webhook, time.GetUtcNow(), token).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    public Task<WebhookResult> RotateAsync(Caller caller, Guid id, TimeSpan overlap, Also? also, CancellationToken cancellationToken) => database.WriteAsync(
        WriteScope.Account(caller.AccountId),
        async (session, token) =>
        {
            if (await WebhookStore.FindAsync(session, caller, id, token).ConfigureAwait(false) is null)
            {
                return WebhookResult.NotFound;
            }

            var secret = WebhookSecret.New();
            await WebhookStore.RotateAsync(session, id, secret, overlap, time.GetUtcNow(), token).ConfigureAwait(false);
            var webhook = (await WebhookStore.FindAsync(session, caller, id, token).ConfigureAwait(false))!;
            await WebhookAudit.RotatedAsync(session, Actor.Of(caller), webhook, token).ConfigureAwait(false);
            if (also is not null)
            {
                await also(session, webhook, secret, token).ConfigureAwait(false);
            }

            return new WebhookResult(WebhookOutcome.Done, webhook, secret);
        },
        cancellationToken);

    /// <summary>Sends an event that happened nowhere, now, and tells what came of it. Also to a webhook that is not active.</summary>
    /// <returns>The message's id and what came of it; null when there is no such webhook.</returns>
    public async Task<(Guid Id, Attempt Attempt)?> TestAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        if (await FindAsync(caller, id, cancellationToken).ConfigureAwait(false) is not { } webhook)
        {
            return null;
        }

        var secrets = await database.ReadAsync((session, token) => WebhookStore.SecretsAsync(session, id, token), cancellationToken).ConfigureAwait(false);
        var eventId = ids.Next();
        var body = WebhookBody.Of(new RecordedEvent(0, eventId, WebhookEvents.Test, webhook.Environment, time.GetUtcNow(), $$"""{"webhook_id":"{{webhook.Id:D}}"}"""));
        return (eventId, await sender.SendAsync(new WebhookMessage(webhook.Url, secrets, eventId.ToString("D"), body), cancellationToken).ConfigureAwait(false));
    }

    public Task<Delivery?> FindDeliveryAsync(Caller caller, Guid id, CancellationToken cancellationToken) =>
        database.ReadAsync((session, token) => DeliveryStore.FindAsync(session, caller, id, token), cancellationToken);

    public Task<List<Delivery>> ListDeliveriesAsync(Caller caller, DeliveryQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync((session, token) => DeliveryStore.ListAsync(session, caller, query, token), cancellationToken);

    /// <summary>Sends a delivery again: it becomes its webhook's next if it is the oldest that waits, and its webhook is due now.</summary>
    public async Task<(WebhookOutcome Outcome, Delivery? Delivery)> RetryAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        var result = await database.WriteAsync(
            WriteScope.Account(caller.AccountId),
            async (session, token) =>
            {
                if (await DeliveryStore.FindAsync(session, caller, id, token).ConfigureAwait(false) is not { } delivery)
                {
                    return (WebhookOutcome.NotFound, null);
                }

                if (await WebhookStore.FindAnyAsync(session, delivery.WebhookId, token).ConfigureAwait(false) is not { Active: true })
                {
                    return (WebhookOutcome.Inactive, null);
                }

                return await DeliveryStore.RetryAsync(session, delivery, token).ConfigureAwait(false)
                    ? (WebhookOutcome.Done, await DeliveryStore.FindAsync(session, caller, id, token).ConfigureAwait(false))
                    : (WebhookOutcome.EventGone, (Delivery?)null);
            },
            cancellationToken).ConfigureAwait(false);
        signal.Wake();
        return result;
    }
}
