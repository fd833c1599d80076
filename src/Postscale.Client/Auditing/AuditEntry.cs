using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>A change, and who made it.</summary>
public sealed record AuditEntry
{
    /// <summary>Its place in the log: a later entry has a higher one.</summary>
    public required long Seq { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was done, such as <c>domain.create</c> or <c>key.rotate</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Who did it.</summary>
    public required AuditActor Actor { get; init; }

    /// <summary>The environment, live or test; null where it concerns both.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Environment { get; init; }

    /// <summary>The request's id, where it was made by one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RequestId { get; init; }

    /// <summary>The address that the request came from.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ClientAddress { get; init; }

    /// <summary>The id of what was changed.</summary>
    public required string ObjectId { get; init; }

    /// <summary>Its name: that of a domain, or the first and last characters of a key.</summary>
    public required string ObjectName { get; init; }

    /// <summary>What changed of it, by field. Never a secret.</summary>
    public required IReadOnlyDictionary<string, AuditChange> Changes { get; init; }
}
