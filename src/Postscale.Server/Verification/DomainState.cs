using Postscale.Server.Domains;
using Postscale.Server.Records;

namespace Postscale.Server.Verification;

/// <summary>How findings change what is known of a domain. Pure: no clock, no storage, no DNS.</summary>
public static class DomainState
{
    /// <summary>
    /// Merges findings into the last known state. A definite finding decides its record; an unreadable one leaves the record
    /// as it was, so that a failure of DNS is never taken for absence.
    /// </summary>
    /// <param name="domain">The last known state.</param>
    /// <param name="findings">What the check found, one for each kind.</param>
    /// <param name="now">The time of the check.</param>
    public static Domain Merge(Domain domain, IReadOnlyList<Finding> findings, DateTimeOffset now) => Merge(domain, findings, now, kept: 0);

    /// <summary>
    /// Merges findings of which some say that a verified domain's records are gone, and does not believe that yet: what its type
    /// needs goes on holding.
    /// </summary>
    /// <param name="domain">The last known state.</param>
    /// <param name="findings">What the check found, one for each kind.</param>
    /// <param name="now">The time of the check.</param>
    public static Domain MergeInGrace(Domain domain, IReadOnlyList<Finding> findings, DateTimeOffset now) => Merge(
        domain, findings, now, domain.RecordsHolding & RecordKinds.All.Where(k => k.IsRequiredFor(domain.Type)).Aggregate(0L, (bits, kind) => bits | kind.Bit));

    private static Domain Merge(Domain domain, IReadOnlyList<Finding> findings, DateTimeOffset now, long kept)
    {
        var holding = domain.RecordsHolding;
        foreach (var finding in findings)
        {
            holding = finding.Verdict switch
            {
                Verdict.Holds => holding | finding.Kind.Bit,
                Verdict.Unreadable => holding,
                _ => holding & ~finding.Kind.Bit,
            };
        }

        holding |= kept;

        // A check that read nothing at all completed nothing.
        var completed = findings.Any(f => f.Verdict != Verdict.Unreadable);
        return Derive(domain with { RecordsHolding = holding, LastDnsCheck = completed ? now : domain.LastDnsCheck }, domain, now);
    }

    /// <summary>Applies settings; a new type re-derives <c>verified</c> from the records that hold.</summary>
    /// <param name="domain">The domain as it is.</param>
    /// <param name="changed">The domain with its new settings.</param>
    /// <param name="now">The time of the change.</param>
    public static Domain Apply(Domain domain, Domain changed, DateTimeOffset now) => Derive(changed, domain, now);

    /// <summary>Takes the name away from a domain: another account has proved that it is the owner now.</summary>
    /// <param name="domain">The loser.</param>
    /// <param name="now">The time of the change.</param>
    public static Domain LoseOwnership(Domain domain, DateTimeOffset now) =>
        Derive(domain with { RecordsHolding = domain.RecordsHolding & ~RecordKinds.Ownership.Bit }, domain, now);

    private static Domain Derive(Domain changed, Domain before, DateTimeOffset now)
    {
        var verified = RecordKinds.AreEnoughFor(changed.RecordsHolding, changed.Type);
        var derived = changed with
        {
            Verified = verified,
            VerifiedAt = !verified ? null : before.Verified ? before.VerifiedAt : now,
        };
        // The time of the last look is no change: it moves with every check.
        return derived with { LastDnsCheck = null } == before with { LastDnsCheck = null } ? derived : derived with { UpdatedAt = now };
    }
}
