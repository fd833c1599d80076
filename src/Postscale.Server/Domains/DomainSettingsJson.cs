using System.ComponentModel;
using System.Text.Json.Serialization;
using Postscale.Server.Http;

namespace Postscale.Server.Domains;

/// <summary>Settings of a domain that changed.</summary>
[Description("Those of a domain's settings that changed, as they were before.")]
internal sealed record DomainSettingsJson
{
    [Description("The type.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Type { get; init; }

    [Description("Whether mail for any address was taken.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? CatchAllEnabled { get; init; }

    [Description("Whether it took part in mail.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Active { get; init; }

    [Description("The name of the domain that an alias forwarded to, or null.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NameOrNull? PrimaryDomain { get; init; }

    /// <summary>What of a domain's settings is otherwise afterwards.</summary>
    public static DomainSettingsJson Of(Domain before, Domain after) => new()
    {
        Type = before.Type != after.Type ? before.Type.Name() : null,
        CatchAllEnabled = before.CatchAllEnabled != after.CatchAllEnabled ? before.CatchAllEnabled : null,
        Active = before.Active != after.Active ? before.Active : null,
        PrimaryDomain = before.Primary?.Id != after.Primary?.Id ? new NameOrNull(before.Primary?.Name) : null,
    };
}
