using System.Text.Json;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Domains;

public sealed class CreateTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task A_new_domain_has_every_documented_field_with_its_type()
    {
        var client = await service.ClientAsync();
        var answer = await client.PostAsync("/v1/domains", """{"domain":"example.com","type":"both","catch_all_enabled":true}""");

        Assert.Equal(201, answer.Status);
        var json = answer.Json;
        Assert.Equal("example.com", json.Text("domain"));
        Assert.Equal("both", json.Text("type"));
        Assert.True(json.Truth("catch_all_enabled"));
        Assert.True(json.Truth("active"));
        Assert.Equal("", json.Flags());
        Assert.False(json.Truth("verified"));
        Assert.Equal(JsonValueKind.Null, json.Kind("last_dns_check"));
        Assert.Equal(JsonValueKind.Null, json.Kind("verified_at"));
        Assert.Equal(json.Time("created_at"), json.Time("updated_at"));
        Assert.InRange(json.Time("created_at")!.Value, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
        Assert.Equal(json.Id(), Guid.ParseExact(json.Id(), "D").ToString("D"));
    }

    [Fact]
    public async Task The_documented_fields_come_first_and_in_their_order()
    {
        var client = await service.ClientAsync();
        string[] documented =
        [
            "id", "domain", "type", "verified", "ownership_verified", "mx_verified", "spf_verified", "dkim_verified", "dmarc_verified",
            "catch_all_enabled", "active", "last_dns_check", "verified_at", "created_at", "updated_at",
        ];
        Assert.Equal(documented, (await client.CreateAsync("example.com")).Names().Take(documented.Length));
    }

    [Fact]
    public async Task Type_is_inbound_and_catch_all_off_unless_given()
    {
        var client = await service.ClientAsync();
        var json = (await client.PostAsync("/v1/domains", """{"domain":"example.com"}""")).Json;
        Assert.Equal("inbound", json.Text("type"));
        Assert.False(json.Truth("catch_all_enabled"));
    }

    [Theory]
    [InlineData("inbound")]
    [InlineData("outbound")]
    [InlineData("both")]
    [InlineData("alias")]
    public async Task Every_documented_type_can_be_registered(string type)
    {
        var client = await service.ClientAsync();
        Assert.Equal(type, (await client.CreateAsync("example.com", type)).Text("type"));
    }

    [Fact]
    public async Task Location_leads_to_the_domain_as_it_was_answered()
    {
        var client = await service.ClientAsync();
        var created = await client.PostAsync("/v1/domains", """{"domain":"example.com"}""");
        Assert.Equal($"/v1/domains/{created.Json.Id()}", created.Header("Location"));
        Assert.Equal(created.Text, (await client.GetAsync(created.Header("Location")!)).Text);
    }

    [Fact]
    public async Task Null_counts_as_not_given()
    {
        var client = await service.ClientAsync();
        var json = (await client.PostAsync("/v1/domains", """{"domain":"example.com","type":null,"catch_all_enabled":null,"primary_domain":null}""")).Json;
        Assert.Equal("inbound", json.Text("type"));
        Assert.False(json.Truth("catch_all_enabled"));
    }

    [Fact]
    public async Task Unknown_fields_are_ignored_and_fields_of_the_answer_cannot_be_set()
    {
        var client = await service.ClientAsync();
        var json = (await client.PostAsync(
            "/v1/domains",
            """
            {"inbound_mx_acknowledged":true,"x":{"y":[1,2]},"id":"d290f1ee-6c54-4b01-90e6-d701748f0851","verified":true,"active":false,
             "created_at":7,"Domain":"other.example","DOMAIN":3,"domain":"example.com"}
            """)).Json;
        Assert.Equal("example.com", json.Text("domain"));
        Assert.NotEqual("d290f1ee-6c54-4b01-90e6-d701748f0851", json.Id());
        Assert.False(json.Truth("verified"));
        Assert.True(json.Truth("active"));
    }

    [Fact]
    public async Task The_same_name_twice_in_one_account_is_a_conflict_in_any_spelling()
    {
        var client = await service.ClientAsync();
        await client.CreateAsync("bücher.example");
        foreach (var again in (string[])["bücher.example", "BÜCHER.example.", " xn--bcher-kva.example"])
        {
            (await client.PostAsync("/v1/domains", $$"""{"domain":{{ApiClient.Quote(again)}},"type":"both"}""")).IsError(409, "domain_exists", "domain");
        }

        Assert.Single((await client.GetAsync("/v1/domains")).Json.GetProperty("domains").EnumerateArray());
    }

    [Fact]
    public async Task Of_many_who_register_one_name_at_once_exactly_one_gets_it()
    {
        var client = await service.ClientAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.PostAsync("/v1/domains", """{"domain":"race.example"}""")));
        Assert.Single(answers, a => a.Status == 201);
        Assert.Equal(19, answers.Count(a => a.Status == 409));
    }

    [Fact]
    public async Task Two_accounts_may_hold_the_same_unverified_name_with_different_tokens()
    {
        var (one, two) = (await service.ClientAsync(), await service.ClientAsync());
        var (first, second) = ((await one.CreateAsync("shared.example")).Id(), (await two.CreateAsync("shared.example")).Id());
        Assert.NotEqual(first, second);
        Assert.NotEqual(await TokenAsync(one, first), await TokenAsync(two, second));
    }

    [Fact]
    public async Task A_name_registered_again_gets_another_id_and_another_token()
    {
        var client = await service.ClientAsync();
        var old = (await client.CreateAsync("again.example")).Id();
        var token = await TokenAsync(client, old);
        await client.DeleteAsync($"/v1/domains/{old}");
        var renewed = (await client.CreateAsync("again.example")).Id();
        Assert.NotEqual(old, renewed);
        Assert.NotEqual(token, await TokenAsync(client, renewed));
    }

    private static async Task<string> TokenAsync(ApiClient client, string id) =>
        (await client.RecordsAsync(id)).GetProperty("records")[0].Text("value");
}
