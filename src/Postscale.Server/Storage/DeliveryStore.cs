using System.Data.Common;
using System.Text;
using Postscale.Server.Accounts;
using Postscale.Server.Events;
using Postscale.Server.Webhooks;

namespace Postscale.Server.Storage;

/// <summary>Deliveries at rest, as events make them and as their owners see them. What sends them is in <see cref="DeliveryQueue"/>.</summary>
public static class DeliveryStore
{
    private const string Columns =
        """
        id, webhook_id, event_id, event_seq, event_type, state, attempts, last_attempt_at, last_status, last_error, answer, duration_ms, delivered_at, created_at
        """;

    private const string Mine = "account_id = @account AND environment = @environment";

    /// <summary>Makes an event's deliveries: one for each webhook that wants it.</summary>
    /// <param name="session">The session, in the transaction of the event.</param>
    /// <param name="account">Whose event it is.</param>
    /// <param name="added">The event.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task AddAsync(DbSession session, Guid account, RecordedEvent added, CancellationToken cancellationToken)
    {
        // The row of each webhook is written in any case, so that one who just now finds nothing more to send there waits for this
        // transaction or comes before it. A webhook that failed keeps its time of the next try.
        var webhooks = await session.ListAsync(
            """
            UPDATE webhooks SET due_at = COALESCE(due_at, {now})
            WHERE account_id = @account AND environment = @environment AND active AND (event_types = '' OR event_types LIKE @type)
            RETURNING id
            """,
            [("@account", Row.Text(account)), ("@environment", added.Environment.Name()), ("@type", $"% {added.Type} %")],
            row => row.GetString(0),
            cancellationToken).ConfigureAwait(false);
        if (webhooks.Count == 0)
        {
            return;
        }

        session.MadeDeliveries = true;
        await session.ExecuteManyAsync(
            """
            INSERT INTO webhook_deliveries (id, webhook_id, account_id, environment, event_id, event_seq, event_type, state, attempts, created_at)
            VALUES (@id, @webhook, @account, @environment, @event, @seq, @type, 'pending', 0, @now)
            """,
            [
                .. webhooks.Select(webhook => new (string, object?)[]
                {
                    ("@id", Row.Text(Guid.CreateVersion7(added.CreatedAt))), ("@webhook", webhook), ("@account", Row.Text(account)), ("@environment", added.Environment.Name()),
                    ("@event", Row.Text(added.Id)), ("@seq", added.Sequence), ("@type", added.Type), ("@now", Row.Micros(added.CreatedAt)),
                }),
            ],
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds a delivery of the caller.</summary>
    /// <param name="session">The session.</param>
    /// <param name="caller">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<Delivery?> FindAsync(DbSession session, Caller caller, Guid id, CancellationToken cancellationToken) => session.SingleAsync(
        $"SELECT {Columns} FROM webhook_deliveries WHERE id = @id AND {Mine}",
        [("@id", Row.Text(id)), ("@account", Row.Text(caller.AccountId)), ("@environment", caller.Environment.Name())],
        Map,
        cancellationToken);

    /// <summary>One page of the caller's deliveries, newest first.</summary>
    /// <param name="session">The session.</param>
    /// <param name="caller">Whose.</param>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<List<Delivery>> ListAsync(DbSession session, Caller caller, DeliveryQuery query, CancellationToken cancellationToken)
    {
        var where = new StringBuilder(Mine);
        var parameters = new List<(string, object?)>
        {
            ("@account", Row.Text(caller.AccountId)), ("@environment", caller.Environment.Name()), ("@limit", query.Limit), ("@offset", query.Offset),
        };
        if (query.WebhookId is { } webhook)
        {
            where.Append(" AND webhook_id = @webhook");
            parameters.Add(("@webhook", Row.Text(webhook)));
        }

        if (query.State is { } state)
        {
            where.Append(" AND state = @state");
            parameters.Add(("@state", state.Name()));
        }

        if (query.EventType is { } type)
        {
            where.Append(" AND event_type = @type");
            parameters.Add(("@type", type));
        }

        return session.ListAsync($"SELECT {Columns} FROM webhook_deliveries WHERE {where} ORDER BY seq DESC LIMIT @limit OFFSET @offset", [.. parameters], Map, cancellationToken);
    }

    /// <summary>Puts a delivery back among those to send, and its webhook's turn to now.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="delivery">The delivery.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether its event is still kept.</returns>
    public static async Task<bool> RetryAsync(DbSession session, Delivery delivery, CancellationToken cancellationToken)
    {
        var isKept = await session.ExecuteAsync(
            """
            UPDATE webhook_deliveries SET state = 'pending', delivered_at = NULL
            WHERE id = @id AND EXISTS (SELECT 1 FROM events WHERE events.id = webhook_deliveries.event_id)
            """,
            [("@id", Row.Text(delivery.Id))],
            cancellationToken).ConfigureAwait(false) > 0;
        return isKept && await session.ExecuteAsync($"UPDATE webhooks SET due_at = {DeliveryQueue.Anew} WHERE id = @id", [("@id", Row.Text(delivery.WebhookId))], cancellationToken).ConfigureAwait(false) > 0;
    }

    /// <summary>Ends all that waits to be sent to a webhook.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="webhook">The webhook.</param>
    /// <param name="state">How it ends.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<int> EndPendingAsync(DbSession session, Guid webhook, DeliveryState state, CancellationToken cancellationToken) => session.ExecuteAsync(
        "UPDATE webhook_deliveries SET state = @state WHERE webhook_id = @webhook AND state = 'pending'",
        [("@state", state.Name()), ("@webhook", Row.Text(webhook))],
        cancellationToken);

    /// <summary>Removes deliveries that have ended and are older than they are kept for.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="before">The oldest that stays.</param>
    /// <param name="limit">How many at most, so that no transaction is long.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many were removed.</returns>
    public static Task<int> ForgetAsync(DbSession session, DateTimeOffset before, int limit, CancellationToken cancellationToken) => session.ExecuteAsync(
        "DELETE FROM webhook_deliveries WHERE seq IN (SELECT seq FROM webhook_deliveries WHERE created_at < @before AND state <> 'pending' LIMIT @limit)",
        [("@before", Row.Micros(before)), ("@limit", limit)],
        cancellationToken);

    private static Delivery Map(DbDataReader row) => new()
    {
        Id = Row.Id(row, 0),
        WebhookId = Row.Id(row, 1),
        EventId = Row.Id(row, 2),
        Sequence = row.GetInt64(3),
        EventType = row.GetString(4),
        State = DeliveryStates.TryParse(row.GetString(5), out var state) ? state : throw new StorageException("the database has an unknown state of a delivery"),
        Attempts = row.GetInt64(6),
        LastAttemptAt = Row.TimeOrNull(row, 7),
        LastStatus = row.IsDBNull(8) ? null : (int)row.GetInt64(8),
        LastError = Row.TextOrNull(row, 9),
        Answer = Row.TextOrNull(row, 10),
        Duration = row.IsDBNull(11) ? null : TimeSpan.FromMilliseconds(row.GetInt64(11)),
        DeliveredAt = Row.TimeOrNull(row, 12),
        CreatedAt = Row.Time(row, 13),
    };
}
