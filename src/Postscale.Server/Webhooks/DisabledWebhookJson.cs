using System.ComponentModel;

namespace Postscale.Server.Webhooks;

/// <summary>
/// A webhook that was disabled, as events show it. Those are read with the scope <c>read</c> and sent to the account's other
/// receivers, and what follows the host in a URL may be all that it takes to call it: it is not here.
/// </summary>
[Description("A webhook that the service has stopped sending to.")]
internal sealed record DisabledWebhookJson
{
    [Description("The webhook's id.")]
    public required Guid Id { get; init; }

    [Description("The host of its URL, with the port where it is not the scheme's own. The whole URL is shown by `GET /v1/webhooks/{id}`.")]
    public required string Host { get; init; }

    [Description("When the service stopped sending.")]
    public required DateTimeOffset? DisabledAt { get; init; }

    [Description("Why it stopped.")]
    public required string? DisabledReason { get; init; }

    public static DisabledWebhookJson Of(Webhook webhook) => new()
    {
        Id = webhook.Id,
        Host = webhook.Url.Authority,
        DisabledAt = webhook.DisabledAt,
        DisabledReason = webhook.DisabledReason,
    };
}
