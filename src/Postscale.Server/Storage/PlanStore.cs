using System.Data.Common;
using System.Text.Json.Nodes;
using Postscale.Server.Domains;
using Postscale.Server.Verification;

namespace Postscale.Server.Storage;

/// <summary>The plan of checks at rest. All times are the database's own, so that replicas need not agree on theirs.</summary>
public static class PlanStore
{
    /// <summary>The columns that <see cref="MapPlan"/> reads.</summary>
    internal const string Plan = "claim, {now} - pending_since, failures, failing_for, {now} - failed_at";

    /// <summary>Plans the first check of a new domain.</summary>
    /// <param name="session">The session, in the transaction that adds it.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="first">How long until then.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task AddAsync(DbSession session, Domain domain, TimeSpan first, CancellationToken cancellationToken) => session.ExecuteAsync(
        "INSERT INTO check_plan (domain_id, account_id, due_at, pending_since) VALUES (@id, @account, {now} + @first, {now})",
        [("@id", Row.Text(domain.Id)), ("@account", Row.Text(domain.AccountId)), ("@first", Micros(first))],
        cancellationToken);

    /// <summary>Plans those that were added by a program that knew of no plan, spread over some time.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="within">Over how long.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<int> AddMissingAsync(DbSession session, TimeSpan within, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        INSERT INTO check_plan (domain_id, account_id, due_at, pending_since)
        SELECT d.id, d.account_id, {now} + (d.seq * 7919 % 1000) * @within / 1000, d.created_at
        FROM domains d LEFT JOIN check_plan p ON p.domain_id = d.id WHERE p.domain_id IS NULL
        ON CONFLICT (domain_id) DO NOTHING
        """,
        [("@within", Micros(within))],
        cancellationToken);

    /// <summary>Brings back those that a clock which ran ahead has put off beyond the longest time there is.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="longest">The longest time between two checks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<int> BringBackAsync(DbSession session, TimeSpan longest, CancellationToken cancellationToken) =>
        session.ExecuteAsync("UPDATE check_plan SET due_at = {now} WHERE due_at > {now} + @longest", [("@longest", Micros(longest))], cancellationToken);

    /// <summary>Accounts that have something due, in the order of their ids.</summary>
    /// <param name="session">The session.</param>
    /// <param name="after">The account to go on after.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<List<Guid>> AccountsDueAsync(DbSession session, Guid after, int limit, CancellationToken cancellationToken) => session.ListAsync(
        """
        SELECT a.id FROM accounts a
        WHERE a.id > @after AND EXISTS (SELECT 1 FROM check_plan p WHERE p.account_id = a.id AND p.due_at <= {now}) ORDER BY a.id LIMIT @limit
        """,
        [("@after", Row.Text(after)), ("@limit", limit)],
        row => Row.Id(row, 0),
        cancellationToken);

    /// <summary>The statement that takes domains.</summary>
    internal const string ClaimStatement =
        $$"""
        UPDATE check_plan SET due_at = {now} + @lease, claim = claim + 1
        WHERE domain_id IN (SELECT domain_id FROM check_plan WHERE account_id = @account AND due_at <= {now} ORDER BY due_at LIMIT @limit {skip_locked})
        RETURNING domain_id, {{Plan}}
        """;

    /// <summary>Takes some of an account's domains that are due, without reading them.</summary>
    internal static Task<List<(Guid Id, CheckPlan Plan)>> TakeAsync(DbSession session, Guid account, int limit, TimeSpan lease, CancellationToken cancellationToken) => session.ListAsync(
        ClaimStatement,
        [("@account", Row.Text(account)), ("@limit", limit), ("@lease", Micros(lease))],
        row => (Row.Id(row, 0), MapPlan(row, 1)),
        cancellationToken);

    /// <summary>Takes some of an account's domains that are due. Two that take at once take different ones.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="account">The account.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="lease">How long they are ours; then they come due again.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<List<DueDomain>> ClaimAsync(DbSession session, Guid account, int limit, TimeSpan lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        var claimed = await TakeAsync(session, account, limit, lease, cancellationToken).ConfigureAwait(false);
        if (claimed.Count == 0)
        {
            return [];
        }

        var plans = claimed.ToDictionary(c => c.Id, c => c.Plan);
        var domains = await DomainStore.FindManyAsync(session, [.. plans.Keys], cancellationToken).ConfigureAwait(false);
        return [.. domains.Select(d => new DueDomain(d.Domain, d.Findings, plans[d.Domain.Id]))];
    }

    /// <summary>A domain's place in the plan; null if it has none.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="id">The domain.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckPlan?> FindAsync(DbSession session, Guid id, CancellationToken cancellationToken) =>
        session.SingleAsync($$"""SELECT {{Plan}} FROM check_plan WHERE domain_id = @id""", [("@id", Row.Text(id))], row => MapPlan(row, 0), cancellationToken);

    /// <summary>What a look that begins now must find unmoved when it is written: the claims of the domain, and of another account's row that owns its name.</summary>
    /// <param name="session">The session.</param>
    /// <param name="id">The domain.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<CheckFence> FenceAsync(DbSession session, Guid id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        var fences = await session.ListAsync(
            """
            SELECT c.claim, o.id, oc.claim FROM domains d LEFT JOIN check_plan c ON c.domain_id = d.id
            LEFT JOIN domains o ON o.environment = d.environment AND o.name = d.name AND o.ownership_verified AND o.id <> d.id
            LEFT JOIN check_plan oc ON oc.domain_id = o.id WHERE d.id = @id
            """,
            [("@id", Row.Text(id))],
            row => new CheckFence(Claim(row, 0), Row.IdOrNull(row, 1), Claim(row, 2)),
            cancellationToken).ConfigureAwait(false);
        return fences.FirstOrDefault();

        static long? Claim(DbDataReader row, int at) => row.IsDBNull(at) ? null : row.GetInt64(at);
    }

    /// <summary>Plans the next check of a domain that was looked at, or whose settings changed. Who took it before may not write any more.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="id">The domain.</param>
    /// <param name="plan">Its failures.</param>
    /// <param name="next">How long until then; null: it stays due when it is.</param>
    /// <param name="isNewlyPending">Whether it is waited for from now on.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task SaveAsync(DbSession session, Guid id, CheckPlan plan, TimeSpan? next, bool isNewlyPending, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return session.ExecuteAsync(
            """
            UPDATE check_plan SET due_at = COALESCE({now} + @next, due_at), claim = claim + 1, failures = @failures, failing_for = @failing_for,
                failed_at = {now} - @since, pending_since = CASE WHEN @pending THEN {now} ELSE pending_since END
            WHERE domain_id = @id
            """,
            [
                ("@next", next is { } time ? Micros(time) : null), ("@failures", plan.Failures), ("@failing_for", Micros(plan.FailingFor)), ("@since", plan.SinceFailure is { } since ? Micros(since) : null),
                ("@pending", isNewlyPending), ("@id", Row.Text(id)),
            ],
            cancellationToken);
    }

    /// <summary>Plans the next checks of domains that were found as they were. That too moves their claims: what looked before them is older.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="checks">The checks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task SaveUnchangedAsync(DbSession session, IReadOnlyList<UnchangedCheck> checks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        // In the order of ids, so that two such transactions cannot lock each other out. First the domain: its condition is the claim.
        var ordered = checks.OrderBy(c => c.DomainId).ToList();
        await session.ExecuteManyAsync(
            """
            UPDATE domains SET last_dns_check = @now
            WHERE id = @id AND records_holding = @holding AND EXISTS (SELECT 1 FROM check_plan WHERE domain_id = @id AND claim = @claim)
            """,
            [
                .. ordered.Where(c => c.CheckedAt is not null).Select(c => new (string, object?)[]
                {
                    ("@now", Row.Micros(c.CheckedAt)), ("@id", Row.Text(c.DomainId)), ("@holding", c.RecordsHolding), ("@claim", c.Claim),
                }),
            ],
            cancellationToken).ConfigureAwait(false);
        await session.ExecuteManyAsync(
            """
            UPDATE check_plan SET due_at = {now} + @next, claim = claim + 1, failures = CASE WHEN @keeps THEN failures ELSE 0 END,
                failing_for = CASE WHEN @keeps THEN failing_for ELSE 0 END, failed_at = CASE WHEN @keeps THEN failed_at ELSE NULL END
            WHERE domain_id = @id AND claim = @claim
            """,
            [
                .. ordered.Select(c => new (string, object?)[]
                {
                    ("@next", Micros(c.Next)), ("@keeps", c.KeepsFailures), ("@id", Row.Text(c.DomainId)), ("@claim", c.Claim),
                }),
            ],
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives back domains that were taken and not looked at: they are due at once.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="claims">The domains and their claims.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<int> ReleaseAsync(DbSession session, IEnumerable<(Guid Domain, long Claim)> claims, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.ExecuteManyAsync(
            "UPDATE check_plan SET due_at = {now} WHERE domain_id = @id AND claim = @claim",
            [.. claims.OrderBy(c => c.Domain).Select(c => new (string, object?)[] { ("@id", Row.Text(c.Domain)), ("@claim", c.Claim) })],
            cancellationToken);
    }

    /// <summary>How many domains are due, counted up to a bound, and for how long the first of them.</summary>
    /// <param name="session">The session.</param>
    /// <param name="most">The bound.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<(long Due, TimeSpan Behind)> BacklogAsync(DbSession session, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        var due = await session.ScalarAsync<long>(
            "SELECT count(*) FROM (SELECT 1 FROM check_plan WHERE due_at <= {now} LIMIT @most) AS due", [("@most", most)], cancellationToken).ConfigureAwait(false);
        var behind = await session.ScalarAsync<long>("SELECT {now} - min(due_at) FROM check_plan", [], cancellationToken).ConfigureAwait(false);
        return (due, TimeSpan.FromMicroseconds(Math.Max(0, behind)));
    }

    /// <summary>Ids as the JSON that <c>{each_id}</c> takes apart.</summary>
    internal static string Ids(IEnumerable<Guid> ids) => new JsonArray([.. ids.Select(id => JsonValue.Create(Row.Text(id)))]).ToJsonString();

    internal static CheckPlan MapPlan(DbDataReader row, int at) => new(
        row.GetInt64(at), Time(row.GetInt64(at + 1)), row.GetInt32(at + 2), Time(row.GetInt64(at + 3)), row.IsDBNull(at + 4) ? null : Time(row.GetInt64(at + 4)));

    private static TimeSpan Time(long micros) => TimeSpan.FromMicroseconds(micros);

    private static long Micros(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;
}
