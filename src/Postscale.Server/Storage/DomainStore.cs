using System.Data.Common;
using System.Globalization;
using System.Text;
using Postscale.Server.Accounts;
using Postscale.Server.Domains;
using Postscale.Server.Verification;

namespace Postscale.Server.Storage;

/// <summary>Domains at rest. Every statement names the account and environment: nobody sees what is another's.</summary>
public static class DomainStore
{
    private const string Columns =
        """
        d.id, d.account_id, d.environment, d.name, d.type, d.catch_all_enabled, d.active, d.token, d.records_holding, d.verified,
        d.verified_at, d.last_dns_check, d.created_at, d.updated_at, p.id, p.name, p.verified, p.active
        """;

    private const string From = "FROM domains d LEFT JOIN domains p ON p.id = d.primary_id";
    private const string Mine = "d.account_id = @account AND d.environment = @environment";

    /// <summary>The 2-logarithms of the runs of seq that rows of domain_counts count, the long runs first.</summary>
    private static readonly int[] Levels = [14, 7];

    private static readonly string EachLevel = string.Join(" UNION ALL ", Levels.Select(l => $"SELECT {l} AS level"));

    private static readonly string CountStatement =
        $"""
        INSERT INTO domain_counts (account_id, environment, level, run, domains)
        SELECT d.account_id, d.environment, l.level, d.seq >> l.level, @change FROM domains d CROSS JOIN ({EachLevel}) l WHERE d.id = @id
        ON CONFLICT (account_id, environment, level, run) DO UPDATE SET domains = domain_counts.domains + excluded.domains
        """;

    private static readonly string FindById = $"SELECT {Columns} {From} WHERE d.id = @key AND {Mine}";
    private static readonly string FindByName = $"SELECT {Columns} {From} WHERE d.name = @key AND {Mine}";

