using Postscale.Server.Verification;

namespace Postscale.Server.Storage;

/// <summary>The history of a domain's checks, at rest.</summary>
public static class CheckStore
{
    /// <summary>Adds a check and drops what is older than the newest so many.</summary>
    /// <param name="session">The session, in a transaction.</param>
    /// <param name="domainId">The domain.</param>
    /// <param name="check">The check.</param>
    /// <param name="keep">How many to keep; 0 keeps none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task AddAsync(DbSession session, Guid domainId, Check check, int keep, CancellationToken cancellationToken)
    {
        if (keep > 0)
        {
            await session.ExecuteAsync(
                """
                INSERT INTO checks (domain_id, checked_at, verified, records_holding, records_changed, findings)
                VALUES (@domain, @at, @verified, @holding, @changed, @findings)
                """,
                [
                    ("@domain", Row.Text(domainId)), ("@at", Row.Micros(check.CheckedAt)), ("@verified", check.Verified), ("@holding", check.RecordsHolding),
                    ("@changed", check.RecordsChanged), ("@findings", check.Findings),
                ],
                cancellationToken).ConfigureAwait(false);
        }

        await session.ExecuteAsync(
            "DELETE FROM checks WHERE domain_id = @domain AND seq <= (SELECT seq FROM checks WHERE domain_id = @domain ORDER BY seq DESC LIMIT 1 OFFSET @keep)",
            [("@domain", Row.Text(domainId)), ("@keep", keep)],
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A page of a domain's checks, newest first.</summary>
    /// <param name="session">The session.</param>
    /// <param name="domainId">The domain.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="offset">How many to leave out first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<List<Check>> ListAsync(DbSession session, Guid domainId, int limit, long offset, CancellationToken cancellationToken) => session.ListAsync(
        """
        SELECT checked_at, verified, records_holding, records_changed, findings FROM checks
        WHERE domain_id = @domain ORDER BY seq DESC LIMIT @limit OFFSET @offset
        """,
        [("@domain", Row.Text(domainId)), ("@limit", limit), ("@offset", offset)],
        row => new Check(Row.Time(row, 0), row.GetBoolean(1), row.GetInt64(2), row.GetInt64(3), row.GetString(4)),
        cancellationToken);
}
