using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Postscale.Server.Accounts;
using Postscale.Server.Events;
using Postscale.Server.Options;
using Postscale.Server.Webhooks;

namespace Postscale.Server.Http.Description;

/// <summary>Examples of webhooks and deliveries, made by the code that makes real answers.</summary>
internal static class WebhookExamples
{
    public const string Id = "0198f1ee-6c54-7b01-90e6-d701748f0900";
    public const string DeliveryId = "0198f1ef-11aa-7c02-8e21-5d9f3a7b0901";

    private static readonly DateTimeOffset s_created = new(2026, 1, 18, 10, 30, 0, TimeSpan.Zero);

    private static readonly Webhook s_webhook = new()
    {
        Id = Guid.Parse(Id),
        AccountId = Guid.Empty,
        Environment = KeyEnvironment.Live,
        Url = new Uri("https://hooks.example.com/postscale"),
        Description = "Mail team",
        EventTypes = [],
        Active = true,
        CreatedAt = s_created,
        UpdatedAt = s_created,
    };

    private static readonly Delivery s_delivery = new()
    {
        Id = Guid.Parse(DeliveryId),
        WebhookId = s_webhook.Id,
        EventId = Guid.Parse("0198f1ef-11a9-7d03-9b42-6c8e2f5a0902"),
        EventType = EventTypes.DomainVerified,
        Sequence = 42,
        State = DeliveryState.Delivered,
        Attempts = 1,
        LastAttemptAt = s_created.AddMinutes(5),
        LastStatus = 200,
        Answer = "ok",
        Duration = TimeSpan.FromMilliseconds(84),
        DeliveredAt = s_created.AddMinutes(5),
        CreatedAt = s_created.AddMinutes(5),
    };

    private static readonly Delivery s_pending = s_delivery with
    {
        State = DeliveryState.Pending,
        LastStatus = 503,
        LastError = "it answered with status 503",
        Answer = "try later",
        DeliveredAt = null,
    };

    public static JsonNode CreateBody(Platform platform) =>
        Json($$"""{ "url": "https://hooks.example.com/postscale", "events": ["{{EventTypes.DomainVerified}}", "{{EventTypes.DomainUnverified}}"], "description": "Mail team" }""");

    public static JsonNode CreateAllBody(Platform platform) => Json("""{ "url": "https://hooks.example.com/postscale" }""");

    public static JsonNode UpdateBody(Platform platform) => Json("""{ "active": true }""");

    public static JsonNode RotateBody(Platform platform) => Json("""{ "overlap_hours": 24 }""");

    public static JsonNode Made(Platform platform) => Of(s_webhook with { EventTypes = [EventTypes.DomainVerified, EventTypes.DomainUnverified] }, withSecret: true);

    public static JsonNode Rotated(Platform platform) => Of(s_webhook with { PreviousSecretUntil = s_created.AddHours(26), UpdatedAt = s_created.AddHours(2) }, withSecret: true);

    public static JsonNode Found(Platform platform) => Of(s_webhook);

    public static JsonNode Disabled(Platform platform) => Of(s_webhook with
    {
        Active = false,
        Failures = 26,
        FailingSince = s_created.AddDays(1),
        DisabledAt = s_created.AddDays(4),
        DisabledReason = "it failed for 72 hours without a break; the last time: the connection was refused",
        UpdatedAt = s_created.AddDays(4),
    });

    public static JsonNode Listed(Platform platform) => Json(new WebhookListJson([WebhookJson.Of(s_webhook)], DefaultLimit, 0), ApiJson.Wire.WebhookListJson);

    public static JsonNode TestDelivered(Platform platform) => Test(new Attempt(200, null, "ok", TimeSpan.FromMilliseconds(84), null));

    public static JsonNode TestFailed(Platform platform) => Test(new Attempt(null, "there was no answer within 10 s", null, TimeSpan.FromSeconds(10), null));

    public static JsonNode Delivered(Platform platform) => Json(DeliveryJson.Of(s_delivery), ApiJson.Wire.DeliveryJson);

    public static JsonNode Pending(Platform platform) => Json(DeliveryJson.Of(s_pending), ApiJson.Wire.DeliveryJson);

    public static JsonNode Deliveries(Platform platform) => Json(new DeliveryListJson([DeliveryJson.Of(s_delivery)], DefaultLimit, 0), ApiJson.Wire.DeliveryListJson);

    private static int DefaultLimit => Domains.DomainQuery.DefaultLimit;

    private static JsonNode Test(Attempt attempt) => Json(WebhookTestJson.Of(Guid.Parse("0198f1ef-11a9-7d03-9b42-6c8e2f5a0903"), attempt), ApiJson.Wire.WebhookTestJson);

    private static JsonNode Of(Webhook webhook, bool withSecret = false) =>
        Json(WebhookJson.Of(webhook) with { Secret = withSecret ? "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD" : null }, ApiJson.Wire.WebhookJson);

    private static JsonNode Json(string text) => JsonNode.Parse(text)!;

    private static JsonNode Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToNode(value, type)!;
}
