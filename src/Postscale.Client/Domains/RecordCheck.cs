using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>What a check found of a record.</summary>
public sealed record RecordCheck
{
    /// <summary>The record.</summary>
    public required RecordKind Record { get; init; }

    /// <summary>What the look-up came to.</summary>
    public required CheckOutcome Outcome { get; init; }

    /// <summary>Why it does not hold.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    /// <summary>What DNS answered.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Found { get; init; }

    /// <summary>What is not wrong and should be changed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; init; }

    /// <summary>What to change.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Hint { get; init; }

    /// <summary>The name servers that answered.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? NameServers { get; init; }

    /// <summary>Whether the answers were validated by DNSSEC.</summary>
    public required bool Authenticated { get; init; }

    /// <summary>The extended DNS error (RFC 8914), if one was given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ExtendedError { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public required long DurationMs { get; init; }
}
