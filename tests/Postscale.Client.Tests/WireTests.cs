using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Postscale.Client.Tests.Support;

namespace Postscale.Client.Tests;

/// <summary>The client's types against the service's own description, with which they share no code.</summary>
public sealed class WireTests(RunningService service) : IClassFixture<RunningService>
{
    private static readonly Dictionary<string, Type> s_types = new()
    {
        ["CreateDomain"] = typeof(NewDomain), ["UpdateDomain"] = typeof(DomainUpdate), ["Domain"] = typeof(Domain), ["DomainList"] = typeof(DomainPage), ["Dns"] = typeof(DnsRecords),
        ["DnsRecord"] = typeof(DnsRecord), ["ReturnPath"] = typeof(ReturnPath), ["Verify"] = typeof(Verification), ["RecordCheck"] = typeof(RecordCheck), ["Check"] = typeof(DomainCheck),
        ["CheckList"] = typeof(CheckPage), ["CreateWebhook"] = typeof(NewWebhook), ["UpdateWebhook"] = typeof(WebhookUpdate), ["RotateWebhook"] = typeof(WebhookRotation), ["Webhook"] = typeof(Webhook),
        ["WebhookList"] = typeof(WebhookPage), ["WebhookTest"] = typeof(WebhookTest), ["Delivery"] = typeof(WebhookDelivery), ["DeliveryList"] = typeof(WebhookDeliveryPage),
        ["Event"] = typeof(PostscaleEvent), ["EventList"] = typeof(EventPage), ["AuditEntry"] = typeof(AuditEntry), ["AuditActor"] = typeof(AuditActor), ["AuditChange"] = typeof(AuditChange),
        ["AuditList"] = typeof(AuditPage), ["CreateKey"] = typeof(NewKey), ["RotateKey"] = typeof(KeyRotation), ["Key"] = typeof(ApiKey), ["KeyList"] = typeof(ApiKeyPage),
        ["Provider"] = typeof(DnsHosting), ["ProviderDetail"] = typeof(DnsProvider), ["ProviderRecord"] = typeof(HostedRecord), ["DomainConnect"] = typeof(DomainConnect),
        ["PublishBody"] = typeof(PublishRequest), ["PublishBody.rfc2136"] = typeof(Rfc2136Target), ["PublishBody.powerdns"] = typeof(PowerDnsTarget), ["PublishBody.cloudflare"] = typeof(CloudflareTarget),
        ["Publish"] = typeof(PublishResult), ["PublishChange"] = typeof(PublishChange),
    };

    public static TheoryData<string> Schemas => [.. s_types.Keys];

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task Every_field_of_the_description_is_known_under_its_name_and_no_other_is(string schema)
    {
        var described = (await SchemaAsync(schema))["properties"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal);
        var known = PostscaleJson.Options.GetTypeInfo(s_types[schema]).Properties.Select(p => p.Name).Order(StringComparer.Ordinal);
        Assert.Equal(described, known);
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task Nothing_is_asked_for_that_the_description_does_not_promise(string schema)
    {
        var promised = (await SchemaAsync(schema))["required"]?.AsArray().Select(n => (string)n!).ToList() ?? [];
        Assert.Empty(PostscaleJson.Options.GetTypeInfo(s_types[schema]).Properties.Where(p => p.IsRequired).Select(p => p.Name).Except(promised));
    }

    [Fact]
    public async Task Every_error_code_of_the_description_has_a_name_here()
    {
        var described = (await DescriptionAsync())["Error"]!["properties"]!["code"]!["enum"]!.AsArray().Select(n => (string)n!);
        var known = typeof(ErrorCodes).GetFields().Select(f => (string)f.GetRawConstantValue()!);
        Assert.Empty(described.Except(known));
    }

    [Fact]
    public void A_document_is_written_as_it_was_read()
    {
        var domain = JsonSerializer.Deserialize(Answers.Domain, PostscaleJson.TypeOf<Domain>())!;
        var again = JsonNode.Parse(JsonSerializer.Serialize(domain, PostscaleJson.TypeOf<Domain>()))!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(Answers.Domain)!.AsObject())
        {
            Assert.True(JsonNode.DeepEquals(value, again[name]), name);
        }
    }

    [Fact]
    public void Names_that_a_newer_service_has_are_kept_and_given_back()
    {
        var domain = JsonSerializer.Deserialize(Answers.Domain.Replace("\"both\"", "\"relay\"", StringComparison.Ordinal), PostscaleJson.TypeOf<Domain>())!;
        Assert.Equal("relay", domain.Type.ToString());
        Assert.Contains("\"type\":\"relay\"", JsonSerializer.Serialize(domain, PostscaleJson.TypeOf<Domain>()), StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_that_a_newer_service_has_are_passed_over() =>
        Assert.Equal("example.com", JsonSerializer.Deserialize(Answers.Domain.Replace("{\"id\"", "{\"new\":[{}],\"id\"", StringComparison.Ordinal), PostscaleJson.TypeOf<Domain>())!.Name);

    [Fact]
    public void What_is_not_given_is_not_sent() =>
        Assert.Equal("{\"active\":false}", JsonSerializer.Serialize(new DomainUpdate { Active = false }, (JsonTypeInfo<DomainUpdate>)PostscaleJson.Options.GetTypeInfo(typeof(DomainUpdate))));

    /// <summary>A schema by its name, or one that stands within another.</summary>
    private async Task<JsonNode> SchemaAsync(string name)
    {
        var parts = name.Split('.');
        var schema = (await DescriptionAsync())[parts[0]]!;
        return parts.Length == 1 ? schema : schema["properties"]![parts[1]]!;
    }

    private async Task<JsonNode> DescriptionAsync()
    {
        using var http = new HttpClient(new SocketsHttpHandler());
        return JsonNode.Parse(await http.GetStringAsync(new Uri(service.Address, "/openapi/v1.json"), TestContext.Current.CancellationToken))!["components"]!["schemas"]!;
    }
}
