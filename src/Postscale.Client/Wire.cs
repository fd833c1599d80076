using System.Text.Json.Serialization;
using Postscale.Client.Http;

namespace Postscale.Client;

/// <summary>The API's JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(TimeConverter)])]
[JsonSerializable(typeof(NewDomain))]
[JsonSerializable(typeof(DomainUpdate))]
[JsonSerializable(typeof(Domain))]
[JsonSerializable(typeof(DomainPage))]
[JsonSerializable(typeof(DnsRecords))]
[JsonSerializable(typeof(Verification))]
[JsonSerializable(typeof(CheckPage))]
[JsonSerializable(typeof(Done))]
[JsonSerializable(typeof(NewWebhook))]
[JsonSerializable(typeof(WebhookUpdate))]
[JsonSerializable(typeof(WebhookRotation))]
[JsonSerializable(typeof(Webhook))]
[JsonSerializable(typeof(WebhookPage))]
[JsonSerializable(typeof(WebhookTest))]
[JsonSerializable(typeof(WebhookDelivery))]
[JsonSerializable(typeof(WebhookDeliveryPage))]
[JsonSerializable(typeof(PostscaleEvent))]
[JsonSerializable(typeof(EventPage))]
[JsonSerializable(typeof(AuditPage))]
[JsonSerializable(typeof(NewKey))]
[JsonSerializable(typeof(KeyRotation))]
[JsonSerializable(typeof(ApiKey))]
[JsonSerializable(typeof(ApiKeyPage))]
[JsonSerializable(typeof(DnsHosting))]
[JsonSerializable(typeof(PublishRequest))]
[JsonSerializable(typeof(PublishResult))]
[JsonSerializable(typeof(ErrorAnswer))]
internal sealed partial class Wire : JsonSerializerContext;
