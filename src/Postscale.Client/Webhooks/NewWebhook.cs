using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>A webhook to make.</summary>
public sealed record NewWebhook
{
    /// <summary>Where events are sent: an https URL of a public host, at most 2048 characters.</summary>
    public required string Url { get; init; }

    /// <summary>The types of events to send, of those in <see cref="EventTypes"/>; all if it is empty or not given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Events { get; init; }

    /// <summary>What you call it, at most 200 characters.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Description { get; init; }

    /// <summary>Whether events are sent; they are, if it is not given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Active { get; init; }
}
