using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>What to change of a domain; what is not given stays as it is.</summary>
public sealed record DomainUpdate
{
    /// <summary>What it is for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DomainType? Type { get; init; }

    /// <summary>Whether mail for any address of the domain is taken.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? CatchAllEnabled { get; init; }

    /// <summary>Whether the domain takes part in mail.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Active { get; init; }

    /// <summary>For an alias: the id or name of the domain that mail is forwarded to; an empty text takes it away.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PrimaryDomain { get; init; }
}
