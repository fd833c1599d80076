using Postscale.Server.Storage;

namespace Postscale.Server.Accounts;

/// <summary>Makes, lists, replaces and revokes keys.</summary>
/// <param name="store">Where they are kept.</param>
/// <param name="time">The clock.</param>
public sealed class AccountService(KeyStore store, TimeProvider time)
{
    /// <summary>The account that a new database gets.</summary>
    public const string DefaultAccount = "default";

    /// <summary>The longest account name, in characters.</summary>
    public const int MaxAccountName = 64;

    /// <summary>Whether a text can name an account: 1 to 64 letters, digits, dots, underscores, hyphens.</summary>
    /// <param name="name">The text.</param>
    public static bool IsAccountName(string? name) =>
        name is { Length: > 0 and <= MaxAccountName } && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    /// <summary>Makes a key, and its account if there is none of that name. The key is shown this once.</summary>
    /// <param name="account">The account's name.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="scopes">What it may do.</param>
    /// <param name="expiry">When it expires.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> CreateKeyAsync(string account, KeyEnvironment environment, KeyScopes scopes, KeyExpiry expiry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(expiry);
        var text = ApiKeyText.Create(environment);
        await store.AddAsync(NewKey(text, account, environment, scopes, expiry), ApiKeyText.Hash(text), cancellationToken).ConfigureAwait(false);
        return text;
    }

    /// <summary>Makes the account "default" and a live key, if the database has no account at all.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The key, or null if there was an account.</returns>
    public async Task<string?> CreateFirstKeyAsync(CancellationToken cancellationToken)
    {
        var text = ApiKeyText.Create(KeyEnvironment.Live);
        var key = NewKey(text, DefaultAccount, KeyEnvironment.Live, KeyScopes.All, KeyExpiry.Never);
        return await store.AddFirstAsync(key, ApiKeyText.Hash(text), cancellationToken).ConfigureAwait(false) ? text : null;
    }

    /// <summary>All keys, revoked ones too, in order of creation.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<List<ApiKey>> ListAsync(CancellationToken cancellationToken) => store.ListAsync(cancellationToken);

    /// <summary>Revokes a key. It is refused everywhere within one second.</summary>
    /// <param name="id">The key's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether there was such a key, not revoked before.</returns>
    public Task<bool> RevokeAsync(Guid id, CancellationToken cancellationToken) => store.RevokeAsync(id, time.GetUtcNow(), cancellationToken);

    /// <summary>
    /// Makes a key that may do the same as another, for the same account and environment, and lives as long as that one was made for
    /// or to the same date.
    /// </summary>
    /// <param name="id">The other key's id.</param>
    /// <param name="overlap">How long the other key works on, at most; zero: it is revoked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The key; null if there is no such key, or it is revoked or expired.</returns>
    public async Task<string?> RotateAsync(Guid id, TimeSpan overlap, CancellationToken cancellationToken)
    {
        var text = "";
        var replaced = await store.ReplaceAsync(id, Replacement, time.GetUtcNow(), overlap, cancellationToken).ConfigureAwait(false);
        return replaced ? text : null;

        (ApiKey, byte[]) Replacement(ApiKey former)
        {
            text = ApiKeyText.Create(former.Environment);
            return (ApiKey.InPlaceOf(former, text, time.GetUtcNow()), ApiKeyText.Hash(text));
        }
    }

    private ApiKey NewKey(string text, string account, KeyEnvironment environment, KeyScopes scopes, KeyExpiry expiry) =>
        ApiKey.New(text, account, environment, scopes, expiry, time.GetUtcNow());
}
