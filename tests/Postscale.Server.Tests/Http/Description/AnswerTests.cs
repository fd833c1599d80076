using System.Text.Json.Nodes;
using Postscale.Server.Options;

namespace Postscale.Server.Tests.Http.Description;

/// <summary>What the service really answers, held against what the document says it does.</summary>
public sealed class AnswerTests(DescribedService service) : IClassFixture<DescribedService>
{
    private static readonly HashSet<string> Undescribed = ["Date", "Cache-Control", "X-Content-Type-Options", "Transfer-Encoding"];

    [Theory]
    [InlineData("inbound")]
    [InlineData("outbound")]
    [InlineData("both")]
    [InlineData("alias")]
    public async Task Good_answers_are_as_described(string type)
    {
        var name = $"{type}.example.org";
        await SendAsync("CreateDomain", "POST", "/v1/domains", $$"""{"domain":"{{name}}","type":"{{type}}"}""");
        await SendAsync("ListDomains", "GET", "/v1/domains?limit=2&sort=-created_at");
        await SendAsync("GetDomain", "GET", $"/v1/domains/{name}");
        await SendAsync("UpdateDomain", "PUT", $"/v1/domains/{name}", """{"catch_all_enabled":true}""");
        await SendAsync("VerifyDomain", "POST", $"/v1/domains/{name}/verify");
        await SendAsync("GetDnsRecords", "GET", $"/v1/domains/{name}/dns");
        await SendAsync("GetDnsProvider", "GET", $"/v1/domains/{name}/provider");
        await SendAsync("ListAuditEntries", "GET", $"/v1/audit?object={name}");
        var deleted = await SendAsync("DeleteDomain", "DELETE", $"/v1/domains/{name}");
        Assert.Equal("deleted", (string)deleted["status"]!);
    }

    [Fact]
    public async Task Answers_to_a_domain_with_all_records_are_as_described()
    {
        const string Name = "published.example.org";
        await SendAsync("CreateDomain", "POST", "/v1/domains", $$"""{"domain":"{{Name}}","type":"both"}""");
        var records = (await SendAsync("GetDnsRecords", "GET", $"/v1/domains/{Name}/dns"))["records"]!.AsArray();
        // In quotes, and with another host behind ours: both hold with a warning.
        service.Dns
            .Txt($"_postscale.{Name}", $"\"{records[0]!["value"]}\"")
            .Mx(Name, 10, Platform.Default.Mx.Text).Mx(Name, 20, "mx.example.net")
            .Txt(Name, "v=spf1 include:_spf.postscale.io ~all").Txt("_spf.postscale.io", "v=spf1 ip4:192.0.2.1 -all")
            .Cname($"ps-bounces.{Name}", Platform.Default.Bounces.Text);
        var verified = await SendAsync("VerifyDomain", "POST", $"/v1/domains/{Name}/verify");
        Assert.True((bool)verified["verified"]!);
        Assert.NotNull(verified["warnings"]!["mx"]);
        Assert.NotNull(verified["mx_records"]);
        await SendAsync("GetDnsRecords", "GET", $"/v1/domains/{Name}/dns");
        await SendAsync("GetDomain", "GET", $"/v1/domains/{Name}");
        await SendAsync("CreateDomain", "POST", "/v1/domains", $$"""{"domain":"other.example.org","type":"alias","primary_domain":"{{Name}}"}""");
        var alias = await SendAsync("GetDomain", "GET", "/v1/domains/other.example.org");
        Assert.Equal(Name, (string)alias["primary_domain"]!);
    }

    [Fact]
    public async Task Answers_about_keys_are_as_described()
    {
        var made = await SendAsync("CreateKey", "POST", "/v1/keys", """{"scopes":["read"],"expires_in_days":1}""");
        Assert.NotNull(made["key"]);
        var next = await SendAsync("RotateKey", "POST", $"/v1/keys/{made["id"]}/rotate", """{"overlap_minutes":5}""");
        Assert.Equal(3, (await SendAsync("ListKeys", "GET", "/v1/keys"))["keys"]!.AsArray().Count);
        Assert.Equal("revoked", (string)(await SendAsync("RevokeKey", "DELETE", $"/v1/keys/{next["id"]}"))["status"]!);
        Assert.Equal("key_not_found", (string)(await SendAsync("RevokeKey", "DELETE", $"/v1/keys/{next["id"]}"))["code"]!);
    }

