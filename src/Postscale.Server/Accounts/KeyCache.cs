using System.Collections.Concurrent;
using Postscale.Server.Storage;

namespace Postscale.Server.Accounts;

/// <summary>
/// Says who a key belongs to. An accepted key is trusted for a moment (half a second unless configured otherwise) before the
/// database is asked again, so that revoking works everywhere within a second and a busy key costs two look-ups a second.
/// </summary>
/// <param name="store">Where keys are kept.</param>
/// <param name="time">The clock.</param>
/// <param name="lifetime">How long an accepted key is trusted.</param>
public sealed class KeyCache(KeyStore store, TimeProvider time, TimeSpan lifetime)
{
    private const int MaxEntries = 10_000;

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Finds the caller.</summary>
    /// <param name="key">The key as sent.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The caller, or null if the key is malformed, unknown or revoked.</returns>
    public async ValueTask<Caller?> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (_entries.TryGetValue(key, out var entry) && time.GetElapsedTime(entry.Since) < lifetime)
        {
            return entry.Caller;
        }

        if (!ApiKeyText.IsWellFormed(key))
        {
            return null;
        }

        var since = time.GetTimestamp();
        // The look-up goes by the key's SHA-256: how long it takes says nothing about the key.
        var caller = await store.FindAsync(ApiKeyText.Hash(key), cancellationToken).ConfigureAwait(false);
        if (caller is null)
        {
            _entries.TryRemove(key, out _);
            return null;
        }

        if (_entries.Count >= MaxEntries)
        {
            _entries.Clear();
        }

        _entries[key] = new Entry(caller, since);
        return caller;
    }

    private sealed record Entry(Caller Caller, long Since);
}
