using Postscale.Server.Auditing;
using Postscale.Server.Storage;

namespace Postscale.Server.PlatformKeys;

/// <summary>Entries of the audit log about the platform's DKIM keys. They are changed at the command line, and are no account's.</summary>
internal static class DkimKeyAudit
{
    /// <summary>A key was put in the place of another, which is retired from now on.</summary>
    public static Task RotatedAsync(DbSession session, string former, string selector, DateTimeOffset now, CancellationToken cancellationToken) =>
        AddAsync(session, "dkim.rotate", former, now, AuditChanges.Between(("active", former, selector), ("retiring_at", null, AuditChanges.Text(now))), cancellationToken);

    /// <summary>A key's private part was forgotten.</summary>
    public static Task RetiredAsync(DbSession session, string selector, DateTimeOffset now, CancellationToken cancellationToken) =>
        AddAsync(session, "dkim.retire", selector, now, AuditChanges.Between(("retired_at", null, AuditChanges.Text(now))), cancellationToken);

    private static Task AddAsync(
        DbSession session, string action, string selector, DateTimeOffset now, IReadOnlyDictionary<string, AuditChange> changes, CancellationToken cancellationToken) => AuditStore.AddAsync(
        session,
        new AuditEntry
        {
            AccountId = AuditEntry.Platform,
            Environment = null,
            At = now,
            Actor = Actor.CommandLine,
            Action = action,
            ObjectId = selector,
            ObjectName = selector,
            Changes = changes,
        },
        cancellationToken);
}