    [Theory]
    [InlineData("CreateKey", "POST", "/v1/keys", """{"scopes":[]}""", "field_invalid")]
    [InlineData("RotateKey", "POST", "/v1/keys/absent/rotate", null, "key_not_found")]
    [InlineData("CreateDomain", "POST", "/v1/domains", "{}", "field_required")]
    [InlineData("CreateDomain", "POST", "/v1/domains", "[]", "invalid_json")]
    [InlineData("CreateDomain", "POST", "/v1/domains", """{"domain":1}""", "field_type")]
    [InlineData("CreateDomain", "POST", "/v1/domains", """{"domain":"a.example.org","type":"x"}""", "field_invalid")]
    [InlineData("CreateDomain", "POST", "/v1/domains", """{"domain":"a..b"}""", "domain_invalid")]
    [InlineData("CreateDomain", "POST", "/v1/domains", """{"domain":"co.uk"}""", "domain_refused")]
    [InlineData("CreateDomain", "POST", "/v1/domains", """{"domain":"a.example.org","primary_domain":"b.example.org"}""", "primary_domain_invalid")]
    [InlineData("ListDomains", "GET", "/v1/domains?limit=0", null, "field_invalid")]
    [InlineData("GetDomain", "GET", "/v1/domains/absent.example.org", null, "domain_not_found")]
    [InlineData("UpdateDomain", "PUT", "/v1/domains/absent.example.org", "{}", "domain_not_found")]
    [InlineData("UpdateDomain", "PUT", "/v1/domains/absent.example.org", """{"active":"yes"}""", "field_type")]
    [InlineData("DeleteDomain", "DELETE", "/v1/domains/absent.example.org", null, "domain_not_found")]
    [InlineData("VerifyDomain", "POST", "/v1/domains/absent.example.org/verify", null, "domain_not_found")]
    [InlineData("GetDnsRecords", "GET", "/v1/domains/absent.example.org/dns", null, "domain_not_found")]
    [InlineData("GetDnsRecords", "GET", "/v1/domains/absent.example.org/dns?format=x", null, "field_invalid")]
    [InlineData("GetDnsProvider", "GET", "/v1/domains/absent.example.org/provider", null, "domain_not_found")]
    [InlineData("PublishDomain", "POST", "/v1/domains/absent.example.org/publish", "{}", "domain_not_found")]
    public async Task Errors_are_as_described(string operation, string method, string path, string? body, string code) =>
        Assert.Equal(code, (string)(await SendAsync(operation, method, path, body))["code"]!);

    [Theory]
    [InlineData("CreateDomain", "POST", "/v1/domains")]
    [InlineData("ListDomains", "GET", "/v1/domains")]
    [InlineData("DeleteDomain", "DELETE", "/v1/domains/a.example.org")]
    public async Task A_refused_key_is_answered_as_described(string operation, string method, string path) =>
        Assert.Equal("api_key_invalid", (string)(await SendAsync(operation, method, path, null, ("Authorization", "Bearer ps_live_x")))["code"]!);

    [Fact]
    public async Task Idempotency_is_answered_as_described()
    {
        await SendAsync("CreateDomain", "POST", "/v1/domains", """{"domain":"once.example.org"}""", ("Idempotency-Key", "k1"));
        await SendAsync("CreateDomain", "POST", "/v1/domains", """{"domain":"once.example.org"}""", ("Idempotency-Key", "k1"));
        Assert.Equal("idempotency_key_reused", (string)(await SendAsync("CreateDomain", "POST", "/v1/domains", """{"domain":"twice.example.org"}""", ("Idempotency-Key", "k1")))["code"]!);
        Assert.Equal("field_invalid", (string)(await SendAsync("VerifyDomain", "POST", "/v1/domains/a.example.org/verify", null, ("Idempotency-Key", "a b")))["code"]!);
    }

    private async Task<JsonNode> SendAsync(string operation, string method, string path, string? body = null, params (string, string)[] headers)
    {
        using var answer = await service.SendAsync(method, path, body, headers);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var described = service.Operation(operation)["responses"]![$"{(int)answer.StatusCode}"];
        Assert.True(described is not null, $"{operation} answers {(int)answer.StatusCode}, which is not described: {text}");
        var value = JsonNode.Parse(text)!;
        var content = described["content"]!["application/json"]!;
        Assert.Empty(SchemaCheck.Faults(service.Document, content["schema"]!, value));
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        var names = answer.Headers.Select(h => h.Key).Where(h => !Undescribed.Contains(h)).ToList();
        Assert.All(names, h => Assert.True(described["headers"]![h] is not null, $"{operation} {answer.StatusCode}: the header {h} is not described"));
        Assert.Contains("X-Request-ID", names);
        if ((int)answer.StatusCode >= 400)
        {
            Assert.NotNull(content["examples"]![(string)value["code"]!]);
        }

        return value;
    }
}
