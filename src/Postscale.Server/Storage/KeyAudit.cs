using Postscale.Server.Accounts;
using Postscale.Server.Auditing;

namespace Postscale.Server.Storage;

/// <summary>Entries of the audit log about keys, whoever makes and ends them: both environments see them.</summary>
internal static class KeyAudit
{
    /// <summary>An entry about a new key. The account's id is read: that of the key counts only if the account is new.</summary>
    public static async Task CreatedAsync(DbSession session, Actor actor, ApiKey key, CancellationToken cancellationToken)
    {
        var account = await session.ScalarAsync<string>("SELECT account_id FROM api_keys WHERE id = @id", [("@id", Row.Text(key.Id))], cancellationToken).ConfigureAwait(false);
        var changes = AuditChanges.Between(("environment", null, key.Environment.Name()), ("scopes", null, key.Scopes.Names()), ("expires_at", null, AuditChanges.Text(key.ExpiresAt)));
        await AuditStore.AddAsync(session, Entry(actor, "key.create", key with { AccountId = Guid.ParseExact(account!, "D") }, key.CreatedAt, changes), cancellationToken).ConfigureAwait(false);
    }

    public static Task RevokedAsync(DbSession session, Actor actor, ApiKey key, DateTimeOffset now, CancellationToken cancellationToken) =>
        AuditStore.AddAsync(session, Entry(actor, "key.revoke", key, now, AuditChanges.Between(("revoked_at", null, AuditChanges.Text(now)))), cancellationToken);

    /// <summary>An entry about the key that was replaced; the new one is named in it.</summary>
    public static Task RotatedAsync(DbSession session, Actor actor, ApiKey former, DateTimeOffset? end, ApiKey key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var changes = AuditChanges.Between(
            ("replaced_by", null, Row.Text(key.Id)), ("expires_at", AuditChanges.Text(former.ExpiresAt), AuditChanges.Text(end)), ("replacement_expires_at", null, AuditChanges.Text(key.ExpiresAt)));
        return AuditStore.AddAsync(session, Entry(actor, "key.rotate", former, now, changes), cancellationToken);
    }

    private static AuditEntry Entry(Actor actor, string action, ApiKey key, DateTimeOffset now, IReadOnlyDictionary<string, AuditChange> changes) => new()
    {
        AccountId = key.AccountId,
        Environment = null,
        At = now,
        Actor = actor,
        Action = action,
        ObjectId = Row.Text(key.Id),
        ObjectName = Actor.Hint(key.Prefix, key.LastFour),
        Changes = changes,
    };
}
