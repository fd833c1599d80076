using System.Text.Json.Nodes;

namespace Postscale.Server.Tests.Http.Description;

/// <summary>The examples of the document: true to its schemas, and to the contract.</summary>
public sealed class ExampleTests(DescribedService service) : IClassFixture<DescribedService>
{
    public static TheoryData<string> Operations => [.. DescribedService.ContractExamples.Select(e => e.Key)];

    [Fact]
    public void Every_example_fits_its_schema()
    {
        var count = 0;
        foreach (var (path, method, operation) in service.Operations())
        {
            foreach (var (where, content) in Contents(operation))
            {
                Assert.NotEmpty(content["examples"]!.AsObject());
                foreach (var (name, example) in content["examples"]!.AsObject())
                {
                    var faults = SchemaCheck.Faults(service.Document, content["schema"]!, example!["value"]);
                    Assert.True(faults.Count == 0, $"{method} {path} {where} {name}: {string.Join("; ", faults)}");
                    count++;
                }
            }
        }

        Assert.True(count > 60);
    }

    [Theory]
    [InlineData("id", "\"1\"", "is no uuid")]
    [InlineData("type", "\"other\"", "is not among")]
    [InlineData("active", "1", "is integer, not")]
    [InlineData("created_at", "\"2026-01-18 10:30\"", "is no date-time")]
    [InlineData("created_at", null, "lacks 'created_at'")]
    [InlineData("colour", "\"red\"", "is not described")]
    public void A_body_that_does_not_fit_is_told_from_one_that_does(string property, string? json, string fault)
    {
        var body = DescribedService.ContractExamples["GetDomain"]!["answers"]![0]!.DeepClone().AsObject();
        foreach (var addition in new[] { "return_path_verified", "can_send", "can_receive" })
        {
            body[addition] = false;
        }

        Assert.Empty(SchemaCheck.Faults(service.Document, service.Schema("Domain"), body));
        body.Remove(property);
        if (json is not null)
        {
            body[property] = JsonNode.Parse(json);
        }

        Assert.Contains(fault, Assert.Single(SchemaCheck.Faults(service.Document, service.Schema("Domain"), body)), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Examples_show_all_that_the_contract_shows(string operation)
    {
        var contract = DescribedService.ContractExamples[operation]!;
        var described = service.Operation(operation);
        var shown = described["responses"]![(string)contract["status"]!]!["content"]!["application/json"]!["examples"]!.AsObject().Select(e => e.Value!["value"]).ToList();
        foreach (var (expected, i) in contract["answers"]!.AsArray().Select((a, i) => (a, i)))
        {
            AssertContains(expected, shown[i], operation);
        }

        if (contract["body"] is { } body)
        {
            AssertContains(body, described["requestBody"]!["content"]!["application/json"]!["examples"]!.AsObject().First().Value!["value"], operation);
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void What_the_contract_does_not_have_is_marked_as_an_addition_and_nothing_else_is(string operation)
    {
        var contract = DescribedService.ContractExamples[operation]!;
        var content = service.Operation(operation)["responses"]![(string)contract["status"]!]!["content"]!["application/json"]!;
        // Those of the failed verification and of the good one together are what the contract has.
        var all = new JsonObject();
        foreach (var (name, value) in contract["answers"]!.AsArray().SelectMany(a => a!.AsObject()))
        {
            all[name] = value?.DeepClone();
        }

        AssertMarks(content["schema"]!, all, operation);
    }

    private void AssertMarks(JsonNode schema, JsonObject contract, string at)
    {
        foreach (var (name, property) in Resolve(schema)["properties"]!.AsObject())
        {
            var isAddition = (bool?)property!["x-addition"] ?? false;
            Assert.True(contract.ContainsKey(name) != isAddition, $"{at}: {name}");
            Assert.Equal(isAddition, ((string)property["description"]!).StartsWith("Addition.", StringComparison.Ordinal));
            if (contract[name] is JsonObject inner)
            {
                AssertMarks(property, inner, $"{at}.{name}");
            }
            else if (contract[name] is JsonArray items && items.OfType<JsonObject>().ToList() is { Count: > 0 } objects)
            {
                AssertMarks(property["items"]!, objects.MaxBy(o => o.Count)!, $"{at}.{name}");
            }
        }

        Assert.All(contract, c => Assert.NotNull(Resolve(schema)["properties"]![c.Key]));
    }

    private JsonObject Resolve(JsonNode schema) => (schema["$ref"] is { } reference ? SchemaCheck.Follow(service.Document, (string)reference!)! : schema).AsObject();

    private static IEnumerable<(string Where, JsonNode Content)> Contents(JsonObject operation)
    {
        if (operation["requestBody"] is { } body)
        {
            yield return ("body", body["content"]!["application/json"]!);
        }

        foreach (var (status, response) in operation["responses"]!.AsObject())
        {
            yield return (status, response!["content"]!["application/json"]!);
        }
    }

    private static void AssertContains(JsonNode? expected, JsonNode? actual, string at)
    {
        switch (expected)
        {
            case JsonObject members:
                Assert.All(members, m =>
                {
                    Assert.True(actual is JsonObject o && o.ContainsKey(m.Key), $"{at}.{m.Key}");
                    AssertContains(m.Value, actual![m.Key], $"{at}.{m.Key}");
                });
                break;
            case JsonArray items:
                Assert.Equal(items.Count, actual!.AsArray().Count);
                Assert.All(items.Select((item, i) => (item, i)), x => AssertContains(x.item, actual[x.i], $"{at}[{x.i}]"));
                break;
            default:
                Assert.True(JsonNode.DeepEquals(expected, actual), $"{at}: {actual?.ToJsonString()} instead of {expected?.ToJsonString()}");
                break;
        }
    }
}
