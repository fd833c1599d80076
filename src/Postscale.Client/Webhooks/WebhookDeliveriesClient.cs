using Postscale.Client.Http;

namespace Postscale.Client;

/// <summary>What was sent to webhooks. The key needs the scope <c>webhooks</c>. Every call throws <see cref="PostscaleException"/> when it comes to nothing.</summary>
public sealed class WebhookDeliveriesClient
{
    private const string Root = "v1/webhook-deliveries";

    private readonly Transport _transport;

    internal WebhookDeliveriesClient(Transport transport) => _transport = transport;

    /// <summary>Lists deliveries, newest first, page after page as they are taken. What no longer matches the query meanwhile shifts others past you: collect them before you change them.</summary>
    /// <param name="query">Which; all unless given.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public IAsyncEnumerable<WebhookDelivery> ListAsync(WebhookDeliveryQuery? query = null, CancellationToken cancellationToken = default) => Paging.ByIdAsync(
        async (offset, token) =>
        {
            var page = await GetPageAsync(offset, Paging.PageSize, query, token).ConfigureAwait(false);
            return (page.Deliveries, page.Limit);
        },
        d => d.Id,
        cancellationToken);

    /// <summary>One page of the list.</summary>
    /// <param name="offset">How many to leave out before it.</param>
    /// <param name="limit">How many at most; the service gives 100 at most.</param>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<WebhookDeliveryPage> GetPageAsync(long offset = 0, int limit = 50, WebhookDeliveryQuery? query = null, CancellationToken cancellationToken = default) => _transport.SendAsync(
        ApiCall.Get(Paths.Query(Root, ("limit", limit), ("offset", offset), ("webhook_id", query?.WebhookId), ("state", query?.State), ("event_type", query?.EventType))),
        Wire.Default.WebhookDeliveryPage,
        cancellationToken);

    /// <summary>One delivery.</summary>
    /// <param name="id">The delivery's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<WebhookDelivery> GetAsync(Guid id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(ApiCall.Get($"{Root}/{id:D}"), Wire.Default.WebhookDelivery, cancellationToken);

    /// <summary>Has a delivery sent again: it waits, and its webhook's turn is now.</summary>
    /// <param name="id">The delivery's id.</param>
    /// <param name="idempotencyKey">A key under which it is done once; a new one for each call unless given.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<WebhookDelivery> RetryAsync(Guid id, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(ApiCall.Post($"{Root}/{id:D}/retry", null, idempotencyKey), Wire.Default.WebhookDelivery, cancellationToken);
}
