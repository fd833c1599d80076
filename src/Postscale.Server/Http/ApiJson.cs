using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Postscale.Server.Accounts;
using Postscale.Server.Auditing;
using Postscale.Server.Domains;
using Postscale.Server.Events;
using Postscale.Server.Publishing;
using Postscale.Server.Webhooks;

namespace Postscale.Server.Http;

/// <summary>How everything on the wire is written: snake_case, times in whole seconds.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(TimeConverter)])]
[JsonSerializable(typeof(ErrorJson))]
[JsonSerializable(typeof(CreateDomainJson))]
[JsonSerializable(typeof(UpdateDomainJson))]
[JsonSerializable(typeof(DomainJson))]
[JsonSerializable(typeof(DomainListJson))]
[JsonSerializable(typeof(DeletedJson))]
[JsonSerializable(typeof(VerifyJson))]
[JsonSerializable(typeof(DnsJson))]
[JsonSerializable(typeof(CheckListJson))]
[JsonSerializable(typeof(ProviderJson))]
[JsonSerializable(typeof(PublishBodyJson))]
[JsonSerializable(typeof(PublishJson))]
[JsonSerializable(typeof(CreateWebhookJson))]
[JsonSerializable(typeof(UpdateWebhookJson))]
[JsonSerializable(typeof(RotateWebhookJson))]
[JsonSerializable(typeof(WebhookJson))]
[JsonSerializable(typeof(WebhookListJson))]
[JsonSerializable(typeof(WebhookTestJson))]
[JsonSerializable(typeof(WebhookEventJson))]
[JsonSerializable(typeof(DeliveryJson))]
[JsonSerializable(typeof(DeliveryListJson))]
[JsonSerializable(typeof(DomainEventJson))]
[JsonSerializable(typeof(EventListJson))]
[JsonSerializable(typeof(AuditListJson))]
[JsonSerializable(typeof(AuditEntryJson))]
[JsonSerializable(typeof(CreateKeyJson))]
[JsonSerializable(typeof(RotateKeyJson))]
[JsonSerializable(typeof(KeyJson))]
[JsonSerializable(typeof(KeyListJson))]
[JsonSerializable(typeof(RevokedJson))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>
    /// The context to write with. Quotes in sentences stay readable ('include:…'); answers are declared to be JSON and not to
    /// be guessed at, so that nothing in them is ever taken for HTML.
    /// </summary>
    public static ApiJson Wire => s_wire ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static ApiJson? s_wire;
}
