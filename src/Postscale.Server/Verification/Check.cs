using Postscale.Server.Domains;

namespace Postscale.Server.Verification;

/// <summary>A check that changed something, as it is kept.</summary>
/// <param name="CheckedAt">When.</param>
/// <param name="Verified">Whether the domain was verified after it.</param>
/// <param name="RecordsHolding">The records that held after it, one bit each.</param>
/// <param name="RecordsChanged">The records that began or ceased to hold, one bit each.</param>
/// <param name="Findings">What it found, as <see cref="StoredFindings"/> writes it.</param>
public sealed record Check(DateTimeOffset CheckedAt, bool Verified, long RecordsHolding, long RecordsChanged, string Findings)
{
    /// <summary>The check to keep; null if it changed nothing. The first that completed counts as a change.</summary>
    /// <param name="before">The domain before the check.</param>
    /// <param name="after">The domain after it.</param>
    /// <param name="now">The time of the check.</param>
    /// <param name="findings">What it found.</param>
    /// <param name="isGraceNews">Whether it found records otherwise that are held to hold for a time.</param>
    public static Check? Of(Domain before, Domain after, DateTimeOffset now, string findings, bool isGraceNews = false)
    {
        var changed = before.RecordsHolding ^ after.RecordsHolding;
        var first = before.LastDnsCheck is null && after.LastDnsCheck is not null;
        return changed != 0 || first || isGraceNews || before.Verified != after.Verified
            ? new Check(now, after.Verified, after.RecordsHolding, changed, findings)
            : null;
    }
}
