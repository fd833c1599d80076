using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Postscale.Server.Accounts;

namespace Postscale.Server.Auditing;

/// <summary>An entry of the audit log.</summary>
[Description("A change, and who made it.")]
internal sealed record AuditEntryJson
{
    [Description("The entry's place in the log: a later entry has a higher one.")]
    public required long Seq { get; init; }

    [Description("When it was made.")]
    public required DateTimeOffset At { get; init; }

    [Description("What was done: `domain.create`, `domain.update`, `domain.verify`, `domain.delete`, `key.create`, `key.rotate`, `key.revoke`, `webhook.create`, `webhook.disable` and others of this form.")]
    public required string Action { get; init; }

    [Description("Who did it.")]
    public required AuditActorJson Actor { get; init; }

    [Description("The environment it concerns; left out where it concerns both."), AllowedValues("live", "test"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required string? Environment { get; init; }

    [Description("The request's id, where it was made by one."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required string? RequestId { get; init; }

    [Description("The address that the request came from."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required string? ClientAddress { get; init; }

    [Description("The id of what was changed.")]
    public required string ObjectId { get; init; }

    [Description("Its name: that of a domain, or the first and last characters of a key.")]
    public required string ObjectName { get; init; }

    [Description("What changed of it, by field. Never a secret.")]
    public required IReadOnlyDictionary<string, AuditChange> Changes { get; init; }

    public static AuditEntryJson Of(AuditEntry entry) => new()
    {
        Seq = entry.Seq,
        At = entry.At,
        Action = entry.Action,
        Actor = new AuditActorJson(entry.Actor.Kind.Name(), entry.Actor.KeyId, entry.Actor.KeyHint),
        Environment = entry.Environment?.Name(),
        RequestId = entry.Actor.RequestId,
        ClientAddress = entry.Actor.Address,
        ObjectId = entry.ObjectId,
        ObjectName = entry.ObjectName,
        Changes = entry.Changes,
    };
}
