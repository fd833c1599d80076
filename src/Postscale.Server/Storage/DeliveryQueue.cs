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
    private const string IsDue = "due_at <= {now} AND (leased_until IS NULL OR leased_until <= {now})";

    /// <summary>Whether any webhook is due. A read, so that a service at rest writes nothing.</summary>
    public static async Task<bool> AnyDueAsync(DbSession session, CancellationToken cancellationToken) =>
        await session.ScalarAsync<long>($"SELECT 1 FROM webhooks WHERE {IsDue} LIMIT 1", [], cancellationToken).ConfigureAwait(false) == 1;

    /// <summary>Claims webhooks that are due, those that have waited longest first.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="lease">How long the claim stands unless it is renewed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<List<ClaimedWebhook>> ClaimAsync(DbSession session, int limit, TimeSpan lease, CancellationToken cancellationToken) => session.ListAsync(
        $$"""
        UPDATE webhooks SET leased_until = {now} + @lease, claim = claim + 1
        WHERE seq IN (SELECT seq FROM webhooks WHERE {{IsDue}} ORDER BY due_at LIMIT @limit {skip_locked})
        RETURNING id, account_id, claim
        """,
        [("@lease", Row.Micros(lease)), ("@limit", limit)],
        row => new ClaimedWebhook(Row.Id(row, 0), Row.Id(row, 1), row.GetInt64(2)),
        cancellationToken);

    /// <summary>The oldest delivery that waits; null when there is none, or the claim is lost.</summary>
    /// <param name="session">The session.</param>
    /// <param name="webhook">The webhook.</param>
    /// <param name="patience">How long it may fail.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<NextDelivery?> NextAsync(DbSession session, ClaimedWebhook webhook, TimeSpan patience, CancellationToken cancellationToken) => session.SingleAsync(
        """
        SELECT d.id, w.url, w.secret, CASE WHEN w.previous_until > {now} THEN w.previous_secret END, w.failures, COALESCE(w.failing_since, {now}) <= {now} - @patience,
            e.id, e.type, e.seq, e.environment, e.created_at, e.data
        FROM webhooks w JOIN webhook_deliveries d ON d.webhook_id = w.id AND d.state = 'pending' LEFT JOIN events e ON e.id = d.event_id
        WHERE w.id = @id AND w.claim = @claim AND w.active
        ORDER BY d.event_seq LIMIT 1
        """,
        [.. Which(webhook), ("@patience", Row.Micros(patience))],
        row => new NextDelivery(Row.Id(row, 0), MessageOf(row), row.GetInt64(4), row.GetBoolean(5)),
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
        return await GoOnAsync(session, webhook, lease, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes that a try failed, and lets the webhook go until its next one.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="webhook">The webhook.</param>
    /// <param name="delivery">The delivery.</param>
    /// <param name="attempt">What came of it.</param>
    /// <param name="wait">How long to wait.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task FailedAsync(DbSession session, ClaimedWebhook webhook, Guid delivery, Attempt attempt, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (await session.ExecuteAsync(
            """
            UPDATE webhooks SET failures = failures + 1, failing_since = COALESCE(failing_since, {now}), due_at = CASE WHEN active THEN {now} + @wait END, leased_until = NULL
            WHERE id = @id AND claim = @claim
            """,
            [.. Which(webhook), ("@wait", Row.Micros(wait))],
            cancellationToken).ConfigureAwait(false) > 0)
        {
            await WriteAsync(session, delivery, attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes that a try failed, gives up all that waits and sends to the webhook no more.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="webhook">The webhook.</param>
    /// <param name="delivery">The delivery.</param>
    /// <param name="attempt">What came of it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was done; not, if the claim is lost or its owner has switched it off.</returns>
    public static async Task<bool> DisableAsync(DbSession session, ClaimedWebhook webhook, Guid delivery, Attempt attempt, string reason, CancellationToken cancellationToken)
    {
        if (await session.ExecuteAsync(
            """
            UPDATE webhooks SET failures = failures + 1, failing_since = COALESCE(failing_since, {now}), due_at = NULL, leased_until = NULL, active = @no,
                disabled_at = {now}, disabled_reason = @reason, updated_at = {now}
            WHERE id = @id AND claim = @claim AND active
            """,
            [.. Which(webhook), ("@no", false), ("@reason", reason)],
            cancellationToken).ConfigureAwait(false) == 0)
        {
            return false;
        }

        await WriteAsync(session, delivery, attempt, cancellationToken).ConfigureAwait(false);
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

    private static (string Name, object? Value)[] Which(ClaimedWebhook webhook) => [("@id", Row.Text(webhook.Id)), ("@claim", webhook.Claim)];
}
