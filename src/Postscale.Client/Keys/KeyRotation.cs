using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>How to replace a key.</summary>
internal sealed record KeyRotation
{
    /// <summary>How many minutes the former key still works; 0 ends it at once. The service's own choice if it is not given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? OverlapMinutes { get; init; }
}