    /// <summary>Finds a domain of the caller.</summary>
    /// <param name="session">The session.</param>
    /// <param name="caller">Whose.</param>
    /// <param name="key">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<Domain?> FindAsync(DbSession session, Caller caller, DomainKey key, CancellationToken cancellationToken) => session.SingleAsync(
        key.Id is null ? FindByName : FindById,
        [("@key", key.Id is { } id ? Row.Text(id) : key.Name), ("@account", Row.Text(caller.AccountId)), ("@environment", caller.Environment.Name())],
        Map,
        cancellationToken);

    /// <summary>
    /// Reads a domain, what its last check found and its place in the plan, whatever account it belongs to, and keeps all of it from
    /// changing until the transaction ends: another account's transaction may take its name.
    /// </summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="id">The domain.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<KnownDomain?> FindKnownAsync(DbSession session, Guid id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        // Both rows are locked, in an inner join: of a row that is not, PostgreSQL would go on with what it was before the wait for the other.
        return await session.SingleAsync(
            $"SELECT {Columns}, d.findings, {PlanStore.Plan} {From} JOIN check_plan c ON c.domain_id = d.id WHERE d.id = @id {{for_update_planned}}",
            [("@id", Row.Text(id))],
            row => new KnownDomain(Map(row), Row.TextOrNull(row, 18), PlanStore.MapPlan(row, 19)),
            cancellationToken).ConfigureAwait(false)
            ?? await session.SingleAsync(
                $"SELECT {Columns}, d.findings {From} WHERE d.id = @id {{for_update}}",
                [("@id", Row.Text(id))],
                row => new KnownDomain(Map(row), Row.TextOrNull(row, 18), null),
                cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads domains and what their last checks found, whatever accounts they belong to.</summary>
    /// <param name="session">The session.</param>
    /// <param name="ids">The domains; those that are not there are left out.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<List<(Domain Domain, string? Findings)>> FindManyAsync(DbSession session, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => session.ListAsync(
        $"SELECT {Columns}, d.findings {From} WHERE d.id IN ({{each_id}})",
        [("@ids", PlanStore.Ids(ids))],
        row => (Map(row), Row.TextOrNull(row, 18)),
        cancellationToken);

    /// <summary>The row that owns a name in an environment, if any, kept from changing until the transaction ends: it may be another account's.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<Domain?> FindOwnerAsync(DbSession session, KeyEnvironment environment, string name, CancellationToken cancellationToken) => session.SingleAsync(
        $"SELECT {Columns} {From} WHERE d.environment = @environment AND d.name = @name AND d.ownership_verified {{for_update}}",
        [("@environment", environment.Name()), ("@name", name)],
        Map,
        cancellationToken);

    /// <summary>One page of the caller's domains.</summary>
    /// <param name="session">The session.</param>
    /// <param name="caller">Whose.</param>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<List<Domain>> ListAsync(DbSession session, Caller caller, DomainQuery query, CancellationToken cancellationToken)
    {
        var where = new StringBuilder($"{Mine}");
        var offset = query.Offset;
        var parameters = new List<(string, object?)>
        {
            ("@account", Row.Text(caller.AccountId)), ("@environment", caller.Environment.Name()), ("@limit", query.Limit),
        };

        if (query.Contains is { } text)
        {
            where.Append(@" AND d.name LIKE @contains ESCAPE '\'");
            parameters.Add(("@contains", $"%{text.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_")}%"));
        }

        if (query.Type is { } type)
        {
            where.Append(" AND d.type = @type");
            parameters.Add(("@type", type.Name()));
        }

        if (query.Verified is { } verified)
        {
            where.Append(" AND d.verified = @verified");
            parameters.Add(("@verified", verified));
        }

        if (query.IsUnfiltered && query.Sort != DomainSort.Name && offset > 0)
        {
            if (await SkipAsync(session, caller, query, cancellationToken).ConfigureAwait(false) is not { } start)
            {
                return [];
            }

            where.Append(query.Sort == DomainSort.CreatedAt ? " AND d.seq >= @start" : " AND d.seq < @start");
            parameters.Add(("@start", start.Seq));
            offset = start.Offset;
        }

        var order = query.Sort switch
        {
            DomainSort.CreatedAt => "d.seq",
            DomainSort.CreatedAtDescending => "d.seq DESC",
            _ => "d.name",
        };
        parameters.Add(("@offset", offset));

        // The rows of the page are found in the index alone; only those are read whole.
        return await session.ListAsync(
            $"""
            WITH page AS (SELECT d.seq FROM domains d WHERE {where} ORDER BY {order} LIMIT @limit OFFSET @offset)
            SELECT {Columns} FROM page JOIN domains d ON d.seq = page.seq LEFT JOIN domains p ON p.id = d.primary_id ORDER BY {order}
            """,
            [.. parameters],
            Map,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Adds a domain.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was added; not, if the account has one of that name in that environment.</returns>
    public static async Task<bool> TryAddAsync(DbSession session, Domain domain, CancellationToken cancellationToken)
    {
        var added = await session.ExecuteAsync(
            """
            INSERT INTO domains (id, account_id, environment, name, type, catch_all_enabled, active, token, primary_id,
                verified, ownership_verified, records_holding, created_at, updated_at)
            VALUES (@id, @account, @environment, @name, @type, @catch_all, @active, @token, @primary, @no, @no, 0, @now, @now)
            ON CONFLICT (account_id, environment, name) DO NOTHING
            """,
            [
                ("@id", Row.Text(domain.Id)), ("@account", Row.Text(domain.AccountId)), ("@environment", domain.Environment.Name()), ("@name", domain.Name),
                ("@type", domain.Type.Name()), ("@catch_all", domain.CatchAllEnabled), ("@active", domain.Active), ("@token", domain.Token),
                ("@primary", domain.Primary is { } primary ? Row.Text(primary.Id) : null), ("@no", false), ("@now", Row.Micros(domain.CreatedAt)),
            ],
            cancellationToken).ConfigureAwait(false);
        if (added > 0)
        {
            await CountAsync(session, domain.Id, +1, cancellationToken).ConfigureAwait(false);
        }

        return added > 0;
    }

    /// <summary>Writes a domain's settings and state.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="domain">The domain as it shall be.</param>
    /// <param name="ownershipVerified">Whether it owns its name.</param>
    /// <param name="findings">What a check found, as JSON; null leaves what the last one found.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task SaveAsync(DbSession session, Domain domain, bool ownershipVerified, string? findings, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        UPDATE domains SET type = @type, catch_all_enabled = @catch_all, active = @active, primary_id = @primary, verified = @verified,
            ownership_verified = @ownership, records_holding = @holding, verified_at = @verified_at, last_dns_check = @last_dns_check, updated_at = @updated_at,
            findings = COALESCE(@findings, findings)
        WHERE id = @id
        """,
        [
            ("@id", Row.Text(domain.Id)), ("@type", domain.Type.Name()), ("@catch_all", domain.CatchAllEnabled), ("@active", domain.Active),
            ("@primary", domain.Primary is { } primary ? Row.Text(primary.Id) : null), ("@verified", domain.Verified), ("@ownership", ownershipVerified),
            ("@holding", domain.RecordsHolding), ("@verified_at", Row.Micros(domain.VerifiedAt)), ("@last_dns_check", Row.Micros(domain.LastDnsCheck)),
            ("@updated_at", Row.Micros(domain.UpdatedAt)), ("@findings", findings),
        ],
        cancellationToken);

    /// <summary>What the last check found, as JSON; null before the first.</summary>
    /// <param name="session">The session.</param>
    /// <param name="id">The domain.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<string?> FindingsAsync(DbSession session, Guid id, CancellationToken cancellationToken) =>
        session.ScalarAsync<string>("SELECT findings FROM domains WHERE id = @id", [("@id", Row.Text(id))], cancellationToken);

    /// <summary>How many aliases forward to a domain.</summary>
    /// <param name="session">The session.</param>
    /// <param name="id">The domain.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<long> CountAliasesAsync(DbSession session, Guid id, CancellationToken cancellationToken) =>
        session.ScalarAsync<long>("SELECT count(*) FROM domains WHERE primary_id = @id", [("@id", Row.Text(id))], cancellationToken);

    /// <summary>Removes a domain; its aliases stay, without a primary.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="id">The domain.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task DeleteAsync(DbSession session, Guid id, CancellationToken cancellationToken)
    {
        await CountAsync(session, id, -1, cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync("DELETE FROM domains WHERE id = @id", [("@id", Row.Text(id))], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Counts the domains of accounts of which none has been counted: those that were added in great number.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task CountUncountedAsync(DbSession session, CancellationToken cancellationToken)
    {
        // All levels in one statement: after the first of two the accounts would be counted ones.
        await session.ExecuteAsync(
            $"""
            INSERT INTO domain_counts (account_id, environment, level, run, domains)
            SELECT d.account_id, d.environment, l.level, d.seq >> l.level, count(*) FROM domains d CROSS JOIN ({EachLevel}) l
            WHERE NOT EXISTS (SELECT 1 FROM domain_counts c WHERE c.account_id = d.account_id)
            GROUP BY d.account_id, d.environment, l.level, d.seq >> l.level
            """,
            [],
            cancellationToken).ConfigureAwait(false);
    }

    private static Task<int> CountAsync(DbSession session, Guid id, int change, CancellationToken cancellationToken) =>
        session.ExecuteAsync(CountStatement, [("@change", change), ("@id", Row.Text(id))], cancellationToken);

    /// <summary>
    /// Finds where in seq to begin so that few rows are left to skip: first among the long runs, then among the short runs of
    /// the long one. Null when the offset is past the end.
    /// </summary>
    private static async Task<Start?> SkipAsync(DbSession session, Caller caller, DomainQuery query, CancellationToken cancellationToken)
    {
        var descending = query.Sort == DomainSort.CreatedAtDescending;
        var order = descending ? "DESC" : "ASC";
        var (from, to, offset) = (0L, long.MaxValue, query.Offset);
        foreach (var level in Levels)
        {
            var found = await session.SingleAsync(
                $"""
                SELECT run, before FROM (
                    SELECT run, domains, sum(domains) OVER (ORDER BY run {order}) - domains AS before
                    FROM domain_counts
                    WHERE account_id = @account AND environment = @environment AND level = @level AND run >= @from AND run < @to) AS counts
                WHERE before <= @offset AND before + domains > @offset
                """,
                [
                    ("@account", Row.Text(caller.AccountId)), ("@environment", caller.Environment.Name()), ("@level", level),
                    ("@from", from >> level), ("@to", to == long.MaxValue ? to : to >> level), ("@offset", offset),
                ],
                row => new Start(row.GetInt64(0), offset - Convert.ToInt64(row.GetValue(1), CultureInfo.InvariantCulture)),
                cancellationToken).ConfigureAwait(false);
            if (found is null)
            {
                return null;
            }

            (from, to, offset) = (found.Seq << level, (found.Seq + 1) << level, found.Offset);
        }

        return new Start(descending ? to : from, offset);
    }

    private static Domain Map(DbDataReader row) => new()
    {
        Id = Row.Id(row, 0),
        AccountId = Row.Id(row, 1),
        Environment = Row.Environment(row, 2),
        Name = row.GetString(3),
        Type = DomainTypes.TryParse(row.GetString(4), out var type) ? type : throw new StorageException("the database has an unknown domain type"),
        CatchAllEnabled = row.GetBoolean(5),
        Active = row.GetBoolean(6),
        Token = row.GetString(7),
        RecordsHolding = row.GetInt64(8),
        Verified = row.GetBoolean(9),
        VerifiedAt = Row.TimeOrNull(row, 10),
        LastDnsCheck = Row.TimeOrNull(row, 11),
        CreatedAt = Row.Time(row, 12),
        UpdatedAt = Row.Time(row, 13),
        Primary = Row.IdOrNull(row, 14) is { } primary ? new PrimaryDomain(primary, row.GetString(15), row.GetBoolean(16) && row.GetBoolean(17)) : null,
    };

    private sealed record Start(long Seq, long Offset);
}
