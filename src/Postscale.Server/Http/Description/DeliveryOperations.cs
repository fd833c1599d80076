using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Postscale.Server.Webhooks;

namespace Postscale.Server.Http.Description;

/// <summary>What the API description says of the operations on deliveries.</summary>
internal static class DeliveryOperations
{
    private static readonly DocumentedExample Delivered = new("delivered", "The receiver has it", WebhookExamples.Delivered);
    private static readonly DocumentedExample Waiting = new("pending", "It waits for its next try", WebhookExamples.Pending);

    public static readonly Documented List = new(
        "ListWebhookDeliveries",
        "List deliveries",
        "Addition. One page of the account's deliveries, newest first: one for each event and webhook, with what the last try came to. Those that have ended are kept for 30 days unless the service is told otherwise.")
    {
        Tag = WebhookOperations.Tag,
        Query =
        [
            .. WebhookOperations.Page("deliveries"),
            new("webhook_id", "Only those of this webhook.", () => new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" }),
            new("state", "Only those in this state.", () => OneOf(Enum.GetValues<DeliveryState>().Select(s => s.Name()))),
            new("event_type", "Only those of events of this type.", () => OneOf(WebhookEvents.All)),
        ],
        Answer = typeof(DeliveryListJson),
        Success = "The page.",
        AnswerExamples = [new("page", "A page with one delivery", WebhookExamples.Deliveries)],
    };

    public static readonly Documented Get = new("GetWebhookDelivery", "Get delivery", "Addition. One delivery.")
    {
        Tag = WebhookOperations.Tag,
        NotFound = ErrorCode.DeliveryNotFound,
        Answer = typeof(DeliveryJson),
        Success = "The delivery.",
        AnswerExamples = [Delivered, Waiting],
    };

    public static readonly Documented Retry = new(
        "RetryWebhookDelivery",
        "Retry delivery",
        """
        Addition. Sends a delivery again, whatever its state: it waits again, and its webhook's turn is now. If it fails, it is
        tried again as any other. What waits and has a smaller sequence number is sent before it.
        """)
    {
        Tag = WebhookOperations.Tag,
        NotFound = ErrorCode.DeliveryNotFound,
        Answer = typeof(DeliveryJson),
        Status = StatusCodes.Status202Accepted,
        Success = "It will be sent.",
        AnswerExamples = [Waiting],
        Errors = [ErrorCode.WebhookInactive, ErrorCode.EventGone],
    };

    private static OpenApiSchema OneOf(IEnumerable<string> values) => new() { Type = JsonSchemaType.String, Enum = [.. values.Select(v => JsonValue.Create(v))] };
}
