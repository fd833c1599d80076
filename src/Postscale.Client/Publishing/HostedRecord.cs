using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>A record to enter, with its name as providers want it.</summary>
public sealed record HostedRecord
{
    /// <summary>What kind it is.</summary>
    public required RecordKind Record { get; init; }

    /// <summary>Its type: TXT, MX or CNAME.</summary>
    public required string Type { get; init; }

    /// <summary>Its full name.</summary>
    public required string Name { get; init; }

    /// <summary>Its name relative to the zone; <c>@</c> at the zone's own.</summary>
    public required string Host { get; init; }

    /// <summary>Its value, without quotes.</summary>
    public required string Value { get; init; }

    /// <summary>The preference of an MX record.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Priority { get; init; }
}
