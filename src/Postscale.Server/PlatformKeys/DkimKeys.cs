using System.Security.Cryptography;
using Postscale.MailDns.Dkim;
using Postscale.Server.Options;
using Postscale.Server.Storage;

namespace Postscale.Server.PlatformKeys;

/// <summary>
/// The platform's DKIM keys: made on first use, rotated, retired. At any time one is active, and whatever runs at the same time
/// on the same database agrees on which.
/// </summary>
/// <param name="database">Where they are kept; private keys never leave it.</param>
/// <param name="options">The first selector, and the name the keys stand below.</param>
/// <param name="time">The clock.</param>
public sealed class DkimKeys(Database database, PostscaleOptions options, TimeProvider time)
{
    /// <summary>The longest name in text (RFC 1035 §2.3.4: 255 octets on the wire).</summary>
    private const int MaxName = 253;

    /// <summary>All keys in order of creation; makes the first, for the configured selector, if there is none.</summary>
    /// <param name="cancellationToken">Gives up; a key that is being made is thrown away.</param>
    public async Task<IReadOnlyList<DkimKey>> EnsureAsync(CancellationToken cancellationToken)
    {
        var keys = await database.ReadAsync(DkimKeyStore.ListAsync, cancellationToken).ConfigureAwait(false);
        if (keys.Count > 0)
        {
            return keys;
        }

        var pair = await GenerateAsync(cancellationToken).ConfigureAwait(false);
        return await database.WriteAsync(
            async (session, token) =>
            {
                // Another process may have been first.
                if ((await DkimKeyStore.ListAsync(session, token).ConfigureAwait(false)).Count == 0)
                {
                    await AddAsync(session, options.Platform.Selector, pair, token).ConfigureAwait(false);
                }

                return await DkimKeyStore.ListAsync(session, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the key of the next selector and begins to retire the active one. Both are to be published from then on.</summary>
    /// <param name="force">Whether to do so while another is still being retired.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DkimKeyChange> RotateAsync(bool force, CancellationToken cancellationToken)
    {
        await EnsureAsync(cancellationToken).ConfigureAwait(false);
        var pair = await GenerateAsync(cancellationToken).ConfigureAwait(false);
        return await database.WriteAsync((session, token) => RotateAsync(session, pair, force, token), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the time in which a key is published beside its successor, and forgets its private key.</summary>
    /// <param name="selector">The key's selector.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<DkimKeyChange> RetireAsync(string selector, CancellationToken cancellationToken) => database.WriteAsync(
        async (session, token) =>
        {
            var key = (await DkimKeyStore.ListAsync(session, token).ConfigureAwait(false)).FirstOrDefault(k => k.Selector == selector);
            if (key?.State != DkimKeyState.Retiring)
            {
                return DkimKeyChange.Refused(key?.State switch
                {
                    null => $"there is no key of the selector '{selector}'; 'postscale platform dkim list' shows them",
                    DkimKeyState.Active => $"'{selector}' is the active key; 'postscale platform dkim rotate' puts another in its place first",
                    _ => $"'{selector}' is retired already",
                });
            }

            var now = time.GetUtcNow();
            await DkimKeyStore.RetireAsync(session, selector, now, token).ConfigureAwait(false);
            await DkimKeyAudit.RetiredAsync(session, selector, now, token).ConfigureAwait(false);
            return new DkimKeyChange(key with { RetiredAt = now });
        },
        cancellationToken);

    private async Task<DkimKeyChange> RotateAsync(DbSession session, DkimKeyPair pair, bool force, CancellationToken token)
    {
        var keys = await DkimKeyStore.ListAsync(session, token).ConfigureAwait(false);
        var former = keys.Single(k => k.State == DkimKeyState.Active);
        if (!force && keys.FirstOrDefault(k => k.State == DkimKeyState.Retiring) is { } retiring)
        {
            return DkimKeyChange.Refused($"'{retiring.Selector}' is still being retired; retire it first, or rotate with --force");
        }

        var selector = DkimSelector.Next(former.Selector);
        while (keys.Any(k => k.Selector == selector))
        {
            selector = DkimSelector.Next(selector);
        }

        if (!options.Platform.CanName(selector))
        {
            return DkimKeyChange.Refused($"the next selector, '{selector}', makes a name under {options.Platform.Dkim} that DNS does not take");
        }

        // What is issued for a registered domain must stay a name.
        if (selector.Length > former.Selector.Length
            && await DkimKeyStore.LongestDomainAsync(session, token).ConfigureAwait(false) + $"{selector}._domainkey.".Length > MaxName)
        {
            return DkimKeyChange.Refused($"the next selector, '{selector}', is too long for the longest of the registered domains");
        }

        var now = time.GetUtcNow();
        await DkimKeyStore.BeginRetiringAsync(session, now, token).ConfigureAwait(false);
        var key = await AddAsync(session, selector, pair, token).ConfigureAwait(false);
        await DkimKeyAudit.RotatedAsync(session, former.Selector, selector, now, token).ConfigureAwait(false);
        return new DkimKeyChange(key, former with { RetiringAt = now });
    }

    private async Task<DkimKey> AddAsync(DbSession session, string selector, DkimKeyPair pair, CancellationToken token)
    {
        var key = new DkimKey(selector, pair.ToKeyRecord().ToString(), time.GetUtcNow());
        var secret = pair.ExportPkcs8();
        await DkimKeyStore.AddAsync(session, key, secret, token).ConfigureAwait(false);
        CryptographicOperations.ZeroMemory(secret);
        return key;
    }

    // Before any transaction: it takes the processor for up to a second, and nobody else may write meanwhile.
    private static Task<DkimKeyPair> GenerateAsync(CancellationToken cancellationToken) => Task.Run(() => DkimKeyPair.Generate(), cancellationToken);
}
