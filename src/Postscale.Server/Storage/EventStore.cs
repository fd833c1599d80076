using System.Data.Common;
using Postscale.Server.Accounts;
using Postscale.Server.Events;

namespace Postscale.Server.Storage;

/// <summary>Events at rest.</summary>
public static class EventStore
{
    private const string Mine = "account_id = @account AND environment = @environment";

    /// <summary>By way of the account's few webhooks, since deliveries are found by webhook and number.</summary>
    private const string IsNotWaitedFor =
        """
        NOT EXISTS (
            SELECT 1 FROM webhooks w JOIN webhook_deliveries d ON d.webhook_id = w.id AND d.event_seq = events.seq AND d.state = 'pending'
            WHERE w.account_id = events.account_id AND w.environment = events.environment)
        """;

    /// <summary>Adds an event under the account's next number.</summary>
    /// <param name="session">The session, in the transaction of what happened.</param>
    /// <param name="account">Whom it happened to.</param>
    /// <param name="environment">In which environment.</param>
    /// <param name="type">One of <see cref="EventTypes"/>.</param>
    /// <param name="domain">The domain it happened to, if to one.</param>
    /// <param name="now">When.</param>
    /// <param name="data">What there is to say of it, as JSON.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<RecordedEvent> AddAsync(
        DbSession session, Guid account, KeyEnvironment environment, string type, Guid? domain, DateTimeOffset now, string data, CancellationToken cancellationToken)
    {
        var sequence = await session.ScalarAsync<long>(
            """
            INSERT INTO event_counters (account_id, environment, last_seq) VALUES (@account, @environment, 1)
            ON CONFLICT (account_id, environment) DO UPDATE SET last_seq = event_counters.last_seq + 1 RETURNING last_seq
            """,
            [("@account", Row.Text(account)), ("@environment", environment.Name())],
            cancellationToken).ConfigureAwait(false);
        var added = new RecordedEvent(sequence, Guid.CreateVersion7(now), type, environment, now, data);
        await session.ExecuteAsync(
            """
            INSERT INTO events (account_id, environment, seq, id, type, domain_id, created_at, data)
            VALUES (@account, @environment, @seq, @id, @type, @domain, @now, @data)
            """,
            [
                ("@account", Row.Text(account)), ("@environment", environment.Name()), ("@seq", sequence), ("@id", Row.Text(added.Id)), ("@type", type),
                ("@domain", domain is { } id ? Row.Text(id) : null), ("@now", Row.Micros(now)), ("@data", data),
            ],
            cancellationToken).ConfigureAwait(false);
        await DeliveryStore.AddAsync(session, account, added, cancellationToken).ConfigureAwait(false);
        return added;
    }

    /// <summary>The events after a number, in order.</summary>
    /// <param name="session">The session.</param>
    /// <param name="caller">Whose.</param>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<EventPage> ListAsync(DbSession session, Caller caller, EventQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        (string, object?)[] mine = [("@account", Row.Text(caller.AccountId)), ("@environment", caller.Environment.Name())];

        // First the bounds, so that an event that comes in between is in neither: what is read afterwards reaches to the newest at least.
        var oldest = await BoundAsync(session, "min", mine, cancellationToken).ConfigureAwait(false);
        var newest = await BoundAsync(session, "max", mine, cancellationToken).ConfigureAwait(false);
        var events = await session.ListAsync(
            $"""
            SELECT seq, id, type, environment, created_at, data FROM events
            WHERE {Mine} AND seq > @after AND seq <= @newest{(query.Type is null ? "" : " AND type = @type")} ORDER BY seq LIMIT @limit
            """,
            [.. mine, ("@after", query.After), ("@newest", newest ?? 0), ("@limit", query.Limit + 1), .. query.Type is { } type ? new (string, object?)[] { ("@type", type) } : []],
            Map,
            cancellationToken).ConfigureAwait(false);
        var hasMore = events.Count > query.Limit;
        return new EventPage(hasMore ? events[..query.Limit] : events, hasMore, oldest, newest);
    }

    /// <summary>Removes events that are older than they are kept for, but for those that still wait to be delivered to a webhook.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="before">The oldest that stays.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many were removed.</returns>
    public static Task<int> ForgetAsync(DbSession session, DateTimeOffset before, int limit, CancellationToken cancellationToken) => session.ExecuteAsync(
        $"DELETE FROM events WHERE id IN (SELECT id FROM events WHERE created_at < @before AND {IsNotWaitedFor} ORDER BY created_at LIMIT @limit {{skip_locked}})",
        [("@before", Row.Micros(before)), ("@limit", limit)],
        cancellationToken);

    private static async Task<long?> BoundAsync(DbSession session, string which, (string, object?)[] mine, CancellationToken cancellationToken) =>
        await session.ScalarAsync<long>($"SELECT {which}(seq) FROM events WHERE {Mine}", mine, cancellationToken).ConfigureAwait(false) is > 0 and var number ? number : null;

    private static RecordedEvent Map(DbDataReader row) => new(row.GetInt64(0), Row.Id(row, 1), row.GetString(2), Row.Environment(row, 3), Row.Time(row, 4), row.GetString(5));
}
