using Postscale.Server.Auditing;
using Postscale.Server.Records;
using Postscale.Server.Storage;

namespace Postscale.Server.Domains;

/// <summary>Entries of the audit log about domains. The token is in none of them.</summary>
internal static class DomainAudit
{
    /// <summary>A domain was registered.</summary>
    public static Task CreatedAsync(DbSession session, Actor actor, Domain domain, CancellationToken cancellationToken) =>
        AddAsync(session, actor, "domain.create", domain, domain.CreatedAt, Settings(null, domain), cancellationToken);

    /// <summary>A domain's settings were changed; nothing is written if all stayed as it was.</summary>
    public static Task UpdatedAsync(DbSession session, Actor actor, Domain before, Domain after, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var changes = Settings(before, after);
        return changes.Count == 0 ? Task.CompletedTask : AddAsync(session, actor, "domain.update", after, now, changes, cancellationToken);
    }

    /// <summary>A check changed a domain's state; nothing is written if all stayed as it was.</summary>
    public static Task CheckedAsync(DbSession session, Actor actor, Domain before, Domain after, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var changes = AuditChanges.Between(("verified", AuditChanges.Text(before.Verified), AuditChanges.Text(after.Verified)), ("holding", Holding(before), Holding(after)));
        return changes.Count == 0 ? Task.CompletedTask : AddAsync(session, actor, "domain.verify", after, now, changes, cancellationToken);
    }

    /// <summary>A domain was removed.</summary>
    public static Task DeletedAsync(DbSession session, Actor actor, Domain domain, DateTimeOffset now, CancellationToken cancellationToken) =>
        AddAsync(session, actor, "domain.delete", domain, now, Settings(domain, null), cancellationToken);

    /// <summary>A domain's records were published at its DNS provider.</summary>
    public static Task PublishedAsync(
        DbSession session, Actor actor, Domain domain, DateTimeOffset now, string via, string zone, IEnumerable<(string Record, string? Before, string? After)> changes, CancellationToken cancellationToken) =>
        AddAsync(session, actor, "domain.publish", domain, now, AuditChanges.Between([("via", null, via), ("zone", null, zone), .. changes]), cancellationToken);

    private static IReadOnlyDictionary<string, AuditChange> Settings(Domain? before, Domain? after)
    {
        return AuditChanges.Between(
            ("type", before?.Type.Name(), after?.Type.Name()),
            ("catch_all_enabled", Text(before?.CatchAllEnabled), Text(after?.CatchAllEnabled)),
            ("active", Text(before?.Active), Text(after?.Active)),
            ("primary_domain", before?.Primary?.Name, after?.Primary?.Name),
            ("verified", Text(before?.Verified), Text(after?.Verified)));

        static string? Text(bool? value) => value is { } truth ? AuditChanges.Text(truth) : null;
    }

    private static string Holding(Domain domain) => string.Join(',', RecordKinds.All.Where(k => (domain.RecordsHolding & k.Bit) != 0).Select(k => k.Name));

    private static Task AddAsync(
        DbSession session, Actor actor, string action, Domain domain, DateTimeOffset now, IReadOnlyDictionary<string, AuditChange> changes, CancellationToken cancellationToken) => AuditStore.AddAsync(
        session,
        new AuditEntry
        {
            AccountId = domain.AccountId,
            Environment = domain.Environment,
            At = now,
            Actor = actor,
            Action = action,
            ObjectId = domain.Id.ToString("D"),
            ObjectName = domain.Name,
            Changes = changes,
        },
        cancellationToken);
}
