using System.ComponentModel;

namespace Postscale.Server.Webhooks;

/// <summary>What there is to say of an event that happened to a webhook.</summary>
[Description("The webhook right after the event.")]
internal sealed record WebhookEventJson
{
    [Description("The webhook, without its secret.")]
    public required WebhookJson Webhook { get; init; }
}
