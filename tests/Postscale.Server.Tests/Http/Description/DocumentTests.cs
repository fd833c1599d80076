using System.Text.Json.Nodes;
using Postscale.Server.Domains;
using Postscale.Server.Http;

namespace Postscale.Server.Tests.Http.Description;

/// <summary>What the document says, by itself and against the code.</summary>
public sealed class DocumentTests(DescribedService service) : IClassFixture<DescribedService>
{
    private static readonly string[] Methods = ["get", "put", "post", "patch", "delete"];
    private static readonly string[] Tags = ["Domains", "Webhooks", "Events", "Keys", "Audit"];

    [Fact]
    public void The_document_is_OpenAPI_3_1_and_says_what_it_describes()
    {
        var document = service.Document;
        Assert.StartsWith("3.1.", (string)document["openapi"]!, StringComparison.Ordinal);
        Assert.Equal("Postscale Domains API", (string)document["info"]!["title"]!);
        Assert.False(string.IsNullOrEmpty((string?)document["info"]!["version"]));
        Assert.Equal("Apache-2.0", (string)document["info"]!["license"]!["identifier"]!);
        Assert.Equal("/", (string)Assert.Single(document["servers"]!.AsArray())!["url"]!);
        Assert.Equal(Tags, document["tags"]!.AsArray().Select(t => (string)t!["name"]!));
        Assert.Equal(["ApiKey"], document["components"]!["securitySchemes"]!.AsObject().Select(s => s.Key));
        Assert.Equal(("http", "bearer", "ps_live_…"), SchemeOf(document["components"]!["securitySchemes"]!["ApiKey"]!));

        static (string?, string?, string?) SchemeOf(JsonNode s) => ((string?)s["type"], (string?)s["scheme"], (string?)s["bearerFormat"]);
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        var references = Nodes(service.Document).OfType<JsonObject>().Where(o => o.ContainsKey("$ref")).Select(o => (string)o["$ref"]!).ToList();
        Assert.True(references.Count > 100);
        Assert.All(references, r => Assert.NotNull(SchemaCheck.Follow(service.Document, r)));
    }

