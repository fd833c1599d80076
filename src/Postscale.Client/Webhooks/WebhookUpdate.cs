using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>What to change of a webhook; what is not given stays as it is.</summary>
public sealed record WebhookUpdate
{
    /// <summary>Where events are sent, from the next try on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Url { get; init; }

    /// <summary>The types of events to send from now on; empty for all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Events { get; init; }

    /// <summary>What you call it, at most 200 characters; empty for nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Description { get; init; }

    /// <summary>Whether events are sent. False leaves out what still waits; true also enables a webhook that the service has disabled.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Active { get; init; }
}
