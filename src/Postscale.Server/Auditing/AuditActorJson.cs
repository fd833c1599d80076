using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Postscale.Server.Auditing;

/// <summary>Who made a change.</summary>
[Description("Who made a change.")]
internal sealed record AuditActorJson(
    [property: Description("`key`: a client of the API. `command_line`: the operator. `background_check`: the service itself, by what it found in DNS. `service`: the service itself, for another reason."), AllowedValues(ActorKindNames.Key, ActorKindNames.CommandLine, ActorKindNames.BackgroundCheck, ActorKindNames.Service)] string Type,
    [property: Description("The key's id, where it was one."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? KeyId,
    [property: Description("The key's first and last characters."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Key);
