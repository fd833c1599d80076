using System.Data.Common;
using Postscale.Server.Events;
using Postscale.Server.Webhooks;

namespace Postscale.Server.Storage;

/// <summary>
/// Deliveries as what sends them sees them: a webhook is claimed for a time, its oldest delivery is sent, and the result is
/// written if the claim still stands. All times are the database's, so that replicas need not agree on theirs.
/// </summary>
internal static class DeliveryQueue
{
    private const string IsDue = "due_at <= {now} AND (leased_until IS NULL OR leased_until <= {now}) AND account_id NOT IN ({each_id})";

    /// <summary>Now, and never the time that a try under way has read: a clock may stand still for a while.</summary>
    public const string Anew = "CASE WHEN due_at = {now} THEN {now} - 1 ELSE {now} END";

    /// <summary>The claim stands, and nobody has made the webhook due anew since the try began.</summary>
    private const string IsAsItWas = "id = @id AND claim = @claim AND active AND due_at = @due";

    /// <summary>Whether any webhook is due that there is room for. A read, so that a service at rest writes nothing.</summary>
    /// <param name="session">The session.</param>
    /// <param name="slots">The room.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<bool> AnyDueAsync(DbSession session, DeliverySlots slots, CancellationToken cancellationToken) =>
        await session.ScalarAsync<long>($"SELECT 1 FROM webhooks WHERE {IsDue} LIMIT 1", [("@ids", PlanStore.Ids(slots.FullAccounts))], cancellationToken).ConfigureAwait(false) == 1;

