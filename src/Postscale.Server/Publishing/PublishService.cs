using System.Globalization;
using Postscale.Server.Auditing;
using Postscale.Server.Domains;
using Postscale.Server.Records;
using Postscale.Server.Storage;
using Postscale.Server.Verification;

namespace Postscale.Server.Publishing;

/// <summary>Publishes a domain's records where its zone is held: reads, plans, and where that is asked for changes and verifies.</summary>
/// <param name="accesses">Ways to zones.</param>
/// <param name="facts">What plans need to know.</param>
/// <param name="verifier">Looks whether it has worked.</param>
/// <param name="database">Where it is written down.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells what was done, without what it was done with.</param>
internal sealed partial class PublishService(
    ZoneAccesses accesses, PlanFactsReader facts, Verifier verifier, Database database, TimeProvider time, ILogger<PublishService> logger)
{
    /// <summary>How long reading the zone and planning may take.</summary>
    private static readonly TimeSpan s_readTime = TimeSpan.FromSeconds(15);

    /// <summary>How long the changes may take. They go on when the client leaves: half of them would be worse.</summary>
    private static readonly TimeSpan s_applyTime = TimeSpan.FromSeconds(15);

    /// <summary>Publishes.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="context">What its records are made of.</param>
    /// <param name="request">How, and whether at all.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Gives up as long as nothing is changed.</param>
    /// <exception cref="PublishException">It does not work.</exception>
    public async Task<PublishOutcome> PublishAsync(Domain domain, RecordContext context, PublishRequest request, Actor actor, CancellationToken cancellationToken)
    {
        using var readBound = new CancellationTokenSource(s_readTime, time);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(readBound.Token, cancellationToken);
        try
        {
            using var access = await accesses.OpenAsync(request, reading.Token).ConfigureAwait(false);
            var (contents, changes, plan) = await PlanAsync(domain, context, access, reading.Token).ConfigureAwait(false);
            if (!request.Apply)
            {
                return new PublishOutcome(contents.Zone, plan, changes, IsApplied: false, null);
            }

            if (request.Plan is not null && request.Plan != plan)
            {
                throw new PublishException(PublishFailure.ZoneChanged, "the plan is another one than the one that was agreed to; look at it again", "plan");
            }

            return await ApplyAsync(domain, context, request, access, contents, changes, plan, actor).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (readBound.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Late(s_readTime);
        }
    }

    private async Task<PublishOutcome> ApplyAsync(
        Domain domain, RecordContext context, PublishRequest request, IZoneAccess access, ZoneContents contents, IReadOnlyList<PlannedChange> changes, string plan, Actor actor)
    {
        List<PlannedChange> wanted = [.. changes.Where(c => c.IsChange)];
        var made = new List<PlannedChange>();
        var isKnown = true;
        using var bound = new CancellationTokenSource(s_applyTime, time);
        try
        {
            if (wanted.Count > 0)
            {
                await access.ApplyAsync(contents, wanted, made.Add, bound.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (bound.IsCancellationRequested)
        {
            isKnown = false;
            throw Late(s_applyTime, mayHaveChanged: true);
        }
        catch (PublishException e) when (e.Failure == PublishFailure.Failed)
        {
            isKnown = false;
            throw new PublishException(e.Failure, e.Message, e.Field) { MayHaveChanged = true };
        }
        catch (PublishException e) when (e.Failure == PublishFailure.ZoneChanged && made.Count == 0)
        {
            if ((await PlanAsync(domain, context, access, bound.Token).ConfigureAwait(false)).Plan != plan)
            {
                throw;
            }

            throw new PublishException(
                PublishFailure.Refused, "the name server refuses the change, although the zone is as it was read: a record of a kind that is not read here stands at the name of an alias to be made; remove it first");
        }
        finally
        {
            // Also what was done before a failure, and what perhaps was.
            List<(PlannedChange Change, bool IsKnown)> entries = [.. made.Select(c => (c, true)), .. isKnown ? [] : wanted.Except(made).Select(c => (c, false))];
            if (entries.Count > 0)
            {
                await WriteDownAsync(domain, request.Via, contents, entries, actor).ConfigureAwait(false);
                LogPublished(domain.Name, domain.Id, request.Via, made.Count);
            }
        }

        var check = await verifier.VerifyAfterPublishingAsync(domain, actor, CancellationToken.None).ConfigureAwait(false);
        return new PublishOutcome(contents.Zone, plan, changes, IsApplied: true, check);
    }

    /// <summary>Reads the zone and says what is to be changed in it.</summary>
    private async Task<(ZoneContents Contents, IReadOnlyList<PlannedChange> Changes, string Plan)> PlanAsync(
        Domain domain, RecordContext context, IZoneAccess access, CancellationToken cancellationToken)
    {
        var contents = await access.ReadAsync(context.Domain, Planner.NamesOf(context, domain.Type), cancellationToken).ConfigureAwait(false);
        if (!context.Domain.IsAtOrUnder(contents.Zone))
        {
            throw new PublishException(PublishFailure.Refused, $"the zone {contents.Zone} does not hold {context.Domain}");
        }

        var changes = Planner.Make(context, domain.Type, contents, await facts.ReadAsync(domain, context, contents, cancellationToken).ConfigureAwait(false));
        return (contents, changes, PlanHash.Of(context.Domain, contents.Zone, changes));
    }

    private Task<bool> WriteDownAsync(Domain domain, string via, ZoneContents contents, List<(PlannedChange, bool)> made, Actor actor) => database.WriteAsync(
        WriteScope.Account(domain.AccountId),
        async (session, token) =>
        {
            await DomainAudit.PublishedAsync(session, actor, domain, time.GetUtcNow(), via, contents.Zone.Text, made.Select(Entry), token).ConfigureAwait(false);
            return true;
        },
        CancellationToken.None);

    /// <summary>Tokens are in no entry: of the ownership record it is told only that it changed.</summary>
    private static (string Record, string? Before, string? After) Entry((PlannedChange Change, bool IsKnown) made)
    {
        var (change, isKnown) = made;
        var after = change.Kind == RecordKinds.Ownership ? "published" : string.Join('\n', change.After);
        return (change.Kind.Name, change.Before.Count == 0 ? null : string.Join('\n', change.Before), isKnown ? after : $"not known whether {after}");
    }

    private static PublishException Late(TimeSpan time, bool mayHaveChanged = false) =>
        new(PublishFailure.Failed, string.Create(CultureInfo.InvariantCulture, $"the DNS provider has not done in {time.TotalSeconds:0} s what was asked of it; look at the plan again to see what was"))
        {
            MayHaveChanged = mayHaveChanged,
        };

    [LoggerMessage(Level = LogLevel.Information, Message = "{Domain} ({Id}) published via {Via}: {Count} changes")]
    private partial void LogPublished(string domain, Guid id, string via, int count);
}
