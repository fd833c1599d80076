using System.Text.Json;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Domains;

public sealed class ListTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task An_empty_account_has_an_empty_list_with_the_documented_defaults()
    {
        var client = await service.ClientAsync();
        var answer = await client.GetAsync("/v1/domains");
        Assert.Equal(200, answer.Status);
        Assert.Equal("""{"domains":[],"limit":50,"offset":0}""", answer.Json.ToString());
    }

    [Fact]
    public async Task Entries_are_the_domains_as_they_are_read_one_by_one()
    {
        var client = await service.ClientAsync();
        await service.VerifiedAsync(client, "listed.example", "both");
        await client.CreateAsync("alias.example", "alias");
        foreach (var entry in (await client.GetAsync("/v1/domains")).Json.GetProperty("domains").EnumerateArray())
        {
            Assert.Equal((await client.ReadAsync(entry.Id())).ToString(), entry.ToString());
        }
    }

    [Theory]
    [InlineData("", 50, 0)]
    [InlineData("?limit=20&offset=0", 20, 0)]
    [InlineData("?limit=1", 1, 0)]
    [InlineData("?limit=100", 100, 0)]
    [InlineData("?limit=101", 100, 0)]
    [InlineData("?limit=2147483648", 100, 0)]
    [InlineData("?limit=1000000000000000000000", 100, 0)]
    [InlineData("?limit=007&offset=003", 7, 3)]
    [InlineData("?offset=9000000000000000000", 50, 9_000_000_000_000_000_000)]
    [InlineData("?offset=9223372036854775807&sort=domain", 50, long.MaxValue)]
    [InlineData("?offset=9223372036854775807&sort=-created_at", 50, long.MaxValue)]
    [InlineData("?unknown=1&limit=2", 2, 0)]
    public async Task The_answer_says_which_page_it_is(string query, int limit, long offset)
    {
        var client = await service.ClientAsync();
        await client.CreateAsync("one.example");
        var json = (await client.GetAsync($"/v1/domains{query}")).Json;
        Assert.Equal(limit, json.GetProperty("limit").GetInt32());
        Assert.Equal(offset, json.GetProperty("offset").GetInt64());
        Assert.Equal(offset == 0 ? 1 : 0, json.GetProperty("domains").GetArrayLength());
    }

    [Fact]
    public async Task An_offset_beyond_all_numbers_is_past_the_end()
    {
        var client = await service.ClientAsync();
        await client.CreateAsync("one.example");
        var answer = await client.GetAsync("/v1/domains?offset=1000000000000000000000");
        Assert.Equal(200, answer.Status);
        Assert.Empty(answer.Json.GetProperty("domains").EnumerateArray());
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=abc", "limit")]
    [InlineData("limit=", "limit")]
    [InlineData("limit", "limit")]
    [InlineData("limit=1.5", "limit")]
    [InlineData("limit=1e2", "limit")]
    [InlineData("limit=0x10", "limit")]
    [InlineData("limit=+5", "limit")]
    [InlineData("limit=%2B5", "limit")]
    [InlineData("limit=5%20", "limit")]
    [InlineData("limit=%D9%A5", "limit")]
    [InlineData("limit=5&limit=6", "limit")]
    [InlineData("limit=000", "limit")]
    [InlineData("offset=-1", "offset")]
    [InlineData("offset=", "offset")]
    [InlineData("offset=x", "offset")]
    [InlineData("offset=1&offset=1", "offset")]
    [InlineData("offset=-0", "offset")]
    [InlineData("sort=name", "sort")]
    [InlineData("sort=", "sort")]
    [InlineData("type=mail", "type")]
    [InlineData("verified=yes", "verified")]
    [InlineData("verified=True", "verified")]
    [InlineData("q=a&q=b", "q")]
    public async Task A_parameter_that_is_not_allowed_is_named(string query, string field)
    {
        var client = await service.ClientAsync();
        Assert.Contains($"'{field}'", (await client.GetAsync($"/v1/domains?{query}")).IsError(400, "field_invalid", field), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/domains?limit=5&limit=6", "limit")]
    [InlineData("/v1/domains?q=a&q=a", "q")]
    [InlineData("/v1/events?after=1&after=1", "after")]
    [InlineData("/v1/audit?object=a&object=b", "object")]
    [InlineData("/v1/webhook-deliveries?state=failed&state=failed", "state")]
    public async Task A_parameter_that_is_given_twice_is_refused_for_that(string path, string field)
    {
        var client = await service.ClientAsync();
        Assert.Equal($"the '{field}' parameter is given more than once", (await client.GetAsync(path)).IsError(400, "field_invalid", field));
    }

    [Fact]
    public async Task Filters_and_orders_do_what_they_say()
    {
        var client = await service.ClientAsync();
        await client.CreateAsync("b-one.example", "outbound");
        await client.CreateAsync("a-two.example", "both");
        await client.CreateAsync("bücher.example", "both");
        await service.VerifiedAsync(client, "c-three.example", "inbound");

        await IsAsync("sort=domain", "a-two.example", "b-one.example", "c-three.example", "xn--bcher-kva.example");
        await IsAsync("sort=created_at", "b-one.example", "a-two.example", "xn--bcher-kva.example", "c-three.example");
        await IsAsync("sort=-created_at", "c-three.example", "xn--bcher-kva.example", "a-two.example", "b-one.example");
        await IsAsync("type=both", "a-two.example", "xn--bcher-kva.example");
        await IsAsync("type=both&offset=1", "xn--bcher-kva.example");
        await IsAsync("verified=true", "c-three.example");
        await IsAsync("verified=false&limit=2", "b-one.example", "a-two.example");
        await IsAsync("q=-T", "a-two.example", "c-three.example");
        await IsAsync("q=b%C3%BCcher.example", "xn--bcher-kva.example");
        await IsAsync("q=%25");
        await IsAsync("q=_");
        await IsAsync("q=%5C");
        await IsAsync("q=-&type=both&verified=false&sort=domain&offset=1&limit=1", "xn--bcher-kva.example");

        async Task IsAsync(string query, params string[] expected) =>
            Assert.Equal(expected, (await client.GetAsync($"/v1/domains?{query}")).Json.GetProperty("domains").EnumerateArray().Select(d => d.Text("domain")));
    }

    [Fact]
    public async Task Pages_stay_in_place_while_domains_are_added_and_never_repeat_one_while_they_are_deleted()
    {
        var client = await service.ClientAsync();
        for (var i = 0; i < 12; i++)
        {
            await client.CreateAsync($"d{i}.example");
        }

        var seen = new List<string>();
        for (var offset = 0; ; offset += 3)
        {
            var page = (await client.GetAsync($"/v1/domains?limit=3&offset={offset}")).Json.GetProperty("domains");
            if (page.GetArrayLength() == 0)
            {
                break;
            }

            seen.AddRange(page.EnumerateArray().Select(d => d.Text("domain")));
            // A name that sorts first, by every order but that of creation; and one less among those not seen yet.
            if (offset < 9)
            {
                await client.CreateAsync($"a{offset}.example");
                await client.DeleteAsync($"/v1/domains/d{11 - (offset / 3)}.example");
            }
        }

        Assert.Equal(seen.Distinct(), seen);
        Assert.Equal([.. Enumerable.Range(0, 9).Select(i => $"d{i}.example"), "a0.example", "a3.example", "a6.example"], seen);
    }

    [Fact]
    public async Task Domains_of_other_accounts_and_of_the_other_environment_are_not_in_the_list()
    {
        var (one, two) = (await service.ClientAsync(), await service.ClientAsync());
        var test = await service.ClientAsync(one.Account, Server.Accounts.KeyEnvironment.Test);
        await one.CreateAsync("one.example");
        await two.CreateAsync("two.example");
        await test.CreateAsync("test.example");
        foreach (var (client, expected) in ((ApiClient, string)[])[(one, "one.example"), (two, "two.example"), (test, "test.example")])
        {
            Assert.Equal(expected, Assert.Single((await client.GetAsync("/v1/domains?q=example")).Json.GetProperty("domains").EnumerateArray()).Text("domain"));
            Assert.Equal(JsonValueKind.Array, (await client.GetAsync("/v1/domains?offset=1")).Json.Kind("domains"));
            Assert.Equal(0, (await client.GetAsync("/v1/domains?offset=1")).Json.GetProperty("domains").GetArrayLength());
        }
    }
}
