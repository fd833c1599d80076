using System.Text.Json;
using Postscale.Server.Events;
using Postscale.Server.Http;
using Postscale.Server.Storage;

namespace Postscale.Server.Domains;

/// <summary>Writes down what happens to domains, in the transaction in which it happens.</summary>
internal static class DomainEvents
{
    /// <summary>Adds an event.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="type">One of <see cref="EventTypes"/>.</param>
    /// <param name="domain">The domain after it.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="about">What it was about, beyond the domain.</param>
    public static Task AddAsync(
        DbSession session, string type, Domain domain, DateTimeOffset now, CancellationToken cancellationToken, Func<DomainEventJson, DomainEventJson>? about = null)
    {
        var data = new DomainEventJson { Domain = DomainJson.Of(domain) };
        return EventStore.AddAsync(
            session,
            domain.AccountId,
            domain.Environment,
            type,
            domain.Id,
            now,
            JsonSerializer.Serialize(about is null ? data : about(data), ApiJson.Wire.DomainEventJson),
            cancellationToken);
    }

    /// <summary>Adds what a change of <see cref="Domain.Verified"/> is called, if there was one.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="before">The domain before.</param>
    /// <param name="after">The domain after.</param>
    /// <param name="now">When.</param>
    /// <param name="reason">Why it is verified no longer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task AddVerifiedAsync(DbSession session, Domain before, Domain after, DateTimeOffset now, string reason, CancellationToken cancellationToken) =>
        before.Verified == after.Verified ? Task.CompletedTask
        : after.Verified ? AddAsync(session, EventTypes.DomainVerified, after, now, cancellationToken)
        : AddAsync(session, EventTypes.DomainUnverified, after, now, cancellationToken, data => data with { Reason = reason });
}