    /// <summary>Claims webhooks that are due, those that have waited longest first, and of no account more than its share.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="slots">The room.</param>
    /// <param name="lease">How long the claims stand unless they are renewed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<List<ClaimedWebhook>> ClaimAsync(DbSession session, DeliverySlots slots, TimeSpan lease, CancellationToken cancellationToken)
    {
        var chosen = new HashSet<Guid>();
        var taken = new Dictionary<Guid, int>(slots.Taken);
        for (var isMore = true; isMore && chosen.Count < slots.Free;)
        {
            // Those of accounts that have their share are left out, so that a round that is full of others fills the share of at least one of these.
            var found = await session.ListAsync(
                $"SELECT id, account_id FROM webhooks WHERE {IsDue} ORDER BY due_at LIMIT @limit {{skip_locked}}",
                [("@ids", PlanStore.Ids((slots with { Taken = taken }).FullAccounts)), ("@limit", slots.Free)],
                row => (Id: Row.Id(row, 0), Account: Row.Id(row, 1)),
                cancellationToken).ConfigureAwait(false);
            isMore = found.Count == slots.Free;
            foreach (var (id, account) in found)
            {
                if (chosen.Count < slots.Free && taken.GetValueOrDefault(account) < slots.Share && chosen.Add(id))
                {
                    taken[account] = taken.GetValueOrDefault(account) + 1;
                }
            }
        }

        return chosen.Count == 0
            ? []
            : await session.ListAsync(
                "UPDATE webhooks SET leased_until = {now} + @lease, claim = claim + 1 WHERE id IN ({each_id}) RETURNING id, account_id, claim",
                [("@lease", Row.Micros(lease)), ("@ids", PlanStore.Ids(chosen))],
                row => new ClaimedWebhook(Row.Id(row, 0), Row.Id(row, 1), row.GetInt64(2)),
                cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Puts right what a clock that ran ahead has left: nothing waits, is claimed or has failed from beyond what there can be.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="longest">The longest wait between two tries.</param>
    /// <param name="lease">The longest lease that any service takes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<int> BringBackAsync(DbSession session, TimeSpan longest, TimeSpan lease, CancellationToken cancellationToken)
    {
        var due = await session.ExecuteAsync("UPDATE webhooks SET due_at = {now} WHERE due_at > {now} + @longest", [("@longest", Row.Micros(longest))], cancellationToken).ConfigureAwait(false);
        // A lease is cut to its length and not ended: whoever has it may be sending.
        var leased = await session.ExecuteAsync(
            "UPDATE webhooks SET leased_until = {now} + @lease WHERE leased_until > {now} + @lease", [("@lease", Row.Micros(lease))], cancellationToken).ConfigureAwait(false);
        return due + leased + await session.ExecuteAsync("UPDATE webhooks SET failing_since = {now} WHERE failing_since > {now}", [], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The oldest delivery that waits; null when there is none, or the claim is lost.</summary>
    /// <param name="session">The session.</param>
    /// <param name="webhook">The webhook.</param>
    /// <param name="patience">How long it may fail.</param>
    /// <param name="least">How many tries must have failed meanwhile, so that neither a clock that was set ahead nor a service that was down counts as failing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<NextDelivery?> NextAsync(DbSession session, ClaimedWebhook webhook, TimeSpan patience, long least, CancellationToken cancellationToken) => session.SingleAsync(
        """
        SELECT d.id, w.url, w.secret, CASE WHEN w.previous_until > {now} THEN w.previous_secret END, w.failures,
            COALESCE(w.failing_since, {now}) <= {now} - @patience AND w.failures + 1 >= @least, e.id, e.type, e.seq, e.environment, e.created_at, e.data, w.due_at
        FROM webhooks w JOIN webhook_deliveries d ON d.webhook_id = w.id AND d.state = 'pending' LEFT JOIN events e ON e.id = d.event_id
        WHERE w.id = @id AND w.claim = @claim AND w.active
        ORDER BY d.event_seq LIMIT 1
        """,
        [.. Which(webhook), ("@patience", Row.Micros(patience)), ("@least", least)],
        row => new NextDelivery(Row.Id(row, 0), MessageOf(row), row.GetInt64(4), row.GetBoolean(5), row.IsDBNull(12) ? null : row.GetInt64(12)),
        cancellationToken);

    /// <summary>Writes that a delivery has been received, and takes the webhook for its next one.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="webhook">The webhook.</param>
    /// <param name="delivery">The delivery.</param>
    /// <param name="attempt">What came of it.</param>
    /// <param name="lease">How long the claim stands from now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether there is a next one and it is ours.</returns>
    public static async Task<bool> DeliveredAsync(DbSession session, ClaimedWebhook webhook, Guid delivery, Attempt attempt, TimeSpan lease, CancellationToken cancellationToken)
    {
        if (await session.ExecuteAsync(
            "UPDATE webhooks SET failures = 0, failing_since = NULL, due_at = NULL, leased_until = NULL WHERE id = @id AND claim = @claim",
            Which(webhook),
            cancellationToken).ConfigureAwait(false) == 0)
        {
            return false;
        }

        await WriteAsync(session, delivery, attempt, cancellationToken).ConfigureAwait(false);
        return await GoOnAsync(session, webhook, lease, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends a delivery whose event is kept no more, and takes the webhook for its next one.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="webhook">The webhook.</param>
    /// <param name="delivery">The delivery.</param>
    /// <param name="lease">How long the claim stands from now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether there is a next one and it is ours.</returns>
    public static async Task<bool> EventGoneAsync(DbSession session, ClaimedWebhook webhook, Guid delivery, TimeSpan lease, CancellationToken cancellationToken)
    {
        if (await session.ExecuteAsync("UPDATE webhooks SET due_at = NULL, leased_until = NULL WHERE id = @id AND claim = @claim", Which(webhook), cancellationToken).ConfigureAwait(false) == 0)
        {
            return false;
        }

        await session.ExecuteAsync(
            "UPDATE webhook_deliveries SET state = 'failed', last_error = 'the event is kept no more' WHERE id = @id", [("@id", Row.Text(delivery))], cancellationToken).ConfigureAwait(false);
        if (await GoOnAsync(session, webhook, lease, cancellationToken).ConfigureAwait(false))
        {
            return true;
        }

        // Nothing is tried any more, so it does not fail either: what comes next begins anew.
        await session.ExecuteAsync("UPDATE webhooks SET failures = 0, failing_since = NULL WHERE id = @id AND claim = @claim AND active", Which(webhook), cancellationToken).ConfigureAwait(false);
        return false;
    }

    /// <summary>Writes that a try failed, and lets the webhook go until its next one: that is now, if its owner made it due while the try was under way.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="webhook">The webhook.</param>
    /// <param name="delivery">The delivery.</param>
    /// <param name="attempt">What came of it.</param>
    /// <param name="wait">How long to wait.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task FailedAsync(DbSession session, ClaimedWebhook webhook, NextDelivery delivery, Attempt attempt, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (await session.ExecuteAsync(
            $$"""
            UPDATE webhooks SET failures = failures + 1, failing_since = COALESCE(failing_since, {now}), due_at = {now} + @wait, leased_until = NULL WHERE {{IsAsItWas}}
            """,
            [.. Which(webhook, delivery), ("@wait", Row.Micros(wait))],
            cancellationToken).ConfigureAwait(false) > 0)
        {
            await WriteAsync(session, delivery.Id, attempt, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await OvertakenAsync(session, webhook, delivery, attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes that a try failed, gives up all that waits and sends to the webhook no more.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="webhook">The webhook.</param>
    /// <param name="delivery">The delivery.</param>
    /// <param name="attempt">What came of it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was done; not, if the claim is lost, or if its owner has switched it off or made it due while the try was under way.</returns>
    public static async Task<bool> DisableAsync(DbSession session, ClaimedWebhook webhook, NextDelivery delivery, Attempt attempt, string reason, CancellationToken cancellationToken)
    {
        if (await session.ExecuteAsync(
            $$"""
            UPDATE webhooks SET failures = failures + 1, failing_since = COALESCE(failing_since, {now}), due_at = NULL, leased_until = NULL, active = @no,
                disabled_at = {now}, disabled_reason = @reason, updated_at = {now}
            WHERE {{IsAsItWas}}
            """,
            [.. Which(webhook, delivery), ("@no", false), ("@reason", reason)],
            cancellationToken).ConfigureAwait(false) == 0)
        {
            await OvertakenAsync(session, webhook, delivery, attempt, cancellationToken).ConfigureAwait(false);
            return false;
        }

        await WriteAsync(session, delivery.Id, attempt, cancellationToken).ConfigureAwait(false);
        await DeliveryStore.EndPendingAsync(session, webhook.Id, DeliveryState.Failed, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Lets a webhook go: with what waits due now, behind all that has waited longer.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="webhook">The webhook.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task ReleaseAsync(DbSession session, ClaimedWebhook webhook, CancellationToken cancellationToken)
    {
        if (await session.ExecuteAsync("UPDATE webhooks SET due_at = NULL, leased_until = NULL WHERE id = @id AND claim = @claim", Which(webhook), cancellationToken).ConfigureAwait(false) > 0
            && await GoOnAsync(session, webhook, TimeSpan.Zero, cancellationToken).ConfigureAwait(false))
        {
            await session.ExecuteAsync("UPDATE webhooks SET leased_until = NULL WHERE id = @id AND claim = @claim", Which(webhook), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Takes the webhook on if more waits. A statement of its own: by now the row is locked, and so it sees the deliveries of
    /// every event that came before, also those committed since the last statement began.
    /// </summary>
    private static async Task<bool> GoOnAsync(DbSession session, ClaimedWebhook webhook, TimeSpan lease, CancellationToken cancellationToken) => await session.ExecuteAsync(
        """
        UPDATE webhooks SET due_at = {now}, leased_until = {now} + @lease
        WHERE id = @id AND claim = @claim AND active AND EXISTS (SELECT 1 FROM webhook_deliveries WHERE webhook_id = @id AND state = 'pending')
        """,
        [.. Which(webhook), ("@lease", Row.Micros(lease))],
        cancellationToken).ConfigureAwait(false) > 0;

    /// <summary>Lets a webhook go as its owner has put it meanwhile: the failed try was of what it was before.</summary>
    private static async Task OvertakenAsync(DbSession session, ClaimedWebhook webhook, NextDelivery delivery, Attempt attempt, CancellationToken cancellationToken)
    {
        if (await session.ExecuteAsync("UPDATE webhooks SET leased_until = NULL WHERE id = @id AND claim = @claim", Which(webhook), cancellationToken).ConfigureAwait(false) > 0)
        {
            await WriteAsync(session, delivery.Id, attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    private static Task<int> WriteAsync(DbSession session, Guid delivery, Attempt attempt, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        UPDATE webhook_deliveries SET state = CASE WHEN @delivered THEN 'delivered' ELSE state END, delivered_at = CASE WHEN @delivered THEN {now} END, attempts = attempts + 1,
            last_attempt_at = {now}, last_status = @status, last_error = @error, answer = @answer, duration_ms = @duration
        WHERE id = @id
        """,
        [
            ("@id", Row.Text(delivery)), ("@delivered", attempt.IsDelivered), ("@status", (long?)attempt.Status), ("@error", attempt.Error), ("@answer", attempt.Excerpt),
            ("@duration", (long)attempt.Duration.TotalMilliseconds),
        ],
        cancellationToken);

    private static WebhookMessage? MessageOf(DbDataReader row) => row.IsDBNull(6)
        ? null
        : new WebhookMessage(
            new Uri(row.GetString(1)),
            WebhookStore.ReadSecrets(row.GetString(2), Row.TextOrNull(row, 3)),
            row.GetString(6),
            WebhookBody.Of(new RecordedEvent(row.GetInt64(8), Row.Id(row, 6), row.GetString(7), Row.Environment(row, 9), Row.Time(row, 10), row.GetString(11))));

    private static (string Name, object? Value)[] Which(ClaimedWebhook webhook, NextDelivery delivery) => [.. Which(webhook), ("@due", delivery.DueAt)];

    private static (string Name, object? Value)[] Which(ClaimedWebhook webhook) => [("@id", Row.Text(webhook.Id)), ("@claim", webhook.Claim)];
}