    [Fact]
    public void Every_endpoint_of_the_API_is_described_and_nothing_else()
    {
        var mapped = from endpoint in service.Endpoints
                     where endpoint.RoutePattern.RawText!.StartsWith("/v1", StringComparison.Ordinal)
                     from method in endpoint.Metadata.OfType<Microsoft.AspNetCore.Routing.HttpMethodMetadata>().Single().HttpMethods
                     select $"{method} {endpoint.RoutePattern.RawText}";
        var described = service.Operations().Select(o => $"{o.Method.ToUpperInvariant()} {o.Path}").ToList();
        Assert.NotEmpty(described);
        Assert.Equal(mapped.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_operation_says_what_it_is()
    {
        Assert.Distinct(service.Operations().Select(o => (string)o.Operation["operationId"]!));
        Assert.All(service.Operations(), o =>
        {
            Assert.Contains(o.Method, Methods);
            Assert.False(string.IsNullOrWhiteSpace((string?)o.Operation["summary"]));
            Assert.False(string.IsNullOrWhiteSpace((string?)o.Operation["description"]));
            Assert.Contains((string)Assert.Single(o.Operation["tags"]!.AsArray())!, Tags);
            Assert.NotNull(Assert.Single(o.Operation["security"]!.AsArray())!["ApiKey"]);
            Assert.Equal(o.Path.Contains("{id}", StringComparison.Ordinal), Parameters(o.Operation).Any(p => ((string)p["name"]!, (string)p["in"]!) == ("id", "path")));
            Assert.Contains(Parameters(o.Operation), p => (string)p["name"]! == "X-Request-ID");
            Assert.Equal(o.Method == "post", Parameters(o.Operation).Any(p => (string)p["name"]! == "Idempotency-Key"));
        });
    }

    [Theory]
    [InlineData("CreateDomain", "201 400 401 403 409 413 415 422 429 500 503")]
    [InlineData("ListDomains", "200 400 401 403 429 500 503")]
    [InlineData("GetDomain", "200 401 403 404 429 500 503")]
    [InlineData("UpdateDomain", "200 400 401 403 404 409 413 415 429 500 503")]
    [InlineData("DeleteDomain", "200 401 403 404 429 500 503")]
    [InlineData("VerifyDomain", "200 400 401 403 404 409 413 422 429 500 503")]
    [InlineData("ListAuditEntries", "200 400 401 403 429 500 503")]
    [InlineData("GetDnsRecords", "200 400 401 403 404 429 500 503")]
    [InlineData("GetDnsProvider", "200 401 403 404 429 500 503")]
    [InlineData("PublishDomain", "200 400 401 403 404 409 413 415 422 429 500 502 503")]
    public void An_operation_lists_every_status_it_can_answer(string operation, string statuses) =>
        Assert.Equal(statuses, string.Join(' ', service.Operation(operation)["responses"]!.AsObject().Select(r => r.Key).Order(StringComparer.Ordinal)));

    [Fact]
    public void Every_error_answer_shows_an_example_for_each_of_its_codes()
    {
        var statuses = ErrorCode.All.ToDictionary(c => c.Name, c => c.Status);
        var shown = new HashSet<string>();
        foreach (var (_, _, operation) in service.Operations())
        {
            foreach (var (status, response) in operation["responses"]!.AsObject().Where(r => r.Key[0] is '4' or '5'))
            {
                var content = response!["content"]!["application/json"]!;
                Assert.Equal("#/components/schemas/Error", (string)content["schema"]!["$ref"]!);
                Assert.NotEmpty(content["examples"]!.AsObject());
                foreach (var (name, example) in content["examples"]!.AsObject())
                {
                    Assert.Equal(name, (string)example!["value"]!["code"]!);
                    Assert.Equal(status, $"{statuses[name]}");
                    Assert.NotEqual("an error", (string)example["value"]!["error"]!);
                    shown.Add(name);
                }
            }
        }

        // These are answered where no operation is: at other paths, to other methods, and to what is no HTTP request.
        Assert.Equal(["bad_request", "headers_too_large", "method_not_allowed", "not_found"], statuses.Keys.Except(shown).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_error_code_is_listed()
    {
        var codes = service.Schema("Error")["properties"]!["code"]!["enum"]!.AsArray().Select(c => (string)c!);
        Assert.Equal(ErrorCode.All.Select(c => c.Name), codes);
        Assert.All(ErrorCode.All, c => Assert.Contains($"`{c.Name}`", (string)service.Document["info"]!["description"]!, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_declared_error_code_is_in_the_list_of_all()
    {
        var declared = typeof(ErrorCode).GetFields().Where(f => f.FieldType == typeof(ErrorCode)).Select(f => (ErrorCode)f.GetValue(null)!);
        Assert.Equal(declared, ErrorCode.All);
    }

    [Theory]
    [InlineData("Domain")]
    [InlineData("CreateDomain")]
    [InlineData("UpdateDomain")]
    public void Types_are_listed_as_the_service_knows_them(string schema)
    {
        var listed = service.Schema(schema)["properties"]!["type"]!["enum"]!.AsArray().Where(v => v is not null).Select(v => (string)v!);
        Assert.Equal(Enum.GetValues<DomainType>().Select(t => t.Name()), listed);
    }

    [Fact]
    public void The_list_takes_what_is_described()
    {
        var query = Parameters(service.Operation("ListDomains")).Where(p => (string)p["in"]! == "query").ToDictionary(p => (string)p["name"]!, p => p["schema"]!);
        Assert.Equal(["limit", "offset", "q", "sort", "type", "verified"], query.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((1, DomainQuery.MaxLimit, DomainQuery.DefaultLimit), ((int)query["limit"]["minimum"]!, (int)query["limit"]["maximum"]!, (int)query["limit"]["default"]!));
        Assert.Equal((0, 0), ((int)query["offset"]["minimum"]!, (int)query["offset"]["default"]!));
        Assert.Equal(["created_at", "-created_at", "domain"], query["sort"]["enum"]!.AsArray().Select(v => (string)v!));
    }

    [Fact]
    public void Times_ids_and_nulls_are_described_as_they_are_written()
    {
        var domain = service.Schema("Domain")["properties"]!;
        Assert.Equal("uuid", (string)domain["id"]!["format"]!);
        Assert.Equal(("string", "date-time"), ((string)domain["created_at"]!["type"]!, (string)domain["created_at"]!["format"]!));
        Assert.Equal(["null", "string"], domain["verified_at"]!["type"]!.AsArray().Select(t => (string)t!).Order(StringComparer.Ordinal));
        Assert.Equal("date-time", (string)domain["verified_at"]!["format"]!);
        Assert.Equal(["null", "string"], domain["primary_domain"]!["type"]!.AsArray().Select(t => (string)t!).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("primary_domain", service.Schema("Domain")["required"]!.AsArray().Select(r => (string)r!));
    }

    [Fact]
    public void Every_property_is_described_in_words()
    {
        foreach (var (name, schema) in service.Document["components"]!["schemas"]!.AsObject())
        {
            Assert.False(string.IsNullOrWhiteSpace((string?)schema!["description"]), name);
            Assert.All(schema["properties"]!.AsObject(), p => Assert.False(string.IsNullOrWhiteSpace((string?)p.Value!["description"]), $"{name}.{p.Key}"));
        }
    }

    private IEnumerable<JsonNode> Parameters(JsonObject operation) =>
        operation["parameters"]!.AsArray().Select(p => p!["$ref"] is { } reference ? SchemaCheck.Follow(service.Document, (string)reference!)! : p);

    private static IEnumerable<JsonNode?> Nodes(JsonNode? node) => (node switch
    {
        JsonObject o => o.SelectMany(m => Nodes(m.Value)),
        JsonArray a => a.SelectMany(Nodes),
        _ => [],
    }).Append(node);
}
