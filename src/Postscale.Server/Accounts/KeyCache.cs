using System.Collections.Concurrent;
using System.Security.Cryptography;
using Postscale.Server.Storage;

namespace Postscale.Server.Accounts;

/// <summary>
/// Says who a key belongs to. An accepted key is trusted for a moment (half a second unless configured otherwise) before the
/// database is asked again, so that revoking works everywhere within a second and a busy key costs two look-ups a second. Keys
/// are told apart by their SHA-256: how long anything here takes says nothing about a key, and none is held in memory.
/// </summary>
/// <param name="store">Where keys are kept.</param>
/// <param name="uses">Hears of keys that are used.</param>
/// <param name="time">The clock.</param>
/// <param name="lifetime">How long an accepted key is trusted.</param>
public sealed class KeyCache(KeyStore store, KeyUses uses, TimeProvider time, TimeSpan lifetime) : IDisposable
{
    private const int MaxEntries = 10_000;

    /// <summary>How long a key of a suspect may wait for its turn before it is refused.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Fingerprint, Entry> _entries = new();
    private readonly SemaphoreSlim _oneByOne = new(1);

    /// <summary>Finds the caller.</summary>
    /// <param name="key">The key as sent.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public ValueTask<KeyAnswer> FindAsync(string key, CancellationToken cancellationToken) =>
        TryRecall(key, out var answer) ? ValueTask.FromResult(answer) : new(LookUpAsync(key.AsMemory(), isSuspect: false, cancellationToken));

    /// <summary>Answers without the database, if that can be done: for a malformed key and for one looked up a moment ago.</summary>
    /// <param name="key">The key as sent.</param>
    /// <param name="answer">The answer.</param>
    public bool TryRecall(ReadOnlySpan<char> key, out KeyAnswer answer)
    {
        answer = KeyAnswer.Unknown;
        if (!ApiKeyText.IsWellFormed(key))
        {
            return true;
        }

        if (!_entries.TryGetValue(Fingerprint.Of(key), out var entry) || time.GetElapsedTime(entry.Since) >= lifetime)
        {
            return false;
        }

        answer = AnswerOf(entry.Key);
        return true;
    }

    /// <summary>Asks the database.</summary>
    /// <param name="key">A well-formed key.</param>
    /// <param name="isSuspect">
    /// Whether its sender may be guessing: then a key that was never seen waits for its turn, so that guesses keep one
    /// connection busy at most.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<KeyAnswer> LookUpAsync(ReadOnlyMemory<char> key, bool isSuspect, CancellationToken cancellationToken)
    {
        var hash = ApiKeyText.Hash(key.Span);
        var fingerprint = new Fingerprint(hash);
        if (!isSuspect || _entries.ContainsKey(fingerprint))
        {
            return await AskAsync(hash, fingerprint, cancellationToken).ConfigureAwait(false);
        }

        if (!await _oneByOne.WaitAsync(Patience, cancellationToken).ConfigureAwait(false))
        {
            return KeyAnswer.Unknown;
        }

        try
        {
            return await AskAsync(hash, fingerprint, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _oneByOne.Release();
        }
    }

    /// <summary>Trusts a key no longer, without waiting for its moment to pass: for who has just ended it here.</summary>
    /// <param name="keyId">The key.</param>
    public void Forget(Guid keyId)
    {
        foreach (var (fingerprint, entry) in _entries)
        {
            if (entry.Key.Caller.KeyId == keyId)
            {
                _entries.TryRemove(fingerprint, out _);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _oneByOne.Dispose();

    private async Task<KeyAnswer> AskAsync(byte[] hash, Fingerprint fingerprint, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        if (await store.FindAsync(hash, cancellationToken).ConfigureAwait(false) is not { } key)
        {
            _entries.TryRemove(fingerprint, out _);
            return KeyAnswer.Unknown;
        }

        if (_entries.Count >= MaxEntries)
        {
            _entries.Clear();
        }

        _entries[fingerprint] = new Entry(key, since);
        var answer = AnswerOf(key);
        if (answer.Caller is not null)
        {
            uses.Note(key);
        }

        return answer;
    }

    private KeyAnswer AnswerOf(KnownKey key) => key.ExpiresAt <= time.GetUtcNow() ? KeyAnswer.Expired : new(key.Caller, KeyRefusal.None);

    private sealed record Entry(KnownKey Key, long Since);

    /// <summary>The SHA-256 of a key.</summary>
    private readonly record struct Fingerprint(UInt128 High, UInt128 Low)
    {
        public Fingerprint(ReadOnlySpan<byte> hash)
            : this(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash), System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash[16..]))
        {
        }

        public static Fingerprint Of(ReadOnlySpan<char> key)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            ApiKeyText.Hash(key, hash);
            return new Fingerprint(hash);
        }
    }
}
