using Microsoft.Extensions.Hosting;
using Postscale.Server.Observability;
using Postscale.Server.Options;
using Postscale.Server.Storage;

namespace Postscale.Server.Verification;

/// <summary>
/// Looks at domains again when they come due. Each service takes some from the database for as long as a lease lasts; any number of
/// services share the work so, without knowing of one another. Accounts are served in turn, each with a bounded share, so that
/// one whose DNS is slow holds up itself alone.
/// </summary>
/// <param name="database">Where the plan is.</param>
/// <param name="verifier">Checks.</param>
/// <param name="options">The plan.</param>
/// <param name="time">The clock.</param>
/// <param name="metrics">Shows progress and backlog.</param>
/// <param name="logger">Tells of faults.</param>
internal sealed partial class RecheckService(
    Database database, Verifier verifier, PostscaleOptions options, TimeProvider time, Metrics metrics, ILogger<RecheckService> logger) : BackgroundService
{
    /// <summary>How many accounts are asked for work at a time.</summary>
    private const int AccountsAtOnce = 16;

    /// <summary>How far a backlog is counted.</summary>
    private const int CountedBacklog = 1_000_000;

    private static readonly TimeSpan s_backlogPeriod = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_sweepPeriod = TimeSpan.FromHours(1);

    private readonly Dictionary<Guid, int> _perAccount = [];
    private readonly Dictionary<Guid, long> _claims = [];
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _ended = new(0);
    private Guid _cursor;
    private int _failures;

    /// <summary>Longer than any check may take, so that only what a dead or halted process took comes due while it is ours.</summary>
    private TimeSpan Lease => (options.VerifyTimeout * 2) + TimeSpan.FromSeconds(30);

    /// <summary>Longer than a domain is ever put off by, be it until its next look or for a lease.</summary>
    private TimeSpan FarOff => TimeSpan.FromTicks(Math.Max((Plan.Longest * 1.2).Ticks, Lease.Ticks));

    private RecheckOptions Plan => options.Recheck;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!Plan.IsOn)
        {
            return;
        }

        var upkeep = UpkeepAsync(stoppingToken);
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var taken = await TakeAsync(stoppingToken).ConfigureAwait(false);
                if (taken == 0)
                {
                    await PauseAsync(stoppingToken).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }

        await upkeep.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ReleaseAsync().ConfigureAwait(false);
    }

    /// <summary>Takes as many domains as there is room for, and begins to check them.</summary>
    /// <returns>How many.</returns>
    private async Task<int> TakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var free = Plan.Concurrency - Running();
            if (free <= 0)
            {
                return 0;
            }

            var accounts = await database.ReadAsync((session, token) => PlanStore.AccountsDueAsync(session, _cursor, AccountsAtOnce, token), cancellationToken).ConfigureAwait(false);
            var isWrap = accounts.Count < AccountsAtOnce && _cursor != Guid.Empty;
            _cursor = accounts.Count < AccountsAtOnce ? Guid.Empty : accounts[^1];
            var taken = 0;
            for (var i = 0; i < accounts.Count && free > 0; i++)
            {
                // What is free is shared among those that are still to come, and none may have more than its bound in all.
                var share = Math.Min(Math.Max(1, free / (accounts.Count - i)), Plan.AccountConcurrency - Running(accounts[i]));
                if (share <= 0)
                {
                    continue;
                }

                var due = await database.WriteAsync(
                    WriteScope.Rows, (session, token) => PlanStore.ClaimAsync(session, accounts[i], share, Lease, token), cancellationToken).ConfigureAwait(false);
                due.ForEach(Begin);
                taken += due.Count;
                free -= due.Count;
            }

            _failures = 0;
            return isWrap ? Math.Max(taken, 1) : taken;
        }
#pragma warning disable CA1031 // Whatever it was, it must not end all checks for good.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            // Told once, not every second of an outage.
            if (_failures++ == 0)
            {
                LogFailed(e);
            }

            return 0;
        }
    }

    private void Begin(DueDomain due)
    {
        lock (_lock)
        {
            _claims[due.Domain.Id] = due.Plan.Claim;
            _perAccount[due.Domain.AccountId] = _perAccount.GetValueOrDefault(due.Domain.AccountId) + 1;
        }

        _ = Task.Run(() => CheckAsync(due), CancellationToken.None);
    }

    private async Task CheckAsync(DueDomain due)
    {
        var isDone = false;
        try
        {
            await verifier.RecheckAsync(due).ConfigureAwait(false);
            isDone = true;
        }
#pragma warning disable CA1031 // The domain comes due again when the lease ends; one that cannot be checked must not stop the others.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogCheckFailed(e, due.Domain.Name, due.Domain.Id);
        }
        catch (OperationCanceledException)
        {
            // The service stops: the claim is given back then.
        }

        lock (_lock)
        {
            if (isDone)
            {
                _claims.Remove(due.Domain.Id);
            }

            var left = _perAccount[due.Domain.AccountId] - 1;
            if (left == 0)
            {
                _perAccount.Remove(due.Domain.AccountId);
            }
            else
            {
                _perAccount[due.Domain.AccountId] = left;
            }
        }

        metrics.Rechecked(isDone);
        if (_ended.CurrentCount == 0)
        {
            _ended.Release();
        }
    }

    private int Running()
    {
        lock (_lock)
        {
            return _perAccount.Values.Sum();
        }
    }

    private int Running(Guid account)
    {
        lock (_lock)
        {
            return _perAccount.GetValueOrDefault(account);
        }
    }

    /// <summary>Waits for a while, or, while there are checks, for one to end.</summary>
    private async Task PauseAsync(CancellationToken cancellationToken)
    {
        if (Running() > 0 && _failures == 0)
        {
            await _ended.WaitAsync(Plan.PollPeriod, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await Task.Delay(Plan.PollPeriod, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Measures the backlog, and puts right what clocks and older programs may have left.</summary>
    private async Task UpkeepAsync(CancellationToken cancellationToken)
    {
        var swept = (long?)null;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (swept is null || time.GetElapsedTime(swept.Value) >= s_sweepPeriod)
                {
                    await database.WriteAsync(WriteScope.Rows, (session, token) => PlanStore.AddMissingAsync(session, Plan.Verified, token), cancellationToken).ConfigureAwait(false);
                    swept = time.GetTimestamp();
                }

                await database.WriteAsync(WriteScope.Rows, (session, token) => PlanStore.BringBackAsync(session, FarOff, token), cancellationToken).ConfigureAwait(false);
                var (due, behind) = await database.ReadAsync((session, token) => PlanStore.BacklogAsync(session, CountedBacklog, token), cancellationToken).ConfigureAwait(false);
                metrics.Backlog(due, behind, Running());
            }
#pragma warning disable CA1031 // As above.
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                // The taking of domains meets the same fault and tells of it.
            }

            await Task.Delay(s_backlogPeriod, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Gives back what was taken and is not checked, so that another service has it at once.</summary>
    private async Task ReleaseAsync()
    {
        List<(Guid, long)> claims;
        lock (_lock)
        {
            claims = [.. _claims.Select(c => (c.Key, c.Value))];
        }

        if (claims.Count == 0)
        {
            return;
        }

        try
        {
            await database.WriteAsync(WriteScope.Rows, (session, token) => PlanStore.ReleaseAsync(session, claims, token), CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception)
#pragma warning restore CA1031
        {
            // They come due again when their leases end.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "domains that are due could not be read; the next try is in a second")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Domain} ({Id}) could not be checked in the background; it is due again when its lease ends")]
    private partial void LogCheckFailed(Exception exception, string domain, Guid id);
}
