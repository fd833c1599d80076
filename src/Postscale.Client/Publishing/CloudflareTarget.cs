using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>A zone at Cloudflare.</summary>
public sealed record CloudflareTarget
{
    /// <summary>An API token that may read the zone and edit its DNS.</summary>
    public required string ApiToken { get; init; }

    /// <summary>The zone's id; Cloudflare is asked, if it is not given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ZoneId { get; init; }

    /// <summary>What it says, without the token.</summary>
    public override string ToString() => $"{nameof(CloudflareTarget)} {{ ZoneId = {ZoneId} }}";
}
