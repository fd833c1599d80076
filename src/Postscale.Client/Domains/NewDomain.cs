using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>A domain to register.</summary>
public sealed record NewDomain
{
    /// <summary>The name, in any spelling: Unicode or A-labels, any case.</summary>
    [JsonPropertyName("domain")]
    public required string Name { get; init; }

    /// <summary>What it is for; inbound if it is not given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DomainType? Type { get; init; }

    /// <summary>Whether mail for any address of the domain is taken; not, if it is not given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? CatchAllEnabled { get; init; }

    /// <summary>For an alias: the id or name of the domain that mail is forwarded to.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PrimaryDomain { get; init; }
}
