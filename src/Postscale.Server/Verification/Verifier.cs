using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Postscale.MailDns.Resolution;
using Postscale.Server.Domains;
using Postscale.Server.Observability;
using Postscale.Server.Options;
using Postscale.Server.PlatformKeys;
using Postscale.Server.Records;
using Postscale.Server.Storage;

namespace Postscale.Server.Verification;

/// <summary>Checks domains: all records at once, never the same domain twice at a time.</summary>
/// <param name="database">Where state is kept.</param>
/// <param name="dns">Whom to ask.</param>
/// <param name="platform">The platform's names.</param>
/// <param name="options">The bound on a check.</param>
/// <param name="time">The clock.</param>
/// <param name="metrics">Counts outcomes.</param>
/// <param name="lifetime">Says when the service stops.</param>
/// <param name="logger">Tells of changes.</param>
public sealed partial class Verifier(
    Database database, IDnsResolver dns, ActivePlatform platform, PostscaleOptions options, TimeProvider time, Metrics metrics, IHostApplicationLifetime lifetime, ILogger<Verifier> logger)
{
    /// <summary>The part of the time for stopping that look-ups may take; the rest is for storing and sending what they found.</summary>
    private const double StoppingShare = 0.75;

    private readonly DomainExamination _examination = new(dns, time);
    private readonly ConcurrentDictionary<Guid, Lazy<Task<CheckedDomain?>>> _running = new();

    /// <summary>
    /// Checks a domain. A caller that comes while the domain is being checked gets that check's answer. The check itself goes on
    /// when its callers leave; it ends within <see cref="PostscaleOptions.VerifyTimeout"/>.
    /// </summary>
    /// <param name="domain">The domain.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The outcome; null if the domain was deleted meanwhile.</returns>
    public Task<CheckedDomain?> VerifyAsync(Domain domain, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var check = _running.GetOrAdd(domain.Id, static (id, state) => new Lazy<Task<CheckedDomain?>>(() => state.Item1.RunAsync(state.domain)), (this, domain));
        return check.Value.WaitAsync(cancellationToken);
    }

    private async Task<CheckedDomain?> RunAsync(Domain domain)
    {
        // Away from the caller's thread: the entry must stand in the table before the check can end.
        await Task.Yield();
        try
        {
            var since = time.GetTimestamp();
            var findings = await LookAsync(domain).ConfigureAwait(false);
            var outcome = await database.WriteAsync(
                WriteScope.Account(domain.AccountId), (session, token) => SaveAsync(session, domain.Id, findings, token), CancellationToken.None).ConfigureAwait(false);
            if (outcome is not null)
            {
                metrics.Verified(outcome.Domain.Verified, outcome.Findings, time.GetElapsedTime(since));
                if (outcome.Domain.Verified != domain.Verified)
                {
                    LogChanged(domain.Name, domain.Id, outcome.Domain.Verified);
                }
            }

            return outcome;
        }
        finally
        {
            _running.TryRemove(domain.Id, out _);
        }
    }

    private async Task<IReadOnlyList<Finding>> LookAsync(Domain domain)
    {
        var since = time.GetTimestamp();
        using var bound = new CancellationTokenSource(options.VerifyTimeout, time);
        // A check may take longer than a stop: those who wait for it are still answered.
        using var stopping = lifetime.ApplicationStopping.Register(() => bound.CancelAfter(TimeLeftWhenStopping(time.GetElapsedTime(since))));
        var context = new RecordContext(DnsName.Parse(domain.Name), domain.Token, await platform.GetAsync(bound.Token).ConfigureAwait(false));
        return await _examination.LookAsync(context, RecordKinds.All, bound.Token).ConfigureAwait(false);
    }

    private TimeSpan TimeLeftWhenStopping(TimeSpan elapsed)
    {
        var left = TimeSpan.FromTicks(Math.Min((options.VerifyTimeout - elapsed).Ticks, (options.ShutdownTimeout * StoppingShare).Ticks));
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>State, ownership among accounts and findings in one transaction, on the row as it is now.</summary>
    private async Task<CheckedDomain?> SaveAsync(DbSession session, Guid id, IReadOnlyList<Finding> findings, CancellationToken cancellationToken)
    {
        if (await DomainStore.FindAnyAsync(session, id, cancellationToken).ConfigureAwait(false) is not { } current)
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
        await DomainStore.SaveAsync(session, merged, merged.Holds(RecordKinds.Ownership), cancellationToken).ConfigureAwait(false);
        var stored = StoredFindings.Write(findings);
        await DomainStore.SaveFindingsAsync(session, id, stored, cancellationToken).ConfigureAwait(false);
        if (Check.Of(current, merged, now, stored) is { } check)
        {
            await CheckStore.AddAsync(session, id, check, options.CheckHistory, cancellationToken).ConfigureAwait(false);
        }

        return new CheckedDomain(merged, findings, now);
    }

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
        await DomainStore.SaveAsync(session, after, ownershipVerified: false, cancellationToken).ConfigureAwait(false);
        var kept = StoredFindings.Read(await DomainStore.FindingsAsync(session, owner.Id, cancellationToken).ConfigureAwait(false));
        var lost = StoredFinding.Of(Finding.Invalid(
            RecordKinds.Ownership, $"{owner.Name} has passed to another account, which proved that it controls the domain while this account's token was gone", ownership.Found));
        var stored = StoredFindings.Write(kept.Values.Select(f => f.Kind == lost.Kind ? lost : f).ToList());
        await DomainStore.SaveFindingsAsync(session, owner.Id, stored, cancellationToken).ConfigureAwait(false);
        if (Check.Of(owner, after, now, stored) is { } check)
        {
            await CheckStore.AddAsync(session, owner.Id, check, options.CheckHistory, cancellationToken).ConfigureAwait(false);
        }

        LogPassed(owner.Name, owner.Id);
        return findings;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Domain} ({Id}) verified: {Verified}")]
    private partial void LogChanged(string domain, Guid id, bool verified);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Domain}: ownership passed from {Id} to another account that proved it")]
    private partial void LogPassed(string domain, Guid id);
}
