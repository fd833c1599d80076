using Postscale.Client.Http;

namespace Postscale.Client;

/// <summary>
/// A client of the Postscale API. One for each key is enough: it may be used by many threads at once and is kept for as long as the program runs.
/// With dependency injection, <see cref="PostscaleServiceCollectionExtensions.AddPostscale"/> makes it.
/// </summary>
public sealed class PostscaleClient : IDisposable
{
    private readonly HttpClient? _owned;

    /// <summary>Makes one that holds connections of its own until it is disposed.</summary>
    /// <param name="options">Where the service is, and with which key to call it.</param>
    /// <exception cref="ArgumentException">Something in the options is missing or cannot be.</exception>
    public PostscaleClient(PostscaleClientOptions options)
        : this(options, TimeProvider.System)
    {
    }

    internal PostscaleClient(PostscaleClientOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        options = options.Checked();
        var http = Connections.NewClient(options, time);
        _owned = http;
        (Domains, Webhooks, WebhookDeliveries, Events, AuditLog, Keys) = Parts(new Transport(() => http, () => options, time));
    }

    internal PostscaleClient(Transport transport) => (Domains, Webhooks, WebhookDeliveries, Events, AuditLog, Keys) = Parts(transport);

    /// <summary>Domains, the records to publish for them, and their verification.</summary>
    public DomainsClient Domains { get; }

    /// <summary>Webhooks: URLs that events are sent to.</summary>
    public WebhooksClient Webhooks { get; }

    /// <summary>What was sent to webhooks, and how it ended.</summary>
    public WebhookDeliveriesClient WebhookDeliveries { get; }

    /// <summary>What happened to the account's domains.</summary>
    public EventsClient Events { get; }

    /// <summary>Who changed what.</summary>
    public AuditLogClient AuditLog { get; }

    /// <summary>The account's API keys.</summary>
    public KeysClient Keys { get; }

    /// <summary>Closes the connections that are its own.</summary>
    public void Dispose() => _owned?.Dispose();

    private static (DomainsClient, WebhooksClient, WebhookDeliveriesClient, EventsClient, AuditLogClient, KeysClient) Parts(Transport transport) =>
        (new(transport), new(transport), new(transport), new(transport), new(transport), new(transport));
}
