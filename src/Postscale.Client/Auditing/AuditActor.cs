using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>Who made a change.</summary>
public sealed record AuditActor
{
    /// <summary><c>key</c>: a client of the API; <c>command_line</c>: the operator; <c>background_check</c>: the service itself, by what it found in DNS.</summary>
    public required string Type { get; init; }

    /// <summary>The key's id, where it was one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? KeyId { get; init; }

    /// <summary>The key's first and last characters.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }
}
