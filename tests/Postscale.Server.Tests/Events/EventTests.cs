using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Postscale.Server.Accounts;
using Postscale.Server.Storage;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Events;

public sealed class EventTests(TestService service) : IClassFixture<TestService>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_happens_to_a_domain_is_to_be_read_in_the_order_it_happened()
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("life.example", "outbound")).Id();
        await service.PublishAsync(client, id);
        await client.VerifyAsync(id);
        await client.UpdateAsync(id, """{"type":"both","catch_all_enabled":true}""");
        await client.UpdateAsync(id, """{"catch_all_enabled":true}""");
        await client.DeleteAsync($"/v1/domains/{id}");

        var events = await ListAsync(client);
        Assert.Equal(
            ["domain.created", "domain.dns_changed", "domain.verified", "domain.updated", "domain.unverified", "domain.deleted"], events.Select(e => e.Text("type")));
        Assert.Equal([1L, 2, 3, 4, 5, 6], events.Select(e => e.GetProperty("sequence").GetInt64()));
        Assert.Distinct(events.Select(e => e.Text("id")));
        Assert.All(events, e => Assert.Equal((id, "live"), (e.GetProperty("data").GetProperty("domain").Id(), e.Text("environment"))));
        Assert.Equal("""{"type":"outbound","catch_all_enabled":false}""", events[3].GetProperty("data").GetProperty("previous").GetRawText());
        Assert.True(events[2].GetProperty("data").GetProperty("domain").Truth("verified"));
        Assert.False(events[4].GetProperty("data").GetProperty("domain").Truth("verified"));
        Assert.Equal(
            ["ownership", "spf", "dkim", "dmarc", "return_path"], events[1].GetProperty("data").GetProperty("records").EnumerateArray().Select(r => r.Text("record")));
    }

    [Fact]
    public async Task What_is_refused_or_changes_nothing_is_no_event()
    {
        var client = await service.ClientAsync();
        await client.CreateAsync("once.example");
        Assert.Equal(409, (await client.PostAsync("/v1/domains", """{"domain":"once.example"}""")).Status);
        await client.UpdateAsync("once.example", "{}");
        await client.UpdateAsync("once.example", """{"active":true}""");
        await client.VerifyAsync("once.example");
        await client.VerifyAsync("once.example");
        Assert.Equal(["domain.created"], (await ListAsync(client)).Select(e => e.Text("type")));
    }

    [Fact]
    public async Task Who_loses_a_name_is_told_and_never_by_whom()
    {
        var (owner, newcomer) = (await service.ClientAsync(), await service.ClientAsync());
        await service.VerifiedAsync(owner, "passed.example", "both");
        await service.UnpublishAsync(owner, "passed.example");
        await newcomer.CreateAsync("passed.example", "both");
        await service.PublishAsync(newcomer, "passed.example");
        Assert.True((await newcomer.VerifyAsync("passed.example")).Truth("verified"));

        var lost = (await ListAsync(owner)).TakeLast(2).ToList();
        Assert.Equal(["domain.ownership_lost", "domain.unverified"], lost.Select(e => e.Text("type")));
        Assert.Contains("has passed to another account", lost[0].GetProperty("data").Text("reason"), StringComparison.Ordinal);
        Assert.DoesNotContain(newcomer.Account, lost[0].GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain((await newcomer.ReadAsync("passed.example")).Id(), lost[0].GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_follow_one_another_without_gap_or_repetition()
    {
        var client = await service.ClientAsync();
        for (var i = 0; i < 7; i++)
        {
            await client.CreateAsync($"a{i}.example");
        }

        var (after, seen) = (0L, new List<long>());
        while (true)
        {
            var page = (await client.GetAsync($"/v1/events?after={after}&limit=3")).Json;
            seen.AddRange(page.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("sequence").GetInt64()));
            after = page.GetProperty("next_after").GetInt64();
            Assert.Equal(1, page.GetProperty("oldest_sequence").GetInt64());
            if (!page.Truth("has_more"))
            {
                break;
            }
        }

        Assert.Equal(Enumerable.Range(1, 7).Select(i => (long)i), seen);
        // Past events of other types the next page begins at the newest of all.
        Assert.Equal(7, (await client.GetAsync("/v1/events?type=domain.deleted")).Json.GetProperty("next_after").GetInt64());
        Assert.Equal(99, (await client.GetAsync("/v1/events?after=99")).Json.GetProperty("next_after").GetInt64());
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=x", "limit")]
    [InlineData("after=-1", "after")]
    [InlineData("after=", "after")]
    [InlineData("after=9999999999999999999", "after")]
    [InlineData("type=domain.lost", "type")]
    [InlineData("type=a&type=b", "type")]
    public async Task A_parameter_that_is_not_allowed_is_named(string query, string field) =>
        (await (await service.ClientAsync()).GetAsync($"/v1/events?{query}")).IsError(400, "field_invalid", field);

    [Fact]
    public async Task Accounts_and_environments_count_their_own_and_see_no_other_s()
    {
        var live = await service.ClientAsync();
        var test = await service.ClientAsync(live.Account, KeyEnvironment.Test);
        await live.CreateAsync("live.example");
        await test.CreateAsync("test.example");
        Assert.Equal(("live", 1L), Told(Assert.Single(await ListAsync(live))));
        Assert.Equal(("test", 1L), Told(Assert.Single(await ListAsync(test))));
        var none = (await (await service.ClientAsync()).GetAsync("/v1/events")).Json;
        Assert.Equal((0, 0L, JsonValueKind.Null), (none.GetProperty("events").GetArrayLength(), none.GetProperty("next_after").GetInt64(), none.GetProperty("oldest_sequence").ValueKind));

        static (string, long) Told(JsonElement told) => (told.Text("environment"), told.GetProperty("sequence").GetInt64());
    }

    [Fact]
    public async Task Numbers_have_no_gaps_however_many_write_at_once_and_who_reads_meanwhile_misses_none()
    {
        var client = await service.ClientAsync();
        var writing = Task.WhenAll(Enumerable.Range(0, 8).Select(w => Task.Run(
            async () =>
            {
                for (var i = 0; i < 12; i++)
                {
                    await client.PostAsync("/v1/domains", $$"""{"domain":"w{{w}}-{{(i % 3 == 2 ? 0 : i)}}.example"}""");
                }
            },
            Token)));
        var (after, seen) = (0L, new List<long>());
        while (true)
        {
            var ended = writing.IsCompleted;
            var page = (await client.GetAsync($"/v1/events?after={after}&limit=5")).Json;
            seen.AddRange(page.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("sequence").GetInt64()));
            after = page.GetProperty("next_after").GetInt64();
            if (ended && !page.Truth("has_more"))
            {
                break;
            }
        }

        await writing;
        // Of twelve domains each third is one that is there already.
        Assert.Equal(Enumerable.Range(1, 8 * 8).Select(i => (long)i), seen);
    }

    [Fact]
    public async Task Old_events_are_forgotten_and_their_numbers_are_not_given_again()
    {
        var client = await service.ClientAsync();
        await client.CreateAsync("old.example");
        var database = service.Services.GetRequiredService<Database>();
        var account = (await service.Services.GetRequiredService<AccountService>().ListAsync(Token)).Single(k => k.AccountName == client.Account).AccountId;
        await database.WriteAsync(
            WriteScope.Rows, (session, token) => session.ExecuteAsync("UPDATE events SET created_at = 0 WHERE account_id = @id", [("@id", account.ToString())], token), Token);
        Assert.Equal(1, await database.WriteAsync(WriteScope.Rows, (session, token) => EventStore.ForgetAsync(session, DateTimeOffset.UnixEpoch.AddDays(1), 100, token), Token));
        await client.CreateAsync("new.example");
        Assert.Equal(2, Assert.Single(await ListAsync(client)).GetProperty("sequence").GetInt64());
    }

    private static async Task<List<JsonElement>> ListAsync(ApiClient client) => [.. (await client.GetAsync("/v1/events")).Json.GetProperty("events").EnumerateArray()];
}
