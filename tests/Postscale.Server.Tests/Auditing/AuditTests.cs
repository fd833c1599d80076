using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Postscale.Server.Accounts;
using Postscale.Server.Options;
using Postscale.Server.Storage;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Auditing;

public sealed class AuditTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.Parse("2026-01-18T10:30:00Z", CultureInfo.InvariantCulture));
    private TestService _service = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _service = await TestService.StartAsync(new PostscaleOptions { TrustedProxies = [IPNetwork.Parse("127.0.0.0/8")] }, _time);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Each_change_of_a_domain_is_there_with_who_made_it_from_where_and_what_it_was_before()
    {
        var client = await _service.ClientAsync();
        var id = (await client.PostAsync("/v1/domains", """{"domain":"a.example","type":"both"}""", ("X-Request-ID", "one"), ("X-Forwarded-For", "192.0.2.7"))).Json.Id();
        _time.Advance(TimeSpan.FromSeconds(60));
        await client.PutAsync("/v1/domains/a.example", """{"type":"outbound","catch_all_enabled":false}""", ("X-Request-ID", "two"));
        await client.DeleteAsync("/v1/domains/a.example", ("X-Request-ID", "three"));

        var entries = await ReadAsync(client, "?action=domain");
        Assert.Equal(["domain.delete three", "domain.update two", "domain.create one"], entries.Select(e => $"{e.Text("action")} {e.Text("request_id")}"));
        Assert.All(entries, e =>
        {
            Assert.Equal((id, "a.example", "live"), (e.Text("object_id"), e.Text("object_name"), e.Text("environment")));
            Assert.Equal(("key", $"{client.Key[..12]}…{client.Key[^4..]}"), (e.GetProperty("actor").Text("type"), e.GetProperty("actor").Text("key")));
            Assert.True(e.GetProperty("actor").GetProperty("key_id").TryGetGuid(out _));
        });
        Assert.Equal(["127.0.0.1", "127.0.0.1", "192.0.2.7"], entries.Select(e => e.Text("client_address")));
        Assert.Equal(["2026-01-18T10:31:00Z", "2026-01-18T10:31:00Z", "2026-01-18T10:30:00Z"], entries.Select(e => e.Text("at")));
        Assert.Equal("""{"type":{"before":"both","after":"outbound"}}""", entries[1].GetProperty("changes").ToString());
        Assert.Equal("""{"before":null,"after":"both"}""", entries[2].GetProperty("changes").GetProperty("type").ToString());
        Assert.Equal("""{"before":"outbound","after":null}""", entries[0].GetProperty("changes").GetProperty("type").ToString());
    }

    [Fact]
    public async Task What_came_to_nothing_leaves_no_entry()
    {
        var client = await _service.ClientAsync();
        await client.CreateAsync("a.example");
        var before = (await ReadAsync(client)).Count;
        await client.PostAsync("/v1/domains", """{"domain":"a.example"}""");
        await client.PutAsync("/v1/domains/a.example", "{}");
        await client.PutAsync("/v1/domains/a.example", """{"active":true}""");
        await client.PutAsync("/v1/domains/a.example", """{"active":1}""");
        await client.DeleteAsync("/v1/domains/b.example");
        await client.GetAsync("/v1/domains/a.example");
        Assert.Equal(before, (await ReadAsync(client)).Count);
    }

    [Fact]
    public async Task A_request_that_is_answered_again_is_entered_once()
    {
        var client = await _service.ClientAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(201, (await client.PostAsync("/v1/domains", """{"domain":"a.example"}""", ("Idempotency-Key", "k"))).Status);
        }

        Assert.Single(await ReadAsync(client, "?action=domain.create"));
    }

    [Fact]
    public async Task A_verification_is_entered_when_it_changes_something()
    {
        var client = await _service.ClientAsync();
        await client.CreateAsync("a.example", "inbound");
        await client.VerifyAsync("a.example");
        Assert.Empty(await ReadAsync(client, "?action=domain.verify"));
        await _service.PublishAsync(client, "a.example");
        await client.VerifyAsync("a.example");
        await client.VerifyAsync("a.example");
        var entry = Assert.Single(await ReadAsync(client, "?action=domain.verify"));
        Assert.Equal("key", entry.GetProperty("actor").Text("type"));
        Assert.Equal("""{"verified":{"before":"false","after":"true"},"holding":{"before":"","after":"ownership,mx"}}""", entry.GetProperty("changes").ToString());
    }

    [Fact]
    public async Task An_account_sees_its_own_environment_and_all_of_its_keys()
    {
        var live = await _service.ClientAsync();
        var test = await _service.ClientAsync(live.Account, KeyEnvironment.Test);
        var other = await _service.ClientAsync();
        await live.CreateAsync("live.example");
        await test.CreateAsync("test.example");
        await other.CreateAsync("other.example");
        Assert.Equal(["live.example", "key", "key"], (await ReadAsync(live)).Select(NameOrKey));
        Assert.Equal(["test.example", "key", "key"], (await ReadAsync(test)).Select(NameOrKey));
        Assert.Equal(["other.example", "key"], (await ReadAsync(other)).Select(NameOrKey));

        static string NameOrKey(JsonElement entry) => entry.Text("action").StartsWith("key.", StringComparison.Ordinal) ? "key" : entry.Text("object_name");
    }

    [Fact]
    public async Task What_becomes_of_keys_is_entered_by_the_command_line_that_does_it()
    {
        var client = await _service.ClientAsync();
        var accounts = _service.Services.GetRequiredService<AccountService>();
        var id = Guid.Parse(Assert.Single(await ReadAsync(client)).Text("object_id"));
        await accounts.RotateAsync(id, TimeSpan.FromHours(1), Token);
        Assert.True(await accounts.RevokeAsync(id, Token));
        Assert.False(await accounts.RevokeAsync(id, Token));

        var entries = await ReadAsync(client);
        Assert.Equal(["key.revoke", "key.rotate", "key.create"], entries.Select(e => e.Text("action")));
        Assert.All(entries, e => Assert.Equal(("command_line", $"{client.Key[..12]}…{client.Key[^4..]}", id.ToString()), (e.GetProperty("actor").Text("type"), e.Text("object_name"), e.Text("object_id"))));
        Assert.Equal("2026-01-18T11:30:00Z", entries[1].GetProperty("changes").GetProperty("expires_at").Text("after"));
        Assert.Equal("read,write,webhooks", entries[2].GetProperty("changes").GetProperty("scopes").Text("after"));
    }

    [Fact]
    public async Task Pages_follow_one_another_without_a_gap_or_an_entry_twice()
    {
        var client = await _service.ClientAsync();
        for (var i = 0; i < 7; i++)
        {
            await client.CreateAsync($"d{i}.example");
        }

        var seen = new List<string>();
        long? next = null;
        do
        {
            var page = (await client.GetAsync($"/v1/audit?limit=3{(next is null ? "" : $"&after={next}")}")).Json;
            seen.AddRange(page.GetProperty("entries").EnumerateArray().Select(e => e.Text("object_name")));
            next = page.GetProperty("next").ValueKind == JsonValueKind.Null ? null : page.GetProperty("next").GetInt64();
            // What is added meanwhile is newer than all of what is still to come.
            await client.CreateAsync($"later{seen.Count}.example");
        }
        while (next is not null);

        Assert.Equal(["d6.example", "d5.example", "d4.example", "d3.example", "d2.example", "d1.example", "d0.example", $"{client.Key[..12]}…{client.Key[^4..]}"], seen);
    }

    [Fact]
    public async Task Entries_of_one_object_are_found_by_its_id_and_its_name()
    {
        var client = await _service.ClientAsync();
        var id = (await client.CreateAsync("a.example")).Id();
        await client.CreateAsync("b.example");
        await client.DeleteAsync("/v1/domains/a.example");
        foreach (var key in (string[])[id, "a.example"])
        {
            Assert.Equal(["domain.delete", "domain.create"], (await ReadAsync(client, $"?object={key}")).Select(e => e.Text("action")));
        }
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=x", "limit")]
    [InlineData("after=-1", "after")]
    [InlineData("after=", "after")]
    [InlineData("action=Domain", "action")]
    [InlineData("action=%25", "action")]
    [InlineData("object=", "object")]
    [InlineData("object=a%00", "object")]
    public async Task A_parameter_that_is_wrong_is_named(string query, string field) =>
        (await (await _service.ClientAsync()).GetAsync($"/v1/audit?{query}")).IsError(400, "field_invalid", field);

    [Fact]
    public async Task A_limit_over_100_counts_as_100() =>
        Assert.Equal(100, (await (await _service.ClientAsync()).GetAsync("/v1/audit?limit=1000")).Json.GetProperty("limit").GetInt32());

    [Fact]
    public async Task No_secret_is_in_it()
    {
        var client = await _service.ClientAsync();
        await client.CreateAsync("a.example", "both");
        var token = (await client.RecordsAsync("a.example")).GetProperty("records")[0].Text("value");
        await client.DeleteAsync("/v1/domains/a.example");
        var text = (await client.GetAsync("/v1/audit")).Text;
        Assert.DoesNotContain(token[^32..], text, StringComparison.Ordinal);
        Assert.DoesNotContain(client.Key[12..^4], text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_are_forgotten_after_a_year()
    {
        var client = await _service.ClientAsync();
        await client.CreateAsync("old.example");
        _time.Advance(TimeSpan.FromDays(364));
        await client.CreateAsync("new.example");
        _time.Advance(TimeSpan.FromDays(1));
        await client.PutAsync("/v1/domains/old.example", """{"active":false}""");
        var database = _service.Services.GetRequiredService<Database>();
        await database.WriteAsync((session, token) => AuditStore.ForgetAsync(session, _time.GetUtcNow() - new PostscaleOptions().AuditLifetime!.Value + TimeSpan.FromMicroseconds(1), 100, token), Token);
        Assert.Equal(["domain.update old.example", "domain.create new.example"], (await ReadAsync(client)).Select(e => $"{e.Text("action")} {e.Text("object_name")}"));
    }

    private static async Task<IReadOnlyList<JsonElement>> ReadAsync(ApiClient client, string query = "")
    {
        var answer = await client.GetAsync($"/v1/audit{query}");
        Assert.Equal(200, answer.Status);
        return [.. answer.Json.GetProperty("entries").EnumerateArray()];
    }
}
