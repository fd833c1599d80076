using System.Text.Json;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Domains;

public sealed class ChecksTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task A_verification_says_of_each_record_what_was_found_and_who_said_so()
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("said.example", "both")).Id();
        await service.PublishAsync(client, id, "ownership", "SPF");
        var checks = (await client.VerifyAsync(id)).GetProperty("checks").EnumerateArray().ToDictionary(c => c.Text("record"));

        Assert.Equal(["ownership", "mx", "spf", "dkim", "dmarc", "return_path"], checks.Keys);
        Assert.Equal("holds", checks["spf"].Text("outcome"));
        Assert.Equal("""["v=spf1 include:_spf.postscale.io ~all"]""", checks["spf"].GetProperty("found").GetRawText());
        Assert.Equal("missing", checks["mx"].Text("outcome"));
        Assert.Equal("No MX records found pointing to postscale.io", checks["mx"].Text("error"));
        Assert.Equal("""["in memory"]""", checks["mx"].GetProperty("name_servers").GetRawText());
        Assert.False(checks["mx"].Truth("authenticated"));
        Assert.InRange(checks["mx"].GetProperty("duration_ms").GetInt64(), 0, 10_000);
    }

    [Fact]
    public async Task A_verification_speaks_of_the_types_records_only()
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("only.example", "inbound")).Id();
        var checks = (await client.VerifyAsync(id)).GetProperty("checks").EnumerateArray().Select(c => c.Text("record"));
        Assert.Equal(["ownership", "mx"], checks);
    }

    [Fact]
    public async Task The_history_holds_the_first_check_and_those_that_changed_something_newest_first()
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("history.example", "inbound")).Id();
        Assert.Empty(await HistoryAsync(client, id));

        await client.VerifyAsync(id);
        await client.VerifyAsync(id);
        await service.PublishAsync(client, id, "ownership", "Inbound");
        await client.VerifyAsync(id);
        await client.VerifyAsync(id);
        service.Zone.Remove("history.example");
        await client.VerifyAsync(id);

        var history = await HistoryAsync(client, id);
        Assert.Equal(3, history.Count);
        Assert.Equal(["""["mx"]""", """["ownership","mx"]""", "[]"], history.Select(c => c.GetProperty("changed").GetRawText()));
        Assert.Equal(["""["ownership"]""", """["ownership","mx"]""", "[]"], history.Select(c => c.GetProperty("holding").GetRawText()));
        Assert.Equal([false, true, false], history.Select(c => c.Truth("verified")));
        var lost = history[0].GetProperty("checks").EnumerateArray().Single(c => c.Text("record") == "mx");
        Assert.Equal("No MX records found pointing to postscale.io", lost.Text("error"));
        Assert.True(history[0].Time("checked_at") >= history[2].Time("checked_at"));
    }

    [Fact]
    public async Task The_history_is_paged_and_its_limits_are_those_of_lists()
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("paged.example", "inbound")).Id();
        await client.VerifyAsync(id);
        await service.PublishAsync(client, id, "ownership");
        await client.VerifyAsync(id);

        var first = (await client.GetAsync($"/v1/domains/{id}/checks?limit=1")).Json;
        var second = (await client.GetAsync($"/v1/domains/{id}/checks?limit=1&offset=1")).Json;
        Assert.Equal("""["ownership"]""", first.GetProperty("checks")[0].GetProperty("changed").GetRawText());
        Assert.Equal("[]", second.GetProperty("checks")[0].GetProperty("changed").GetRawText());
        Assert.Equal(0, (await client.GetAsync($"/v1/domains/{id}/checks?offset=2")).Json.GetProperty("checks").GetArrayLength());
        Assert.Equal(100, (await client.GetAsync($"/v1/domains/{id}/checks?limit=5000")).Json.GetProperty("limit").GetInt32());
        Assert.Equal(400, (await client.GetAsync($"/v1/domains/{id}/checks?limit=0")).Status);
        Assert.Equal(400, (await client.GetAsync($"/v1/domains/{id}/checks?offset=-1")).Status);
    }

    [Fact]
    public async Task Another_accounts_history_is_not_found()
    {
        var id = (await (await service.ClientAsync()).CreateAsync("hidden.example", "inbound")).Id();
        Assert.Equal(404, (await (await service.ClientAsync()).GetAsync($"/v1/domains/{id}/checks")).Status);
    }

    [Fact]
    public async Task Only_so_many_checks_are_kept()
    {
        await using var small = await TestService.StartAsync(new() { RateLimit = 0, VerifyBudget = 0, CheckHistory = 2 });
        var client = await small.ClientAsync();
        var id = (await client.CreateAsync("few.example", "inbound")).Id();
        for (var i = 0; i < 3; i++)
        {
            await small.PublishAsync(client, id, "Inbound");
            await client.VerifyAsync(id);
            small.Zone.Remove("few.example");
            await client.VerifyAsync(id);
        }

        Assert.Equal(2, (await HistoryAsync(client, id)).Count);
    }

    private static async Task<List<JsonElement>> HistoryAsync(ApiClient client, string id) =>
        [.. (await client.GetAsync($"/v1/domains/{id}/checks")).Json.GetProperty("checks").EnumerateArray()];
}
