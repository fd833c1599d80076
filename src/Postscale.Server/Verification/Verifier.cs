using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Postscale.MailDns.Resolution;
using Postscale.Server.Auditing;
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
/// <param name="recorder">Writes what a check found.</param>
/// <param name="unchanged">Writes, many at once, of checks that found all as it was.</param>
/// <param name="options">The bound on a check.</param>
/// <param name="time">The clock.</param>
/// <param name="metrics">Counts outcomes.</param>
/// <param name="lifetime">Says when the service stops.</param>
/// <param name="logger">Tells of changes.</param>
public sealed partial class Verifier(
    Database database,
    IDnsResolver dns,
    ActivePlatform platform,
    CheckRecorder recorder,
    UnchangedChecks unchanged,
    PostscaleOptions options,
    TimeProvider time,
    Metrics metrics,
    IHostApplicationLifetime lifetime,
    ILogger<Verifier> logger)
{
    /// <summary>The part of the time for stopping that look-ups may take; the rest is for storing and sending what they found.</summary>
    private const double StoppingShare = 0.75;

    /// <summary>How often a look that was overtaken is made again. Twice the bound of one must fit into the lease of one in the background.</summary>
    private const int MoreLooks = 2;
    private const int MoreLooksInBackground = 1;

    /// <summary>Less of the time for a check than this is not worth another look.</summary>
    private const double LeastShare = 0.1;

    private readonly DomainExamination _examination = new(dns, time);
    private readonly DomainExamination _background = new(new PlatformAnswers(dns, options.Platform.Spf, time), time);
    private readonly ConcurrentDictionary<Guid, RunningCheck> _running = new();

    /// <summary>
    /// Checks a domain. A caller that comes while the domain is being checked gets that check's answer. The check itself goes on
    /// when its callers leave; it ends within <see cref="PostscaleOptions.VerifyTimeout"/>.
    /// </summary>
    /// <param name="domain">The domain.</param>
    /// <param name="actor">Who asks; the audit log names the first of those who share a check.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The outcome; null if the domain was deleted meanwhile.</returns>
    public Task<CheckedDomain?> VerifyAsync(Domain domain, Actor actor, CancellationToken cancellationToken) => VerifyAsync(domain, new CheckAsker(actor), cancellationToken);

    /// <summary>The same, for whoever has just published the domain's records: what DNS does not show yet takes nothing from a domain that is verified.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The outcome; null if the domain was deleted meanwhile.</returns>
    public Task<CheckedDomain?> VerifyAfterPublishingAsync(Domain domain, Actor actor, CancellationToken cancellationToken) =>
        VerifyAsync(domain, new CheckAsker(actor, IsAfterPublishing: true), cancellationToken);

    private async Task<CheckedDomain?> VerifyAsync(Domain domain, CheckAsker asker, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(domain);
        while (true)
        {
            var mine = new RunningCheck(asker);
            var check = _running.GetOrAdd(domain.Id, mine);
            if (check == mine)
            {
                _ = Task.Run(() => RunAsync(mine, domain, due: null), CancellationToken.None);
            }

            if (check.TryAsk(asker))
            {
                return await check.Outcome.WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            // It is being written by other rules than ours; ours comes after it.
            await ((Task)check.Outcome).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Checks a domain that is due. One that is being checked already is waited for, and counts.</summary>
    /// <param name="due">The domain.</param>
    public Task RecheckAsync(DueDomain due)
    {
        ArgumentNullException.ThrowIfNull(due);
        var mine = new RunningCheck(asker: null);
        var check = _running.GetOrAdd(due.Domain.Id, mine);
        return check == mine ? RunAsync(mine, due.Domain, due) : check.Outcome;
    }

    private async Task RunAsync(RunningCheck check, Domain domain, DueDomain? due)
    {
        try
        {
            var outcome = await CheckAsync(check, domain, due).ConfigureAwait(false);
            _running.TryRemove(domain.Id, out _);
            check.End(outcome);
        }
#pragma warning disable CA1031 // It is handed to those who wait, and to who runs checks in the background.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _running.TryRemove(domain.Id, out _);
            check.Fail(e);
            if (due is not null)
            {
                throw;
            }
        }
    }

    /// <summary>Looks and writes; where something newer was written meanwhile, looks again.</summary>
    private async Task<CheckedDomain?> CheckAsync(RunningCheck check, Domain domain, DueDomain? due)
    {
        var since = time.GetTimestamp();
        var left = options.VerifyTimeout;
        var fence = due is not null
            ? new CheckFence(due.Plan.Claim)
            : await database.ReadAsync((session, token) => PlanStore.FenceAsync(session, domain.Id, token), CancellationToken.None).ConfigureAwait(false);
        for (var looks = 0; ; looks++)
        {
            var findings = await LookAsync(domain, due is not null, left).ConfigureAwait(false);
            var asker = check.BeginSaving();
            if (asker is null)
            {
                // What a stop has cut short says nothing, and nobody waits for it.
                lifetime.ApplicationStopping.ThrowIfCancellationRequested();
            }

            var recorded = await SaveAsync(domain, due, fence, asker, findings).ConfigureAwait(false);
            if (recorded.Overtaken is not { } overtaken)
            {
                Tell(domain, recorded.Outcome, time.GetElapsedTime(since));
                return recorded.Outcome;
            }

            // All looks that somebody waits for share one bound.
            left = asker is null ? options.VerifyTimeout : options.VerifyTimeout - time.GetElapsedTime(since);
            if (asker is null && (overtaken.Claim != fence.Claim || looks >= MoreLooksInBackground))
            {
                // It is another's by now, or comes due again.
                return null;
            }

            if (looks >= MoreLooks || left < options.VerifyTimeout * LeastShare || lifetime.ApplicationStopping.IsCancellationRequested)
            {
                return recorded.Outcome;
            }

            fence = overtaken;
        }
    }

    private async Task<RecordedCheck> SaveAsync(Domain domain, DueDomain? due, CheckFence fence, CheckAsker? asker, IReadOnlyList<Finding> findings)
    {
        if (due is not null && asker is null && recorder.AsUnchanged(due, findings) is { } same)
        {
            await unchanged.AddAsync(same).ConfigureAwait(false);
            return new RecordedCheck(new CheckedDomain(domain with { LastDnsCheck = same.CheckedAt ?? domain.LastDnsCheck }, findings, time.GetUtcNow()));
        }

        return await database.WriteAsync(
            WriteScope.Account(domain.AccountId), (session, token) => recorder.SaveAsync(session, domain.Id, findings, fence, asker, token), CancellationToken.None).ConfigureAwait(false);
    }

    private void Tell(Domain before, CheckedDomain? outcome, TimeSpan duration)
    {
        if (outcome is null)
        {
            return;
        }

        metrics.Verified(outcome.Domain.Verified, outcome.Findings, duration);
        if (outcome.Domain.Verified != before.Verified)
        {
            LogChanged(before.Name, before.Id, outcome.Domain.Verified);
        }
    }

    private async Task<IReadOnlyList<Finding>> LookAsync(Domain domain, bool isBackground, TimeSpan left)
    {
        var since = time.GetTimestamp();
        using var bound = new CancellationTokenSource(left, time);
        // A check may take longer than a stop: those who wait for it are still answered. Nobody waits for one in the background.
        using var stopping = lifetime.ApplicationStopping.Register(() => bound.CancelAfter(isBackground ? TimeSpan.Zero : TimeLeftWhenStopping(left - time.GetElapsedTime(since))));
        var context = new RecordContext(DnsName.Parse(domain.Name), domain.Token, await platform.GetAsync(bound.Token).ConfigureAwait(false));
        return await (isBackground ? _background : _examination).LookAsync(context, RecordKinds.All, bound.Token).ConfigureAwait(false);
    }

    private TimeSpan TimeLeftWhenStopping(TimeSpan left)
    {
        var least = TimeSpan.FromTicks(Math.Min(left.Ticks, (options.ShutdownTimeout * StoppingShare).Ticks));
        return least > TimeSpan.Zero ? least : TimeSpan.Zero;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Domain} ({Id}) verified: {Verified}")]
    private partial void LogChanged(string domain, Guid id, bool verified);
}
