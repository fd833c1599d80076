using System.Data.Common;
using Postscale.Server.Accounts;
using Postscale.Server.Auditing;

namespace Postscale.Server.Storage;

/// <summary>The audit log at rest.</summary>
public static class AuditStore
{
    private const string Columns = "u.seq, u.account_id, u.environment, u.at, u.actor, u.key_id, u.key_hint, u.request_id, u.address, u.action, u.object_id, u.object_name, u.changes";

    private const string Which = """
        u.seq < @before
        AND (@action = '' OR u.action = @action OR substr(u.action, 1, length(@action) + 1) = @action || '.')
        AND (@object = '' OR u.object_id = @object OR u.object_name = @object)
        """;

    /// <summary>Adds an entry.</summary>
    /// <param name="session">The transaction of the change.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task AddAsync(DbSession session, AuditEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(entry);
        return session.ExecuteAsync(
            """
            INSERT INTO audit (account_id, environment, at, actor, key_id, key_hint, request_id, address, action, object_id, object_name, changes)
            VALUES (@account, @environment, @at, @actor, @key_id, @key_hint, @request_id, @address, @action, @object_id, @object_name, @changes)
            """,
            [
                ("@account", Row.Text(entry.AccountId)), ("@environment", entry.Environment?.Name()), ("@at", Row.Micros(entry.At)), ("@actor", entry.Actor.Kind.Name()),
                ("@key_id", entry.Actor.KeyId is { } key ? Row.Text(key) : null), ("@key_hint", entry.Actor.KeyHint), ("@request_id", entry.Actor.RequestId), ("@address", entry.Actor.Address),
                ("@action", entry.Action), ("@object_id", entry.ObjectId), ("@object_name", entry.ObjectName), ("@changes", AuditChanges.Write(entry.Changes)),
            ],
            cancellationToken);
    }

    /// <summary>A page of what an environment of an account sees, newest first.</summary>
    /// <param name="session">The session.</param>
    /// <param name="caller">Whose.</param>
    /// <param name="query">Which page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<List<AuditEntry>> ListAsync(DbSession session, Caller caller, AuditQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(query);
        // Each half walks its own run of the index and stops at the limit.
        return session.ListAsync(
            $"""
            SELECT {Columns}, NULL FROM (
                SELECT * FROM (SELECT * FROM audit u WHERE u.account_id = @account AND u.environment = @environment AND {Which} ORDER BY u.seq DESC LIMIT @limit) one
                UNION ALL
                SELECT * FROM (SELECT * FROM audit u WHERE u.account_id = @account AND u.environment IS NULL AND {Which} ORDER BY u.seq DESC LIMIT @limit) both_see
            ) u ORDER BY u.seq DESC LIMIT @limit
            """,
            [("@account", Row.Text(caller.AccountId)), ("@environment", caller.Environment.Name()), .. Parameters(query)],
            Entry,
            cancellationToken);
    }

    /// <summary>A page of what was done to an account or to all, newest first.</summary>
    /// <param name="session">The session.</param>
    /// <param name="account">The account's name; empty: all.</param>
    /// <param name="query">Which page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<List<AuditEntry>> ListOfAllAsync(DbSession session, string account, AuditQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(query);
        return session.ListAsync(
            $"SELECT {Columns}, a.name FROM audit u LEFT JOIN accounts a ON a.id = u.account_id WHERE (@account = '' OR a.name = @account) AND {Which} ORDER BY u.seq DESC LIMIT @limit",
            [("@account", account), .. Parameters(query)],
            Entry,
            cancellationToken);
    }

    /// <summary>Removes entries that are older than they are kept for.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="before">The oldest that stays.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many were removed.</returns>
    public static Task<int> ForgetAsync(DbSession session, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.ExecuteAsync(
            "DELETE FROM audit WHERE seq IN (SELECT seq FROM audit WHERE at < @before ORDER BY at LIMIT @limit {skip_locked})",
            [("@before", Row.Micros(before)), ("@limit", limit)],
            cancellationToken);
    }

    private static (string Name, object? Value)[] Parameters(AuditQuery query) =>
        [("@before", query.After ?? long.MaxValue), ("@action", query.Action), ("@object", query.ObjectKey), ("@limit", query.Limit)];

    private static AuditEntry Entry(DbDataReader row) => new()
    {
        Seq = row.GetInt64(0),
        AccountId = Row.Id(row, 1),
        Environment = row.IsDBNull(2) ? null : Row.Environment(row, 2),
        At = Row.Time(row, 3),
        Actor = new Actor(ActorKindNames.Parse(row.GetString(4)), Row.IdOrNull(row, 5), Row.TextOrNull(row, 6), Row.TextOrNull(row, 7), Row.TextOrNull(row, 8)),
        Action = row.GetString(9),
        ObjectId = row.GetString(10),
        ObjectName = row.GetString(11),
        Changes = AuditChanges.Read(row.GetString(12)),
        AccountName = Row.TextOrNull(row, 13),
    };
}
