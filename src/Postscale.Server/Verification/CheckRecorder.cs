using Postscale.Server.Auditing;
using Postscale.Server.Domains;
using Postscale.Server.Events;
using Postscale.Server.Options;
using Postscale.Server.Records;
using Postscale.Server.Storage;

namespace Postscale.Server.Verification;

/// <summary>Writes what a check found, in one transaction on the row as it is then: state, ownership among accounts, findings, history, events and the next check.</summary>
/// <param name="options">The plan, and how much history to keep.</param>
/// <param name="schedule">When the next check is.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells of names that pass.</param>
public sealed partial class CheckRecorder(PostscaleOptions options, CheckSchedule schedule, TimeProvider time, ILogger<CheckRecorder> logger)
{
    /// <summary>Writes a check.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="id">The domain.</param>
    /// <param name="findings">What the check found.</param>
    /// <param name="claim">The claim it was made under; null when somebody asked for it, who is told the truth at once and gets no grace.</param>
    /// <param name="actor">Who asked for it, or the background.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The outcome; null if the domain is gone, or was checked under a later claim meanwhile.</returns>
    public async Task<CheckedDomain?> SaveAsync(DbSession session, Guid id, IReadOnlyList<Finding> findings, long? claim, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(findings);
        if (await DomainStore.FindKnownAsync(session, id, cancellationToken).ConfigureAwait(false) is not (var current, var before, var plan) || (claim is not null && plan?.Claim != claim))
        {
            return null;
        }

        var now = time.GetUtcNow();
        var owner = await DomainStore.FindOwnerAsync(session, current.Environment, current.Name, cancellationToken).ConfigureAwait(false);
        if (owner is not null && owner.Id != id)
        {
            findings = await ArbitrateAsync(session, owner, findings, now, cancellationToken).ConfigureAwait(false);
        }

        var merged = DomainState.Merge(current, findings, now);
        GraceJson? grace = null;
        var after = plan?.Succeed();
        if (claim is not null && current.Verified && !merged.Verified)
        {
            after = plan!.Fail(options.Recheck);
            if (!after.IsLost(options.Recheck))
            {
                merged = DomainState.MergeInGrace(current, findings, now);
                grace = new GraceJson(after.Failures, options.Recheck.Failures, (long)after.FailingFor.TotalSeconds, (long)options.Recheck.FailingFor.TotalSeconds);
            }
        }
        else if (claim is not null && current.Verified && !AreNeededKnown(findings, current.Type))
        {
            after = plan;
        }

        var stored = StoredFindings.Write(findings);
        await DomainStore.SaveAsync(session, merged, merged.Holds(RecordKinds.Ownership), stored, cancellationToken).ConfigureAwait(false);
        var changes = FindingChanges.Of(current, merged, StoredFindings.Read(before), findings);
        if (Check.Of(current, merged, now, stored, isGraceNews: grace is not null && changes.Count > 0) is { } check)
        {
            await CheckStore.AddAsync(session, id, check, options.CheckHistory, cancellationToken).ConfigureAwait(false);
        }

        if (changes.Count > 0)
        {
            await DomainEvents.AddAsync(
                session, EventTypes.DomainDnsChanged, merged, now, cancellationToken, data => data with { Records = changes, Grace = grace }).ConfigureAwait(false);
        }

        await DomainEvents.AddVerifiedAsync(session, current, merged, now, Summary.Of(merged, findings), cancellationToken).ConfigureAwait(false);
        await DomainAudit.CheckedAsync(session, actor, current, merged, now, cancellationToken).ConfigureAwait(false);
        if (after is not null)
        {
            var isNewlyPending = current.Verified && !merged.Verified;
            var next = schedule.Next(merged.Verified, isNewlyPending ? TimeSpan.Zero : after.PendingFor);
            await PlanStore.SaveAsync(session, id, merged.Verified ? after : after.Succeed(), next, isNewlyPending, cancellationToken).ConfigureAwait(false);
        }

        return new CheckedDomain(merged, findings, now);
    }

