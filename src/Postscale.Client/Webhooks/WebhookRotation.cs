using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>How to change a webhook's secret.</summary>
internal sealed record WebhookRotation
{
    /// <summary>For how many hours, 0 to 168, deliveries are signed with the former secret too; 24 if it is not given, and 0 ends it at once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? OverlapHours { get; init; }
}
