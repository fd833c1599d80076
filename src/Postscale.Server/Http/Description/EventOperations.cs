using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Postscale.Server.Events;

namespace Postscale.Server.Http.Description;

/// <summary>What the API description says of events.</summary>
internal static class EventOperations
{
    public static readonly Documented List = new(
        "ListEvents",
        "List events",
        """
        Addition. What happened to the account's domains, the oldest first, for those who would rather ask than be called. Give the
        answer's `next_after` as `after` of the next request: no event is left out and none comes twice, however many are written
        meanwhile. Events are written in the transaction of the change itself, and kept for 30 days unless configured otherwise.
        """)
    {
        Tag = "Events",
        Query =
        [
            new("after", "Only events with a greater sequence number; 0 begins with the oldest that is kept.", () => new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "0", Default = JsonValue.Create(0) }),
            new("limit", "How many events to return at most. Over 1000 counts as 1000.", () => new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Minimum = "1",
                Maximum = EventQuery.MaxLimit.ToString(CultureInfo.InvariantCulture),
                Default = JsonValue.Create(EventQuery.DefaultLimit),
            }),
            new("type", "Only events of this type.", () => new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. EventTypes.All.Select(t => JsonValue.Create(t))] }),
        ],
        Answer = typeof(EventListJson),
        Success = "The events.",
        AnswerExamples = [new("events", "A domain was registered and verified", DomainExamples.Events)],
    };
}
