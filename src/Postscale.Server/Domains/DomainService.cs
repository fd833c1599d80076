using Postscale.Server.Accounts;
using Postscale.Server.Auditing;
using Postscale.Server.Events;
using Postscale.Server.Records;
using Postscale.Server.Storage;
using Postscale.Server.Verification;

namespace Postscale.Server.Domains;

/// <summary>Registers, changes and removes domains; each in one transaction.</summary>
/// <param name="database">Where they are kept.</param>
/// <param name="ids">Makes ids.</param>
/// <param name="schedule">When domains are checked.</param>
/// <param name="time">The clock.</param>
public sealed class DomainService(Database database, DomainIds ids, CheckSchedule schedule, TimeProvider time)
{
    /// <summary>Runs within the transaction of a change once it has been made.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="domain">The domain after the change.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public delegate Task Also(DbSession session, Domain domain, CancellationToken cancellationToken);

    /// <summary>Finds a domain.</summary>
    /// <param name="caller">Whose.</param>
    /// <param name="key">Which; null finds nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Domain?> FindAsync(Caller caller, DomainKey? key, CancellationToken cancellationToken) => key is null
        ? null
        : await database.ReadAsync((session, token) => DomainStore.FindAsync(session, caller, key, token), cancellationToken).ConfigureAwait(false);

    /// <summary>One page of domains.</summary>
    /// <param name="caller">Whose.</param>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<List<Domain>> ListAsync(Caller caller, DomainQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync((session, token) => DomainStore.ListAsync(session, caller, query, token), cancellationToken);

