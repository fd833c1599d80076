using Postscale.MailDns.Resolution;
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
    /// <summary>Writes a check, unless something was written since it began to look: what it saw may then be the older.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="id">The domain.</param>
    /// <param name="findings">What the check found.</param>
    /// <param name="fence">What stood in the plan before it looked.</param>
    /// <param name="asker">Who asked for it, who gets no grace unless it only shows what publishing came to; null if it ran in the background.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<RecordedCheck> SaveAsync(DbSession session, Guid id, IReadOnlyList<Finding> findings, CheckFence fence, CheckAsker? asker, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(findings);
        if (await DomainStore.FindKnownAsync(session, id, cancellationToken).ConfigureAwait(false) is not (var current, var before, var plan))
        {
            return new RecordedCheck(null);
        }

        var known = StoredFindings.Read(before);
        var now = time.GetUtcNow();
        if (plan?.Claim != fence.Claim)
        {
            return await OvertakenAsync().ConfigureAwait(false);
        }

        var ownership = findings.Single(f => f.Kind == RecordKinds.Ownership);
        if (ownership.Verdict == Verdict.Holds
            && await DomainStore.FindOwnerAsync(session, current.Environment, current.Name, cancellationToken).ConfigureAwait(false) is { } owner && owner.Id != id)
        {
            if (OwnershipRecord.Shows(ownership, owner.Token, options.Platform))
            {
                findings = [.. findings.Select(f => f == ownership ? Held(owner, ownership) : f)];
            }
            else
            {
                // An answer from before the owner's own last check takes nothing from it.
                var theirs = await PlanStore.FindAsync(session, owner.Id, cancellationToken).ConfigureAwait(false);
                if ((owner.Id, theirs?.Claim) != (fence.OwnerId, fence.OwnerClaim))
                {
                    return await OvertakenAsync().ConfigureAwait(false);
                }

                await PassAsync(session, owner, theirs, ownership, now, cancellationToken).ConfigureAwait(false);
            }
        }

        var merged = DomainState.Merge(current, findings, now);
        GraceJson? grace = null;
        var after = plan?.Succeed();
        var isFailing = current.Verified && !merged.Verified;
        var isSpared = isFailing && asker is { IsAfterPublishing: true };
        if (isSpared)
        {
            // DNS may not show yet what was published. That takes nothing away, and gives nothing: it neither counts nor puts off the look that does.
            after = plan;
            merged = DomainState.MergeInGrace(current, findings, now);
            grace = GraceOf(plan);
        }
        else if (isFailing && asker is null)
        {
            after = plan!.Fail(options.Recheck);
            if (!after.IsLost(options.Recheck))
            {
                merged = DomainState.MergeInGrace(current, findings, now);
                grace = GraceOf(after);
            }
        }
        else if (current.Verified && !AreNeededKnown(findings, current.Type))
        {
            // Whoever asked: what could not be read neither counts nor begins the count anew.
            after = plan;
        }

        var stored = StoredFindings.Write(findings, known);
        await DomainStore.SaveAsync(session, merged, merged.Holds(RecordKinds.Ownership), stored, cancellationToken).ConfigureAwait(false);
        var changes = FindingChanges.Of(current, merged, known, findings);
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
        await DomainAudit.CheckedAsync(session, asker?.Actor ?? Actor.BackgroundCheck, current, merged, now, cancellationToken).ConfigureAwait(false);
        await PlanAsync(session, merged, merged.Verified ? after : after?.Succeed(), isNewlyPending: current.Verified && !merged.Verified, cancellationToken, isPutOff: !isSpared).ConfigureAwait(false);
        return new RecordedCheck(new CheckedDomain(merged, findings, now));

        async Task<RecordedCheck> OvertakenAsync() => new(
            new CheckedDomain(current, StoredFindings.Restore(known, DnsName.Parse(current.Name)), current.LastDnsCheck ?? now),
            await PlanStore.FenceAsync(session, id, cancellationToken).ConfigureAwait(false));
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

    private GraceJson GraceOf(CheckPlan? plan) => new(
        plan?.Failures ?? 0, options.Recheck.Failures, (long)(plan?.FailingFor ?? TimeSpan.Zero).TotalSeconds, (long)options.Recheck.FailingFor.TotalSeconds);

    private static bool AreNeededKnown(IReadOnlyList<Finding> findings, DomainType type) =>
        findings.All(f => f.Verdict != Verdict.Unreadable || !f.Kind.IsRequiredFor(type));

    private static Finding Held(Domain owner, Finding ownership) => Finding.Invalid(
        RecordKinds.Ownership,
        $"{owner.Name} is held by another account, whose token still stands in DNS",
        ownership.Found,
        "remove the other verification record first; the name passes to this account at the next check");

    /// <summary>Plans the next check. All that is written moves the domain's claim, also where it had no place in the plan.</summary>
    private Task PlanAsync(DbSession session, Domain domain, CheckPlan? plan, bool isNewlyPending, CancellationToken cancellationToken, bool isPutOff = true)
    {
        var next = schedule.Next(domain.Verified, isNewlyPending || plan is null ? TimeSpan.Zero : plan.PendingFor);
        return plan is null
            ? PlanStore.AddAsync(session, domain, next, cancellationToken)
            : PlanStore.SaveAsync(session, domain.Id, plan, isPutOff ? next : null, isNewlyPending, cancellationToken);
    }

    /// <summary>The name of another account's domain passes to the one whose token alone stands in the answer.</summary>
    private async Task PassAsync(DbSession session, Domain owner, CheckPlan? plan, Finding ownership, DateTimeOffset now, CancellationToken cancellationToken)
    {
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
        await PlanAsync(session, after, plan?.Succeed(), isNewlyPending: true, cancellationToken).ConfigureAwait(false);

        // Not who proved it: that is another account's.
        await DomainAudit.CheckedAsync(session, Actor.BackgroundCheck, owner, after, now, cancellationToken).ConfigureAwait(false);
        LogPassed(owner.Name, owner.Id);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Domain}: ownership passed from {Id} to another account that proved it")]
    private partial void LogPassed(string domain, Guid id);
}
