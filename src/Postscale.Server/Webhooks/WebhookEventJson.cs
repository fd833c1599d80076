using System.ComponentModel;

namespace Postscale.Server.Webhooks;

/// <summary>What there is to say of an event that happened to a webhook.</summary>
[Description("The webhook that the event is about.")]
internal sealed record WebhookEventJson
{
    [Description("The webhook, as far as whoever may read events may know it.")]
    public required DisabledWebhookJson Webhook { get; init; }
}
