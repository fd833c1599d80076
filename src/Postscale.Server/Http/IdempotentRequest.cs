using Postscale.Server.Accounts;
using Postscale.Server.Storage;

namespace Postscale.Server.Http;

/// <summary>
/// A request that runs under an idempotency key. A request that changes something keeps its answer in the transaction of the
/// change, so that a crash leaves both or neither; all others are kept when they have ended.
/// </summary>
internal sealed class IdempotentRequest(Database database, Caller caller, string key, DateTimeOffset begun)
{
    private bool _kept;

    /// <summary>Keeps the answer in the transaction of the change.</summary>
    public async Task KeepAsync(DbSession session, int status, string? location, byte[] body, CancellationToken cancellationToken)
    {
        await IdempotencyStore.KeepAsync(session, caller, key, begun, status, location, body, cancellationToken).ConfigureAwait(false);
        _kept = true;
    }

    /// <summary>Keeps the answer, unless that was done.</summary>
    public Task KeepAsync(int status, string? location, byte[] body) => _kept
        ? Task.CompletedTask
        : database.WriteAsync(
            WriteScope.Account(caller.AccountId),
            async (session, token) =>
            {
                await KeepAsync(session, status, location, body, token).ConfigureAwait(false);
                return true;
            },
            CancellationToken.None);

    /// <summary>Frees the key if no answer is kept under it: the request came to nothing.</summary>
    public Task ReleaseAsync() => database.WriteAsync(
        WriteScope.Account(caller.AccountId),
        async (session, token) =>
        {
            await IdempotencyStore.ReleaseAsync(session, caller, key, token).ConfigureAwait(false);
            return true;
        },
        CancellationToken.None);
}
