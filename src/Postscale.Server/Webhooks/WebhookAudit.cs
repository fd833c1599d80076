using System.Security.Cryptography;
using System.Text;
using Postscale.Server.Auditing;
using Postscale.Server.Storage;

namespace Postscale.Server.Webhooks;

/// <summary>
/// Entries of the audit log about webhooks. The secret is in none of them, and of the URL only where it leads: what follows the
/// host may hold a secret of the receiver's, and who reads the log need not be allowed to read webhooks. A hash of the whole tells
/// one URL from another.
/// </summary>
internal static class WebhookAudit
{
    /// <summary>A webhook was made.</summary>
    public static Task CreatedAsync(DbSession session, Actor actor, Webhook webhook, CancellationToken cancellationToken) =>
        AddAsync(session, actor, "webhook.create", webhook, webhook.CreatedAt, Settings(null, webhook), cancellationToken);

    /// <summary>A webhook was changed.</summary>
    public static Task UpdatedAsync(DbSession session, Actor actor, Webhook before, Webhook after, CancellationToken cancellationToken) =>
        AddAsync(session, actor, "webhook.update", after, after.UpdatedAt, Settings(before, after), cancellationToken);

    /// <summary>A webhook's secret was changed.</summary>
    public static Task RotatedAsync(DbSession session, Actor actor, Webhook webhook, CancellationToken cancellationToken) =>
        AddAsync(session, actor, "webhook.rotate", webhook, webhook.UpdatedAt, AuditChanges.None, cancellationToken);

    /// <summary>The service has stopped sending to a webhook.</summary>
    public static Task DisabledAsync(DbSession session, Webhook webhook, DateTimeOffset now, CancellationToken cancellationToken) => AddAsync(
        session,
        Actor.Service,
        "webhook.disable",
        webhook,
        now,
        AuditChanges.Between(("active", AuditChanges.Text(true), Active(webhook)), ("disabled_reason", null, webhook.DisabledReason)),
        cancellationToken);

    /// <summary>A webhook was removed.</summary>
    public static Task DeletedAsync(DbSession session, Actor actor, Webhook webhook, DateTimeOffset now, CancellationToken cancellationToken) =>
        AddAsync(session, actor, "webhook.delete", webhook, now, Settings(webhook, null), cancellationToken);

    private static IReadOnlyDictionary<string, AuditChange> Settings(Webhook? before, Webhook? after) => AuditChanges.Between(
        ("url", Url(before), Url(after)),
        ("description", Description(before), Description(after)),
        ("events", Events(before), Events(after)),
        ("active", Active(before), Active(after)));

    private static string? Url(Webhook? webhook) =>
        webhook is null ? null : $"{webhook.Url.Authority} (sha256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(webhook.Url.AbsoluteUri)))[..12]})";

    private static string? Description(Webhook? webhook) => webhook is { Description.Length: > 0 } ? webhook.Description : null;

    private static string? Events(Webhook? webhook) => webhook is null ? null : webhook.EventTypes.Count == 0 ? "all" : string.Join(',', webhook.EventTypes);

    private static string? Active(Webhook? webhook) => webhook is null ? null : AuditChanges.Text(webhook.Active);

    private static Task AddAsync(
        DbSession session, Actor actor, string action, Webhook webhook, DateTimeOffset now, IReadOnlyDictionary<string, AuditChange> changes, CancellationToken cancellationToken) => AuditStore.AddAsync(
        session,
        new AuditEntry
        {
            AccountId = webhook.AccountId,
            Environment = webhook.Environment,
            At = now,
            Actor = actor,
            Action = action,
            ObjectId = webhook.Id.ToString("D"),
            ObjectName = webhook.Url.Authority,
            Changes = changes,
        },
        cancellationToken);
}
