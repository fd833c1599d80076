using System.Text.Json;
using Postscale.Client.Http;

namespace Postscale.Client;

/// <summary>The API keys of the account and environment. The key needs the scope <c>keys</c>. Every call throws <see cref="PostscaleException"/> when it comes to nothing.</summary>
public sealed class KeysClient
{
    private const string Root = "v1/keys";

    private readonly Transport _transport;

    internal KeysClient(Transport transport) => _transport = transport;

    /// <summary>Lists keys, newest first, page after page as they are taken; never their secrets.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public IAsyncEnumerable<ApiKey> ListAsync(CancellationToken cancellationToken = default) => Paging.ByIdAsync(
        async (offset, token) =>
        {
            var page = await GetPageAsync(offset, Paging.PageSize, token).ConfigureAwait(false);
            return (page.Keys, page.Limit);
        },
        k => k.Id,
        cancellationToken);

    /// <summary>One page of the list.</summary>
    /// <param name="offset">How many to leave out before it.</param>
    /// <param name="limit">How many at most; the service gives 100 at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ApiKeyPage> GetPageAsync(long offset = 0, int limit = 50, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(ApiCall.Get(Paths.Query(Root, ("limit", limit), ("offset", offset))), Wire.Default.ApiKeyPage, cancellationToken);

    /// <summary>Makes a key. Keep <see cref="ApiKey.Key"/>: it is not shown again, so that it is null where the first answer was lost and the call was tried again. Then revoke the key and make another.</summary>
    /// <param name="key">What it may do, and until when.</param>
    /// <param name="idempotencyKey">A key under which it is done once; a new one for each call unless given.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ApiKey> CreateAsync(NewKey? key = null, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(ApiCall.Post(Root, JsonSerializer.SerializeToUtf8Bytes(key ?? new NewKey(), Wire.Default.NewKey), idempotencyKey), Wire.Default.ApiKey, cancellationToken);

    /// <summary>Revokes a key; it is refused everywhere within one second. A key may revoke itself.</summary>
    /// <param name="id">The key's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task RevokeAsync(Guid id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(ApiCall.Delete(Of(id)), Wire.Default.Done, cancellationToken);

    /// <summary>Makes a key in the place of another, with the same scopes and time to live. Keep <see cref="ApiKey.Key"/>: it is not shown again, as with <see cref="CreateAsync"/>.</summary>
    /// <param name="id">The former key's id.</param>
    /// <param name="overlapMinutes">How many minutes the former key still works; the service's own choice unless given.</param>
    /// <param name="idempotencyKey">A key under which it is done once; a new one for each call unless given.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ApiKey> RotateAsync(Guid id, int? overlapMinutes = null, string? idempotencyKey = null, CancellationToken cancellationToken = default) => _transport.SendAsync(
        ApiCall.Post(Of(id) + "/rotate", JsonSerializer.SerializeToUtf8Bytes(new KeyRotation { OverlapMinutes = overlapMinutes }, Wire.Default.KeyRotation), idempotencyKey),
        Wire.Default.ApiKey,
        cancellationToken);

    private static string Of(Guid id) => $"{Root}/{id:D}";
}