    /// <summary>What the last check of a domain found, by record kind.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyDictionary<string, StoredFinding>> FindingsAsync(Domain domain, CancellationToken cancellationToken) => StoredFindings.Read(
        await database.ReadAsync((session, token) => DomainStore.FindingsAsync(session, domain.Id, token), cancellationToken).ConfigureAwait(false));

    /// <summary>A page of a domain's checks that changed something, newest first.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="query">Which page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<List<Check>> ChecksAsync(Domain domain, DomainQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync((session, token) => CheckStore.ListAsync(session, domain.Id, query.Limit, query.Offset, token), cancellationToken);

    /// <summary>Registers a domain.</summary>
    /// <param name="caller">For whom.</param>
    /// <param name="request">What.</param>
    /// <param name="also">What belongs into the same transaction.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<DomainResult> CreateAsync(Caller caller, NewDomain request, Also? also, CancellationToken cancellationToken) => database.WriteAsync(
        WriteScope.Account(caller.AccountId),
        async (session, token) =>
        {
            PrimaryDomain? primary = null;
            if (request.Primary is { } key)
            {
                (primary, var problem) = await FindPrimaryAsync(session, caller, key, ownId: null, token).ConfigureAwait(false);
                if (problem is not null)
                {
                    return new DomainResult(DomainOutcome.PrimaryInvalid, null, problem);
                }
            }

            var now = time.GetUtcNow();
            var domain = new Domain
            {
                Id = ids.Next(),
                AccountId = caller.AccountId,
                Environment = caller.Environment,
                Name = request.Name.Value,
                Type = request.Type,
                CatchAllEnabled = request.CatchAllEnabled,
                Active = true,
                Token = OwnershipRecord.NewToken(),
                Primary = primary,
                CreatedAt = now,
                UpdatedAt = now,
            };
            if (!await DomainStore.TryAddAsync(session, domain, token).ConfigureAwait(false))
            {
                return new DomainResult(DomainOutcome.Exists, null, $"{domain.Name} is already registered in this account");
            }

            await PlanStore.AddAsync(session, domain, schedule.Next(verified: false, TimeSpan.Zero), token).ConfigureAwait(false);
            await DomainEvents.AddAsync(session, EventTypes.DomainCreated, domain, now, token).ConfigureAwait(false);
            await DomainAudit.CreatedAsync(session, Actor.Of(caller), domain, token).ConfigureAwait(false);
            return await DoneAsync(session, domain, also, token).ConfigureAwait(false);
        },
        cancellationToken);

    /// <summary>Changes a domain's settings.</summary>
    /// <param name="caller">Whose.</param>
    /// <param name="key">Which.</param>
    /// <param name="change">What.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<DomainResult> UpdateAsync(Caller caller, DomainKey key, DomainChange change, CancellationToken cancellationToken) => database.WriteAsync(
        WriteScope.Account(caller.AccountId),
        async (session, token) =>
        {
            if (await DomainStore.FindAsync(session, caller, key, token).ConfigureAwait(false) is not { } current)
            {
                return DomainResult.NotFound;
            }

            if (change.IsEmpty)
            {
                return new DomainResult(DomainOutcome.Done, current, null);
            }

            var type = change.Type ?? current.Type;
            var primary = type == DomainType.Alias ? current.Primary : null;
            if (change.Primary is { } wanted)
            {
                if (type != DomainType.Alias)
                {
                    return new DomainResult(DomainOutcome.PrimaryInvalid, null, "the 'primary_domain' field is for domains of type alias only");
                }

                (primary, var problem) = wanted == DomainKey.None ? (null, null) : await FindPrimaryAsync(session, caller, wanted, current.Id, token).ConfigureAwait(false);
                if (problem is not null)
                {
                    return new DomainResult(DomainOutcome.PrimaryInvalid, null, problem);
                }
            }

            if (type is DomainType.Alias or DomainType.Outbound && current.Type is not (DomainType.Alias or DomainType.Outbound)
                && await DomainStore.CountAliasesAsync(session, current.Id, token).ConfigureAwait(false) is > 0 and var aliases)
            {
                return new DomainResult(
                    DomainOutcome.IsPrimary, null, $"{current.Name} is the primary domain of {aliases} alias(es), and one of type {type.Name()} cannot be; change those first");
            }

            var changed = current with
            {
                Type = type,
                CatchAllEnabled = change.CatchAllEnabled ?? current.CatchAllEnabled,
                Active = change.Active ?? current.Active,
                Primary = primary,
            };
            var now = time.GetUtcNow();
            var domain = DomainState.Apply(current, changed, now);
            if (domain == current)
            {
                return new DomainResult(DomainOutcome.Done, current, null);
            }

            await DomainStore.SaveAsync(session, domain, domain.Holds(RecordKinds.Ownership), findings: null, token).ConfigureAwait(false);
            await DomainEvents.AddAsync(
                session, EventTypes.DomainUpdated, domain, now, token, data => data with { Previous = DomainSettingsJson.Of(current, domain) }).ConfigureAwait(false);
            await DomainEvents.AddVerifiedAsync(session, current, domain, now, "the records that the new type needs do not all hold", token).ConfigureAwait(false);
            if (domain.Type != current.Type && await PlanStore.FindAsync(session, domain.Id, token).ConfigureAwait(false) is { } plan)
            {
                await PlanStore.SaveAsync(
                    session, domain.Id, plan.Succeed(), schedule.Next(domain.Verified, TimeSpan.Zero), isNewlyPending: !domain.Verified, token).ConfigureAwait(false);
            }

            await DomainAudit.UpdatedAsync(session, Actor.Of(caller), current, domain, now, token).ConfigureAwait(false);
            return new DomainResult(DomainOutcome.Done, domain, null);
        },
        cancellationToken);

    /// <summary>Removes a domain.</summary>
    /// <param name="caller">Whose.</param>
    /// <param name="key">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<DomainResult> DeleteAsync(Caller caller, DomainKey key, CancellationToken cancellationToken) => database.WriteAsync(
        WriteScope.Account(caller.AccountId),
        async (session, token) =>
        {
            if (await DomainStore.FindAsync(session, caller, key, token).ConfigureAwait(false) is not { } domain)
            {
                return DomainResult.NotFound;
            }

            await DomainStore.DeleteAsync(session, domain.Id, token).ConfigureAwait(false);
            await DomainEvents.AddAsync(session, EventTypes.DomainDeleted, domain, time.GetUtcNow(), token).ConfigureAwait(false);
            await DomainAudit.DeletedAsync(session, Actor.Of(caller), domain, time.GetUtcNow(), token).ConfigureAwait(false);
            return new DomainResult(DomainOutcome.Done, domain, null);
        },
        cancellationToken);

    private static async Task<DomainResult> DoneAsync(DbSession session, Domain domain, Also? also, CancellationToken cancellationToken)
    {
        if (also is not null)
        {
            await also(session, domain, cancellationToken).ConfigureAwait(false);
        }

        return new DomainResult(DomainOutcome.Done, domain, null);
    }

    private static async Task<(PrimaryDomain? Primary, string? Problem)> FindPrimaryAsync(
        DbSession session, Caller caller, DomainKey key, Guid? ownId, CancellationToken cancellationToken)
    {
        var found = await DomainStore.FindAsync(session, caller, key, cancellationToken).ConfigureAwait(false);
        return found switch
        {
            null => (null, "the 'primary_domain' field names no domain of this account"),
            _ when found.Id == ownId => (null, "a domain cannot be its own primary domain"),
            { Type: DomainType.Alias } => (null, $"{found.Name} is an alias itself; the primary domain of an alias is of type inbound or both"),
            { Type: DomainType.Outbound } => (null, $"{found.Name} receives no mail; the primary domain of an alias is of type inbound or both"),
            _ => (new PrimaryDomain(found.Id, found.Name, found.Verified && found.Active), null),
        };
    }
}
