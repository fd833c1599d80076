using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>A record to publish.</summary>
public sealed record DnsRecord
{
    /// <summary>Its type: TXT, MX or CNAME.</summary>
    public required string Type { get; init; }

    /// <summary>Its full name.</summary>
    public required string Name { get; init; }

    /// <summary>Its value.</summary>
    public required string Value { get; init; }

    /// <summary>The preference of an MX record.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Priority { get; init; }

    /// <summary>How it stands.</summary>
    public required RecordStatus Status { get; init; }

    /// <summary>What it is for, in words.</summary>
    public required string Purpose { get; init; }

    /// <summary>Why it does not hold, as of the last check.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    /// <summary>What DNS answered at the last check.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Found { get; init; }

    /// <summary>What to change.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Hint { get; init; }

    /// <summary>What is not wrong and should be changed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; init; }
}
