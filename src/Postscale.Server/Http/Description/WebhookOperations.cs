using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Postscale.Server.Domains;
using Postscale.Server.Webhooks;

namespace Postscale.Server.Http.Description;

/// <summary>What the API description says of the operations on webhooks.</summary>
internal static class WebhookOperations
{
    /// <summary>The group they stand in.</summary>
    public const string Tag = "Webhooks";

    private static readonly DocumentedExample Found = new("webhook", "A webhook for all events", WebhookExamples.Found);

    private static readonly DocumentedExample WithSecret = new("webhook", "A webhook with its secret", WebhookExamples.Made);

    public static readonly Documented Create = new(
        "CreateWebhook",
        "Create webhook",
        """
        Addition. Makes a webhook: a URL that the account's events are sent to, as POST requests that are signed by the Standard
        Webhooks scheme. The answer holds the secret to verify them with, which is never shown again.

        The URL is https and leads to a public host: private, loopback, link-local and other special addresses are refused here and
        again at each try. Events are sent in the order of their sequence numbers, each at least once; a try that fails is made
        again for three days. Without `events`, all types are sent.
        """)
    {
        Tag = Tag,
        Body = typeof(CreateWebhookJson),
        BodyExamples = [new("some", "A webhook for some events", WebhookExamples.CreateBody), new("all", "A webhook for all events", WebhookExamples.CreateAllBody)],
        Answer = typeof(WebhookJson),
        Status = StatusCodes.Status201Created,
        Success = "The webhook is made.",
        AnswerExamples = [WithSecret],
        Errors = [ErrorCode.FieldRequired, ErrorCode.WebhookUrlInvalid, ErrorCode.WebhookLimit],
    };

    public static readonly Documented List = new("ListWebhooks", "List webhooks", "Addition. One page of the account's webhooks, in order of creation. Past the end the list is empty.")
    {
        Tag = Tag,
        Query = Page("webhooks"),
        Answer = typeof(WebhookListJson),
        Success = "The page.",
        AnswerExamples = [new("page", "A page with one webhook", WebhookExamples.Listed)],
    };

    public static readonly Documented Get = new("GetWebhook", "Get webhook", "Addition. One webhook, and how its deliveries fare. The secret is not shown.")
    {
        Tag = Tag,
        NotFound = ErrorCode.WebhookNotFound,
        Answer = typeof(WebhookJson),
        Success = "The webhook.",
        AnswerExamples = [Found, new("disabled", "A webhook that has been disabled", WebhookExamples.Disabled)],
    };

    public static readonly Documented Update = new(
        "UpdateWebhook",
        "Update webhook",
        """
        Addition. Changes a webhook. All fields are optional: what is not given stays as it is, and `{}` changes nothing.
        `"active": false` stops sending at once and leaves out what still waits, which can be sent one by one later on.
        `"active": true` begins again, also after the service has disabled the webhook.
        """)
    {
        Tag = Tag,
        NotFound = ErrorCode.WebhookNotFound,
        Body = typeof(UpdateWebhookJson),
        BodyExamples = [new("active", "Begin to send again", WebhookExamples.UpdateBody)],
        Answer = typeof(WebhookJson),
        Success = "The webhook as it is now.",
        AnswerExamples = [Found],
        Errors = [ErrorCode.WebhookUrlInvalid],
    };

    public static readonly Documented Delete = new("DeleteWebhook", "Delete webhook", "Addition. Removes a webhook and all its deliveries. Nothing more is sent to it.")
    {
        Tag = Tag,
        NotFound = ErrorCode.WebhookNotFound,
        Answer = typeof(DeletedJson),
        Success = "The webhook is removed.",
        AnswerExamples = [new("deleted", "Removed", DomainExamples.Deleted)],
    };

    public static readonly Documented Test = new(
        "TestWebhook",
        "Test webhook",
        """
        Addition. Sends a `webhook.test` event to the webhook now, signed as any other, and answers what came of it, also if the
        webhook is not active. It is tried once, is no event of the account (its `sequence` is 0) and leaves no delivery behind.
        The answer is 200 whatever came of it.
        """)
    {
        Tag = Tag,
        NotFound = ErrorCode.WebhookNotFound,
        Answer = typeof(WebhookTestJson),
        Success = "The test was made; the body says how it ended.",
        AnswerExamples = [new("delivered", "The receiver has it", WebhookExamples.TestDelivered), new("failed", "The receiver did not answer", WebhookExamples.TestFailed)],
    };

    public static readonly Documented Rotate = new(
        "RotateWebhook",
        "Rotate webhook secret",
        """
        Addition. Makes a new secret and shows it, once. For `overlap_hours` deliveries carry two signatures, one with each secret,
        so that receivers can change over without losing one; `0` ends the former secret at once. The body may be left out.
        """)
    {
        Tag = Tag,
        NotFound = ErrorCode.WebhookNotFound,
        Body = typeof(RotateWebhookJson),
        IsBodyOptional = true,
        BodyExamples = [new("day", "Both secrets for a day", WebhookExamples.RotateBody)],
        Answer = typeof(WebhookJson),
        Success = "The webhook with its new secret.",
        AnswerExamples = [new("webhook", "A webhook with its new secret", WebhookExamples.Rotated)],
    };

    /// <summary>What says which page is asked for.</summary>
    /// <param name="what">What there are pages of.</param>
    public static IReadOnlyList<DocumentedParameter> Page(string what) =>
    [
        new(
            "limit",
            $"How many {what} to return at most. Over 100 counts as 100, and the answer's `limit` says so.",
            () => new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "100", Default = JsonValue.Create(DomainQuery.DefaultLimit) }),
        new("offset", $"How many {what} to leave out first.", () => new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "0", Default = JsonValue.Create(0) }),
    ];

    /// <summary>The id in the path.</summary>
    /// <param name="documented">The operation.</param>
    public static OpenApiParameter IdParameter(Documented documented) => new()
    {
        Name = "id",
        In = ParameterLocation.Path,
        Required = true,
        Description = documented.NotFound == ErrorCode.DeliveryNotFound ? "The delivery's id." : "The webhook's id.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
        Examples = new Dictionary<string, IOpenApiExample>
        {
            ["id"] = new OpenApiExample
            {
                Summary = "By id",
                Value = JsonValue.Create(documented.NotFound == ErrorCode.DeliveryNotFound ? WebhookExamples.DeliveryId : WebhookExamples.Id),
            },
        },
    };
}
