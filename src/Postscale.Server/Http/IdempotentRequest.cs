using Postscale.Server.Accounts;
using Postscale.Server.Storage;

namespace Postscale.Server.Http;

/// <summary>
/// A request that runs under an idempotency key. A request that changes something keeps its answer in the transaction of the
/// change, so that a crash leaves both or neither; all others are kept when they have ended.
/// </summary>
internal sealed class IdempotentRequest(Database database, Caller caller, string key, DateTimeOffset begun)
{
    private int? _kept;

    /// <summary>Whether its answer is kept whatever it is: the request has, or may have, changed something outside.</summary>
    public bool IsFinal { get; set; }

    /// <summary>Keeps the answer in the transaction of the change.</summary>
    /// <exception cref="IdempotencyKeyLostException">The key was taken by another meanwhile: the change is that one's to make.</exception>
    public async Task KeepAsync(DbSession session, int status, string? location, byte[] body, CancellationToken cancellationToken)
    {
        if (!await IdempotencyStore.KeepAsync(session, caller, key, begun, status, location, body, cancellationToken).ConfigureAwait(false))
        {
            throw new IdempotencyKeyLostException();
        }

        _kept = status;
    }

    /// <summary>Keeps the answer, unless that was done. A transaction that ran again may have ended otherwise than the first time.</summary>
    public Task KeepAsync(int status, string? location, byte[] body) => _kept == status
        ? Task.CompletedTask
        : database.WriteAsync(
            WriteScope.Account(caller.AccountId),
            (session, token) => IdempotencyStore.KeepAsync(session, caller, key, begun, status, location, body, token),
            CancellationToken.None);

    /// <summary>Frees the key if no answer is kept under it: the request came to nothing.</summary>
    public Task ReleaseAsync() => database.WriteAsync(
        WriteScope.Account(caller.AccountId),
        async (session, token) =>
        {
            await IdempotencyStore.ReleaseAsync(session, caller, key, begun, token).ConfigureAwait(false);
            return true;
        },
        CancellationToken.None);
}
