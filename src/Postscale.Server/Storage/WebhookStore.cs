using System.Data.Common;
using Postscale.Server.Accounts;
using Postscale.Server.Webhooks;

namespace Postscale.Server.Storage;

/// <summary>Webhooks at rest, as their owners see and change them.</summary>
public static class WebhookStore
{
    private const string Columns =
        """
        id, account_id, environment, url, description, event_types, active, disabled_at, disabled_reason, failures, failing_since, due_at,
        CASE WHEN previous_until > {now} THEN previous_until END, created_at, updated_at
        """;

    private const string Mine = "account_id = @account AND environment = @environment";

    /// <summary>How many webhooks the caller has.</summary>
    /// <param name="session">The session.</param>
    /// <param name="caller">Whose.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<long> CountAsync(DbSession session, Caller caller, CancellationToken cancellationToken) =>
        session.ScalarAsync<long>($"SELECT count(*) FROM webhooks WHERE {Mine}", Whose(caller), cancellationToken);

    /// <summary>Finds a webhook of the caller.</summary>
    /// <param name="session">The session.</param>
    /// <param name="caller">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<Webhook?> FindAsync(DbSession session, Caller caller, Guid id, CancellationToken cancellationToken) =>
        session.SingleAsync($"SELECT {Columns} FROM webhooks WHERE id = @id AND {Mine}", [("@id", Row.Text(id)), .. Whose(caller)], Map, cancellationToken);

    /// <summary>Reads a webhook whatever account it belongs to.</summary>
    /// <param name="session">The session.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<Webhook?> FindAnyAsync(DbSession session, Guid id, CancellationToken cancellationToken) =>
        session.SingleAsync($"SELECT {Columns} FROM webhooks WHERE id = @id", [("@id", Row.Text(id))], Map, cancellationToken);

