using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Postscale.Server.Domains;

/// <summary>What there is to say of an event that happened to a domain.</summary>
[Description("The domain right after the event, and what the event was about.")]
internal sealed record DomainEventJson
{
    [Description("The domain as it was right after the event; of a deleted one, as it was last.")]
    public required DomainJson Domain { get; init; }

    [Description("With `domain.updated`: the settings that changed, as they were before.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DomainSettingsJson? Previous { get; init; }

    [Description("With `domain.dns_changed`: the records that were found otherwise than before.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RecordChangeJson>? Records { get; init; }

    [Description("Why, in a sentence.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    [Description("When a background check finds a record of a verified domain gone, the domain stays verified for a time; this is what is left of it.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public GraceJson? Grace { get; init; }
}
