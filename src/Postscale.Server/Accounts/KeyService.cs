using Postscale.Server.Auditing;
using Postscale.Server.Storage;

namespace Postscale.Server.Accounts;

/// <summary>
/// What a key may do to the keys of its own account and environment. Each change is one transaction, in which the caller's key is
/// read anew: one that was ended a moment ago, and is still trusted for reading, makes no others.
/// </summary>
/// <param name="database">Where they are kept.</param>
/// <param name="cache">Trusts keys for a moment.</param>
/// <param name="time">The clock.</param>
internal sealed class KeyService(Database database, KeyCache cache, TimeProvider time)
{
    /// <summary>How many keys of an account may be in force in an environment.</summary>
    public const int MaxKeys = 100;

    /// <summary>Runs within the transaction of a change once it has been made.</summary>
    public delegate Task Also(DbSession session, ApiKey key, CancellationToken cancellationToken);

    /// <summary>A page of keys, newest first.</summary>
    public Task<List<ApiKey>> ListAsync(Caller caller, int limit, long offset, CancellationToken cancellationToken) =>
        database.ReadAsync((session, token) => KeyStore.ListAsync(session, caller, limit, offset, token), cancellationToken);

    /// <summary>Makes a key that may do no more than the caller's.</summary>
    public Task<KeyResult> CreateAsync(Caller caller, KeyScopes scopes, TimeSpan? lifetime, Also? also, CancellationToken cancellationToken) => ChangeAsync(
        caller,
        async (session, own, now, token) =>
        {
            if (await RefuseAsync(session, caller, own, scopes, now, token).ConfigureAwait(false) is { } refusal)
            {
                return refusal;
            }

            var text = ApiKeyText.Create(caller.Environment);
            var key = ApiKey.New(text, own.AccountName, caller.Environment, scopes, new KeyExpiry(lifetime, null), now) with { AccountId = own.AccountId };
            await KeyStore.AddAsync(session, Actor.Of(caller), key, ApiKeyText.Hash(text), token).ConfigureAwait(false);
            await AndAsync(session, key, also, token).ConfigureAwait(false);
            return new KeyResult(KeyOutcome.Done, key, text);
        },
        cancellationToken);

    /// <summary>Revokes a key, be it the caller's own or one that may do more: to take away widens nothing.</summary>
    public async Task<KeyResult> RevokeAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        var result = await ChangeAsync(
            caller,
            async (session, _, now, token) =>
            {
                if (await FindAsync(session, caller, id, token).ConfigureAwait(false) is not { } key)
                {
                    return KeyResult.NotFound;
                }

                await KeyStore.RevokeAsync(session, Actor.Of(caller), key, now, token).ConfigureAwait(false);
                return new KeyResult(KeyOutcome.Done, key);
            },
            cancellationToken).ConfigureAwait(false);
        cache.Forget(id);
        return result;
    }

    /// <summary>Puts a key in the place of another that may do no more than the caller's.</summary>
    public async Task<KeyResult> RotateAsync(Caller caller, Guid id, TimeSpan overlap, Also? also, CancellationToken cancellationToken)
    {
        var result = await ChangeAsync(
            caller,
            async (session, own, now, token) =>
            {
                if (await FindAsync(session, caller, id, token).ConfigureAwait(false) is not { } former || former.ExpiresAt <= now)
                {
                    return KeyResult.NotFound;
                }

                if (await RefuseAsync(session, caller, own, former.Scopes, now, token).ConfigureAwait(false) is { } refusal)
                {
                    return refusal;
                }

                var text = ApiKeyText.Create(caller.Environment);
                var key = ApiKey.InPlaceOf(former, text, now) with { AccountId = former.AccountId };
                await KeyStore.ReplaceAsync(session, Actor.Of(caller), former, key, ApiKeyText.Hash(text), now, overlap, token).ConfigureAwait(false);
                await AndAsync(session, key, also, token).ConfigureAwait(false);
                return new KeyResult(KeyOutcome.Done, key, text);
            },
            cancellationToken).ConfigureAwait(false);
        cache.Forget(id);
        return result;
    }

    private Task<KeyResult> ChangeAsync(Caller caller, Func<DbSession, ApiKey, DateTimeOffset, CancellationToken, Task<KeyResult>> change, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (session, token) =>
            {
                var now = time.GetUtcNow();
                return await KeyStore.FindUnrevokedAsync(session, caller.KeyId, token).ConfigureAwait(false) is { } own && !(own.ExpiresAt <= now)
                    ? await change(session, own, now, token).ConfigureAwait(false)
                    : new KeyResult(KeyOutcome.CallerEnded);
            },
            cancellationToken);

    private static async Task<KeyResult?> RefuseAsync(DbSession session, Caller caller, ApiKey own, KeyScopes scopes, DateTimeOffset now, CancellationToken cancellationToken) =>
        (scopes & ~own.Scopes) is var lacking and not KeyScopes.None ? new KeyResult(KeyOutcome.Wider, Lacking: lacking)
        : await KeyStore.CountAsync(session, caller, now, cancellationToken).ConfigureAwait(false) >= MaxKeys ? new KeyResult(KeyOutcome.TooMany)
        : null;

    /// <summary>What is another account's, or of the other environment, is not there.</summary>
    private static async Task<ApiKey?> FindAsync(DbSession session, Caller caller, Guid id, CancellationToken cancellationToken) =>
        await KeyStore.FindUnrevokedAsync(session, id, cancellationToken).ConfigureAwait(false) is { } key && key.AccountId == caller.AccountId && key.Environment == caller.Environment ? key : null;

    private static Task AndAsync(DbSession session, ApiKey key, Also? also, CancellationToken cancellationToken) => also is null ? Task.CompletedTask : also(session, key, cancellationToken);
}