    /// <summary>One page of the caller's webhooks, in order of creation.</summary>
    /// <param name="session">The session.</param>
    /// <param name="caller">Whose.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="offset">How many to leave out first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<List<Webhook>> ListAsync(DbSession session, Caller caller, int limit, long offset, CancellationToken cancellationToken) => session.ListAsync(
        $"SELECT {Columns} FROM webhooks WHERE {Mine} ORDER BY seq LIMIT @limit OFFSET @offset",
        [.. Whose(caller), ("@limit", limit), ("@offset", offset)],
        Map,
        cancellationToken);

    /// <summary>Adds a webhook.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="webhook">The webhook.</param>
    /// <param name="secret">What its deliveries are signed with.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task AddAsync(DbSession session, Webhook webhook, WebhookSecret secret, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        INSERT INTO webhooks (id, account_id, environment, url, description, event_types, secret, active, failures, claim, created_at, updated_at)
        VALUES (@id, @account, @environment, @url, @description, @types, @secret, @active, 0, 0, @now, @now)
        """,
        [
            ("@id", Row.Text(webhook.Id)), ("@account", Row.Text(webhook.AccountId)), ("@environment", webhook.Environment.Name()), ("@url", webhook.Url.AbsoluteUri),
            ("@description", webhook.Description), ("@types", TypesText(webhook.EventTypes)), ("@secret", secret.Text), ("@active", webhook.Active),
            ("@now", Row.Micros(webhook.CreatedAt)),
        ],
        cancellationToken);

    /// <summary>Writes a webhook's settings.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="webhook">The webhook as it shall be.</param>
    /// <param name="afresh">Whether its failures are forgotten, and what waits is sent at once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task SaveAsync(DbSession session, Webhook webhook, bool afresh, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            """
            UPDATE webhooks SET url = @url, description = @description, event_types = @types, active = @active, disabled_at = @disabled_at, disabled_reason = @reason,
                updated_at = @now
            WHERE id = @id
            """,
            [
                ("@id", Row.Text(webhook.Id)), ("@url", webhook.Url.AbsoluteUri), ("@description", webhook.Description), ("@types", TypesText(webhook.EventTypes)),
                ("@active", webhook.Active), ("@disabled_at", Row.Micros(webhook.DisabledAt)), ("@reason", webhook.DisabledReason), ("@now", Row.Micros(webhook.UpdatedAt)),
            ],
            cancellationToken).ConfigureAwait(false);
        if (!webhook.Active)
        {
            await session.ExecuteAsync("UPDATE webhooks SET due_at = NULL WHERE id = @id", [("@id", Row.Text(webhook.Id))], cancellationToken).ConfigureAwait(false);
            await DeliveryStore.EndPendingAsync(session, webhook.Id, DeliveryState.Skipped, cancellationToken).ConfigureAwait(false);
        }
        else if (afresh)
        {
            // The claim of a try under way stands, so that nothing overtakes it; what it comes to does not count.
            await session.ExecuteAsync(
                $$"""
                UPDATE webhooks SET failures = 0, failing_since = NULL,
                    due_at = CASE WHEN EXISTS (SELECT 1 FROM webhook_deliveries WHERE webhook_id = @id AND state = 'pending') THEN {{DeliveryQueue.Anew}} END
                WHERE id = @id
                """,
                [("@id", Row.Text(webhook.Id))],
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Puts a new secret in the place of the one in force, which signs beside it for a while.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="id">The webhook.</param>
    /// <param name="secret">The new secret.</param>
    /// <param name="overlap">For how long; zero ends the former secret at once.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task RotateAsync(DbSession session, Guid id, WebhookSecret secret, TimeSpan overlap, DateTimeOffset now, CancellationToken cancellationToken) => session.ExecuteAsync(
        "UPDATE webhooks SET previous_secret = secret, previous_until = {now} + @overlap, secret = @secret, updated_at = @now WHERE id = @id",
        [("@id", Row.Text(id)), ("@secret", secret.Text), ("@overlap", Row.Micros(overlap)), ("@now", Row.Micros(now))],
        cancellationToken);

    /// <summary>The secrets in force: the present one first.</summary>
    /// <param name="session">The session.</param>
    /// <param name="id">The webhook.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<WebhookSecret>> SecretsAsync(DbSession session, Guid id, CancellationToken cancellationToken) =>
        await session.SingleAsync(
            "SELECT secret, CASE WHEN previous_until > {now} THEN previous_secret END FROM webhooks WHERE id = @id",
            [("@id", Row.Text(id))],
            row => ReadSecrets(row.GetString(0), Row.TextOrNull(row, 1)),
            cancellationToken).ConfigureAwait(false) ?? [];

    /// <summary>Removes a webhook with its deliveries.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="caller">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether there was one.</returns>
    public static async Task<bool> DeleteAsync(DbSession session, Caller caller, Guid id, CancellationToken cancellationToken) =>
        await session.ExecuteAsync($"DELETE FROM webhooks WHERE id = @id AND {Mine}", [("@id", Row.Text(id)), .. Whose(caller)], cancellationToken).ConfigureAwait(false) > 0;

    /// <summary>Reads stored secrets.</summary>
    internal static IReadOnlyList<WebhookSecret> ReadSecrets(params string?[] texts) =>
        [.. texts.OfType<string>().Select(t => WebhookSecret.TryParse(t, out var secret) ? secret : throw new StorageException("the database has a webhook secret that is none"))];

    private static string TypesText(IReadOnlyList<string> types) => types.Count == 0 ? "" : $" {string.Join(' ', types)} ";

    private static (string Name, object? Value)[] Whose(Caller caller) => [("@account", Row.Text(caller.AccountId)), ("@environment", caller.Environment.Name())];

    private static Webhook Map(DbDataReader row) => new()
    {
        Id = Row.Id(row, 0),
        AccountId = Row.Id(row, 1),
        Environment = Row.Environment(row, 2),
        Url = new Uri(row.GetString(3)),
        Description = row.GetString(4),
        EventTypes = row.GetString(5).Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Active = row.GetBoolean(6),
        DisabledAt = Row.TimeOrNull(row, 7),
        DisabledReason = Row.TextOrNull(row, 8),
        Failures = row.GetInt64(9),
        FailingSince = Row.TimeOrNull(row, 10),
        DueAt = Row.TimeOrNull(row, 11),
        PreviousSecretUntil = Row.TimeOrNull(row, 12),
        CreatedAt = Row.Time(row, 13),
        UpdatedAt = Row.Time(row, 14),
    };
}
