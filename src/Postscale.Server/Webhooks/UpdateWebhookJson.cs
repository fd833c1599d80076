using System.ComponentModel;

namespace Postscale.Server.Webhooks;

/// <summary>The body that changes a webhook.</summary>
[Description("What to change of a webhook; what is not given stays as it is.")]
internal sealed record UpdateWebhookJson
{
    [Description("Where events are sent, from the next try on.")]
    public string? Url { get; init; }

    [Description("The types of events to send from now on; empty for all.")]
    public IReadOnlyList<string>? Events { get; init; }

    [Description("What you call it, at most 200 characters; empty for nothing.")]
    public string? Description { get; init; }

    [Description("Whether events are sent. `false` leaves out what still waits; `true` also enables a webhook that the service has disabled.")]
    public bool? Active { get; init; }
}
