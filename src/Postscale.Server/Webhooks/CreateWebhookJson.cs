using System.ComponentModel;

namespace Postscale.Server.Webhooks;

/// <summary>The body that makes a webhook.</summary>
[Description("A webhook to make.")]
internal sealed record CreateWebhookJson
{
    [Description("Where events are sent: an https URL of a public host, at most 2048 characters, without user name, password and fragment.")]
    public required string Url { get; init; }

    [Description("The types of events to send; all when it is empty or left out.")]
    public IReadOnlyList<string>? Events { get; init; }

    [Description("What you call it, at most 200 characters.")]
    public string? Description { get; init; }

    [Description("Whether events are sent; default true.")]
    public bool? Active { get; init; }
}
