using Postscale.Server.Storage;

namespace Postscale.Server.Accounts;

/// <summary>Makes, lists and revokes keys.</summary>
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
    /// <param name="isReadOnly">Whether it may only read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> CreateKeyAsync(string account, KeyEnvironment environment, bool isReadOnly, CancellationToken cancellationToken)
    {
        var text = ApiKeyText.Create(environment);
        await store.AddAsync(NewKey(text, account, environment, isReadOnly), ApiKeyText.Hash(text), cancellationToken).ConfigureAwait(false);
        return text;
    }

    /// <summary>Makes the account "default" and a live key, if the database has no account at all.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The key, or null if there was an account.</returns>
    public async Task<string?> CreateFirstKeyAsync(CancellationToken cancellationToken)
    {
        var text = ApiKeyText.Create(KeyEnvironment.Live);
        var key = NewKey(text, DefaultAccount, KeyEnvironment.Live, isReadOnly: false);
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

    private ApiKey NewKey(string text, string account, KeyEnvironment environment, bool isReadOnly)
    {
        var now = time.GetUtcNow();
        return new ApiKey(
            Guid.CreateVersion7(now), Guid.CreateVersion7(now), account, environment, isReadOnly, text[..12], text[^4..], now, RevokedAt: null);
    }
}
