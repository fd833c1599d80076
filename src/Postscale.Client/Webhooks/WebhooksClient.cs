using System.Text.Json;
using Postscale.Client.Http;

namespace Postscale.Client;

/// <summary>Webhooks. The key needs the scope <c>webhooks</c>. Every call throws <see cref="PostscaleException"/> when it comes to nothing.</summary>
public sealed class WebhooksClient
{
    private const string Root = "v1/webhooks";

    private readonly Transport _transport;

    internal WebhooksClient(Transport transport) => _transport = transport;

    /// <summary>Makes a webhook. Keep <see cref="Webhook.Secret"/>: it is not shown again.</summary>
    /// <param name="webhook">The webhook.</param>
    /// <param name="idempotencyKey">A key under which it is done once; a new one for each call unless given.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Webhook> CreateAsync(NewWebhook webhook, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        return _transport.SendAsync(ApiCall.Post(Root, JsonSerializer.SerializeToUtf8Bytes(webhook, Wire.Default.NewWebhook), idempotencyKey), Wire.Default.Webhook, cancellationToken);
    }

    /// <summary>Lists webhooks in order of creation, page after page as they are taken.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public IAsyncEnumerable<Webhook> ListAsync(CancellationToken cancellationToken = default) => Paging.ByIdAsync(
        async (offset, token) =>
        {
            var page = await GetPageAsync(offset, Paging.PageSize, token).ConfigureAwait(false);
            return (page.Webhooks, page.Limit);
        },
        w => w.Id,
        cancellationToken);

    /// <summary>One page of the list.</summary>
    /// <param name="offset">How many to leave out before it.</param>
    /// <param name="limit">How many at most; the service gives 100 at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<WebhookPage> GetPageAsync(long offset = 0, int limit = 50, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(ApiCall.Get(Paths.Query(Root, ("limit", limit), ("offset", offset))), Wire.Default.WebhookPage, cancellationToken);

    /// <summary>One webhook, and how it fares.</summary>
    /// <param name="id">The webhook's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Webhook> GetAsync(Guid id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(ApiCall.Get(Of(id)), Wire.Default.Webhook, cancellationToken);

    /// <summary>Changes a webhook.</summary>
    /// <param name="id">The webhook's id.</param>
    /// <param name="update">What to change.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Webhook> UpdateAsync(Guid id, WebhookUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        return _transport.SendAsync(new ApiCall(HttpMethod.Patch, Of(id), JsonSerializer.SerializeToUtf8Bytes(update, Wire.Default.WebhookUpdate)), Wire.Default.Webhook, cancellationToken);
    }

    /// <summary>Removes a webhook with its deliveries.</summary>
    /// <param name="id">The webhook's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task DeleteAsync(Guid id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(ApiCall.Delete(Of(id)), Wire.Default.Done, cancellationToken);

    /// <summary>Has the service send a <c>webhook.test</c> event now.</summary>
    /// <param name="id">The webhook's id.</param>
    /// <param name="idempotencyKey">A key under which it is done once; a new one for each call unless given.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What came of it; that it was not delivered is no exception.</returns>
    public Task<WebhookTest> TestAsync(Guid id, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(ApiCall.Post(Of(id) + "/test", null, idempotencyKey), Wire.Default.WebhookTest, cancellationToken);

    /// <summary>Gives a webhook a new secret, <see cref="Webhook.Secret"/> of what is returned.</summary>
    /// <param name="id">The webhook's id.</param>
    /// <param name="overlapHours">For how many hours, 0 to 168, deliveries are signed with the former secret too; 24 unless given.</param>
    /// <param name="idempotencyKey">A key under which it is done once; a new one for each call unless given.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Webhook> RotateSecretAsync(Guid id, int? overlapHours = null, string? idempotencyKey = null, CancellationToken cancellationToken = default) => _transport.SendAsync(
        ApiCall.Post(Of(id) + "/rotate", JsonSerializer.SerializeToUtf8Bytes(new WebhookRotation { OverlapHours = overlapHours }, Wire.Default.WebhookRotation), idempotencyKey),
        Wire.Default.Webhook,
        cancellationToken);

    private static string Of(Guid id) => $"{Root}/{id:D}";
}