    /// <summary>
    /// What is to be written of a background check that found all as it was, so that it can be written with many others; null if it
    /// found anything else.
    /// </summary>
    /// <param name="due">The domain as it was taken.</param>
    /// <param name="findings">What the check found.</param>
    public UnchangedCheck? AsUnchanged(DueDomain due, IReadOnlyList<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(due);
        var merged = DomainState.Merge(due.Domain, findings, time.GetUtcNow());
        if (merged.RecordsHolding != due.Domain.RecordsHolding || merged.Verified != due.Domain.Verified || merged.UpdatedAt != due.Domain.UpdatedAt
            || due.Domain.LastDnsCheck is null || !FindingChanges.IsNone(StoredFindings.Read(due.Findings), findings))
        {
            return null;
        }

        return new UnchangedCheck(
            due.Domain.Id,
            due.Plan.Claim,
            merged.RecordsHolding,
            merged.LastDnsCheck == due.Domain.LastDnsCheck ? null : merged.LastDnsCheck,
            schedule.Next(merged.Verified, due.Plan.PendingFor),
            KeepsFailures: merged.Verified && !AreNeededKnown(findings, merged.Type));
    }

    private static bool AreNeededKnown(IReadOnlyList<Finding> findings, DomainType type) =>
        findings.All(f => f.Verdict != Verdict.Unreadable || !f.Kind.IsRequiredFor(type));

    /// <summary>
    /// Another account owns the name. If its token still stands beside ours, it stays the owner; if the same answer shows ours
    /// and not its, the name passes to us.
    /// </summary>
    private async Task<IReadOnlyList<Finding>> ArbitrateAsync(
        DbSession session, Domain owner, IReadOnlyList<Finding> findings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ownership = findings.Single(f => f.Kind == RecordKinds.Ownership);
        if (ownership.Verdict != Verdict.Holds)
        {
            return findings;
        }

        if (OwnershipRecord.Shows(ownership, owner.Token, options.Platform))
        {
            var held = Finding.Invalid(
                RecordKinds.Ownership,
                $"{owner.Name} is held by another account, whose token still stands in DNS",
                ownership.Found,
                "remove the other verification record first; the name passes to this account at the next check");
            return [.. findings.Select(f => f == ownership ? held : f)];
        }

        var after = DomainState.LoseOwnership(owner, now);
        var kept = StoredFindings.Read(await DomainStore.FindingsAsync(session, owner.Id, cancellationToken).ConfigureAwait(false));
        var lost = StoredFinding.Of(Finding.Invalid(
            RecordKinds.Ownership, $"{owner.Name} has passed to another account, which proved that it controls the domain while this account's token was gone", ownership.Found));
        var stored = StoredFindings.Write(kept.Values.Select(f => f.Kind == lost.Kind ? lost : f).ToList());
        await DomainStore.SaveAsync(session, after, ownershipVerified: false, stored, cancellationToken).ConfigureAwait(false);
        if (Check.Of(owner, after, now, stored) is { } check)
        {
            await CheckStore.AddAsync(session, owner.Id, check, options.CheckHistory, cancellationToken).ConfigureAwait(false);
        }

        await DomainEvents.AddAsync(session, EventTypes.DomainOwnershipLost, after, now, cancellationToken, data => data with { Reason = lost.Error }).ConfigureAwait(false);
        await DomainEvents.AddVerifiedAsync(session, owner, after, now, lost.Error!, cancellationToken).ConfigureAwait(false);
        if (await PlanStore.FindAsync(session, owner.Id, cancellationToken).ConfigureAwait(false) is { } plan)
        {
            await PlanStore.SaveAsync(session, owner.Id, plan.Succeed(), schedule.Next(verified: false, TimeSpan.Zero), isNewlyPending: true, cancellationToken).ConfigureAwait(false);
        }

        // Not who proved it: that is another account's.
        await DomainAudit.CheckedAsync(session, Actor.BackgroundCheck, owner, after, now, cancellationToken).ConfigureAwait(false);
        LogPassed(owner.Name, owner.Id);
        return findings;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Domain}: ownership passed from {Id} to another account that proved it")]
    private partial void LogPassed(string domain, Guid id);
}
