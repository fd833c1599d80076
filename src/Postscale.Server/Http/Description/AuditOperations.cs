using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Postscale.Server.Accounts;
using Postscale.Server.Auditing;

namespace Postscale.Server.Http.Description;

/// <summary>What the API description says of the audit log.</summary>
internal static class AuditOperations
{
    public const string Tag = "Audit";

    private static readonly AuditEntry Example = new()
    {
        Seq = 4711,
        AccountId = Guid.Empty,
        Environment = KeyEnvironment.Live,
        At = new DateTimeOffset(2026, 1, 18, 14, 0, 0, TimeSpan.Zero),
        Actor = new Actor(ActorKind.Key, Guid.Parse("019bd0b8-31c7-7d55-9a3e-2f6f1c1f0a11"), Actor.Hint("ps_live_4fGh", "9xYz"), "5c0f4a1be2d94f7c8a3e6b1d2f90c7aa", "192.0.2.17"),
        Action = "domain.update",
        ObjectId = DomainExamples.Id,
        ObjectName = DomainExamples.Name,
        Changes = AuditChanges.Between(("catch_all_enabled", "true", "false")),
    };

    public static readonly Documented List = new(
        "ListAuditEntries",
        "List audit entries",
        """
        Addition. What was changed in the account, by whom and when, newest first: in the key's environment, and of all keys. Each entry was
        written together with its change, so that there is none without the other. Entries are kept for a year unless the operator says otherwise.

        For the next page ask with `after` set to the answer's `next`.
        """)
    {
        Tag = Tag,
        Query =
        [
            new("limit", "How many entries to return at most. Over 100 counts as 100, and the answer's `limit` says so.", () => new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "100", Default = JsonValue.Create(AuditQuery.DefaultLimit) }),
            new("after", "Only entries older than the one with this `seq`.", () => new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "0" }),
            new("action", "Only this action, such as `domain.create`, or all of a group, such as `domain`.", () => new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[a-z_.]{1,253}$" }),
            new("object", "Only what was done to the object of this id or name.", () => new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 253 }),
        ],
        Answer = typeof(AuditListJson),
        Success = "The page.",
        AnswerExamples = [new("entries", "A domain's settings were changed", _ => JsonSerializer.SerializeToNode(new AuditListJson([AuditEntryJson.Of(Example)], 50, null), ApiJson.Wire.AuditListJson)!)],
    };
}
