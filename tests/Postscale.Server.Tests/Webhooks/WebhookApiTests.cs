using System.Text.Json;
using Postscale.Server.Accounts;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Webhooks;

/// <summary>What clients can do with webhooks and deliveries.</summary>
public sealed class WebhookApiTests : IAsyncLifetime
{
    private static readonly string[] s_fields =
    [
        "id", "url", "description", "events", "active", "previous_secret_until", "failures", "failing_since", "next_attempt_at", "disabled_at", "disabled_reason", "created_at",
        "updated_at",
    ];

    private WebhookWorld _world = null!;
    private Receiver _receiver = null!;

    private ApiClient Client => _world.Client;

    public async ValueTask InitializeAsync()
    {
        _world = await WebhookWorld.StartAsync();
        _receiver = await Receiver.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task A_webhook_is_made_and_its_secret_shown_once()
    {
        var answer = await Client.PostAsync("/v1/webhooks", """{"url":"https://Hooks.example.com","events":["domain.verified","domain.verified"],"description":"mail","unknown":1}""");
        var made = answer.Json;
        Assert.Equal((201, $"/v1/webhooks/{made.Id()}"), (answer.Status, answer.Header("Location")));
        Assert.Matches("^whsec_[A-Za-z0-9+/]{43}=$", made.Text("secret"));
        Assert.Equal(("https://hooks.example.com/", "mail", true), (made.Text("url"), made.Text("description"), made.Truth("active")));
        Assert.Equal("""["domain.verified"]""", made.GetProperty("events").GetRawText());

        var read = await _world.ReadAsync(made);
        Assert.Equal(s_fields, read.Names());
        Assert.All(read.EnumerateObject(), p => Assert.Equal(p.Value.GetRawText(), made.GetProperty(p.Name).GetRawText()));
        var list = (await Client.GetAsync("/v1/webhooks")).Json;
        Assert.Equal(read.GetRawText(), Assert.Single(list.GetProperty("webhooks").EnumerateArray()).GetRawText());
        Assert.Equal((50, 0), (list.GetProperty("limit").GetInt32(), list.GetProperty("offset").GetInt32()));
        Assert.DoesNotContain(_world.Service.Log.Lines, l => l.Everything.Contains(made.Text("secret"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}", "field_required", "url")]
    [InlineData("""{"url":null}""", "field_required", "url")]
    [InlineData("""{"url":" "}""", "field_required", "url")]
    [InlineData("""{"url":1}""", "field_type", "url")]
    [InlineData("""{"url":"nonsense"}""", "webhook_url_invalid", "url")]
    [InlineData("""{"url":"ftp://example.com/"}""", "webhook_url_invalid", "url")]
    [InlineData("""{"url":"https://u:p@example.com/"}""", "webhook_url_invalid", "url")]
    [InlineData("""{"url":"https://a.example/","events":"domain.created"}""", "field_type", "events")]
    [InlineData("""{"url":"https://a.example/","events":[1]}""", "field_type", "events")]
    [InlineData("""{"url":"https://a.example/","events":[null]}""", "field_type", "events")]
    [InlineData("""{"url":"https://a.example/","events":["domain.exploded"]}""", "field_invalid", "events")]
    [InlineData("""{"url":"https://a.example/","events":["webhook.test"]}""", "field_invalid", "events")]
    [InlineData("""{"url":"https://a.example/","events":["\ud800"]}""", "field_invalid", "events")]
    [InlineData("""{"url":"https://a.example/","description":7}""", "field_type", "description")]
    [InlineData("""{"url":"https://a.example/","description":"a\u0000b"}""", "field_invalid", "description")]
    [InlineData("""{"url":"https://a.example/","active":"yes"}""", "field_type", "active")]
    public async Task What_is_wrong_with_a_webhook_is_said(string json, string code, string field)
    {
        (await Client.PostAsync("/v1/webhooks", json)).IsError(400, code, field);
        if (code != "field_required")
        {
            var webhook = await _world.AddAsync(_receiver.Url);
            (await Client.PatchAsync($"/v1/webhooks/{webhook.Id()}", json)).IsError(400, code, field);
        }
    }

    [Fact]
    public async Task A_description_has_at_most_200_characters()
    {
        string Json(int length) => $$"""{"url":"https://a.example/","description":"{{new string('a', length)}}"}""";
        Assert.Equal(201, (await Client.PostAsync("/v1/webhooks", Json(200))).Status);
        (await Client.PostAsync("/v1/webhooks", Json(201))).IsError(400, "field_invalid", "description");
    }

    [Fact]
    public async Task A_webhook_is_changed_by_what_is_given()
    {
        var webhook = await _world.AddAsync(new Uri("https://a.example/"), "domain.created");
        var path = $"/v1/webhooks/{webhook.Id()}";
        Assert.Equal((await _world.ReadAsync(webhook)).GetRawText(), (await Client.PatchAsync(path, "{}")).Json.GetRawText());
        var changed = (await Client.PatchAsync(path, """{"url":"https://b.example/x","events":[],"description":"new"}""")).Json;
        Assert.Equal(("https://b.example/x", "[]", "new", true), (changed.Text("url"), changed.GetProperty("events").GetRawText(), changed.Text("description"), changed.Truth("active")));
        Assert.False(changed.Has("secret"));
        Assert.Equal("", (await Client.PatchAsync(path, """{"description":""}""")).Json.Text("description"));
        Assert.Equal("https://b.example/x", (await _world.ReadAsync(webhook)).Text("url"));
    }

    [Fact]
    public async Task What_belongs_to_others_does_not_exist()
    {
        var webhook = await _world.AddAsync(_receiver.Url);
        await _world.HappenAsync("domain.created");
        var delivery = (await _world.UntilAllAsync("delivered"))[0];
        foreach (var stranger in new[] { await _world.Service.ClientAsync(), await _world.Service.ClientAsync(Client.Account, KeyEnvironment.Test) })
        {
            foreach (var id in new[] { webhook.Id(), "0198f1ee-6c54-7b01-90e6-d701748f0900", "nonsense", webhook.Id().ToUpperInvariant() + "x" })
            {
                (await stranger.GetAsync($"/v1/webhooks/{id}")).IsError(404, "webhook_not_found");
                (await stranger.PatchAsync($"/v1/webhooks/{id}", """{"active":false}""")).IsError(404, "webhook_not_found");
                (await stranger.PostAsync($"/v1/webhooks/{id}/test")).IsError(404, "webhook_not_found");
                (await stranger.PostAsync($"/v1/webhooks/{id}/rotate")).IsError(404, "webhook_not_found");
                (await stranger.DeleteAsync($"/v1/webhooks/{id}")).IsError(404, "webhook_not_found");
            }

            foreach (var id in new[] { delivery.Id(), "0198f1ee-6c54-7b01-90e6-d701748f0900", "nonsense" })
            {
                (await stranger.GetAsync($"/v1/webhook-deliveries/{id}")).IsError(404, "delivery_not_found");
                (await stranger.PostAsync($"/v1/webhook-deliveries/{id}/retry")).IsError(404, "delivery_not_found");
            }

            Assert.Empty((await stranger.GetAsync("/v1/webhooks")).Json.GetProperty("webhooks").EnumerateArray());
            Assert.Empty((await stranger.GetAsync($"/v1/webhook-deliveries?webhook_id={webhook.Id()}")).Json.GetProperty("deliveries").EnumerateArray());
        }

        Assert.True((await _world.ReadAsync(webhook)).Truth("active"));
        Assert.Single(_receiver.Requests);
    }

    [Fact]
    public async Task A_key_without_the_scope_of_webhooks_does_nothing_here()
    {
        var webhook = await _world.AddAsync(_receiver.Url);
        var other = await _world.Service.ClientAsync(Client.Account, scopes: KeyScopes.Read | KeyScopes.Write);
        (await other.GetAsync("/v1/webhooks")).IsError(403, "api_key_scope_missing");
        (await other.GetAsync($"/v1/webhooks/{webhook.Id()}")).IsError(403, "api_key_scope_missing");
        (await other.PostAsync("/v1/webhooks", """{"url":"https://a.example/"}""")).IsError(403, "api_key_scope_missing");
        (await other.PatchAsync($"/v1/webhooks/{webhook.Id()}", "{}")).IsError(403, "api_key_scope_missing");
        (await other.PostAsync($"/v1/webhooks/{webhook.Id()}/test")).IsError(403, "api_key_scope_missing");
        (await other.PostAsync($"/v1/webhooks/{webhook.Id()}/rotate")).IsError(403, "api_key_scope_missing");
        (await other.DeleteAsync($"/v1/webhooks/{webhook.Id()}")).IsError(403, "api_key_scope_missing");
        (await other.GetAsync("/v1/webhook-deliveries")).IsError(403, "api_key_scope_missing");
        (await other.PostAsync($"/v1/webhook-deliveries/{webhook.Id()}/retry")).IsError(403, "api_key_scope_missing");
        (await _world.Service.Nobody.GetAsync("/v1/webhooks")).IsError(401, "api_key_missing");
        var own = await _world.Service.ClientAsync(Client.Account, scopes: KeyScopes.Webhooks);
        Assert.Equal(200, (await own.GetAsync($"/v1/webhooks/{webhook.Id()}")).Status);
        (await own.GetAsync("/v1/domains")).IsError(403, "api_key_scope_missing");
    }

    [Fact]
    public async Task Every_change_is_in_the_audit_log_without_secrets()
    {
        var webhook = (await Client.PostAsync("/v1/webhooks", """{"url":"https://a.example/token-of-theirs"}""")).Json;
        var path = $"/v1/webhooks/{webhook.Id()}";
        var rotated = (await Client.PostAsync($"{path}/rotate")).Json;
        await Client.PatchAsync(path, """{"url":"https://b.example/token-of-theirs","active":false}""");
        await Client.DeleteAsync(path);
        var log = await Client.GetAsync($"/v1/audit?object={webhook.Id()}");
        Assert.Equal(
            ["webhook.create", "webhook.delete", "webhook.rotate", "webhook.update"],
            log.Json.GetProperty("entries").EnumerateArray().Select(e => e.Text("action")).Order(StringComparer.Ordinal));
        foreach (var secret in new[] { "token-of-theirs", webhook.Text("secret"), rotated.Text("secret") })
        {
            Assert.DoesNotContain(secret, log.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_audit_log_shows_that_a_URL_changed_and_not_the_part_of_it_that_may_be_a_secret()
    {
        var webhook = (await Client.PostAsync("/v1/webhooks", """{"url":"https://a.example/one","description":"first"}""")).Json;
        var path = $"/v1/webhooks/{webhook.Id()}";
        await Client.PatchAsync(path, """{"url":"https://a.example/two"}""");
        await Client.PatchAsync(path, """{"description":"second"}""");
        var entries = (await Client.GetAsync($"/v1/audit?object={webhook.Id()}")).Json.GetProperty("entries");
        Assert.Equal(
            [
                """{"description":{"before":"first","after":"second"}}""",
                // printf %s https://a.example/one | sha256sum
                """{"url":{"before":"a.example (sha256 06aeb7f757af)","after":"a.example (sha256 7a1eae31314a)"}}""",
                """{"url":{"before":null,"after":"a.example (sha256 06aeb7f757af)"},"description":{"before":null,"after":"first"},"events":{"before":null,"after":"all"},"active":{"before":null,"after":"true"}}""",
            ],
            entries.EnumerateArray().Select(e => e.GetProperty("changes").ToString()));
    }

    [Fact]
    public async Task A_removed_webhook_is_gone()
    {
        var webhook = await _world.AddAsync(_receiver.Url);
        Assert.Equal("""{"status":"deleted"}""", (await Client.DeleteAsync($"/v1/webhooks/{webhook.Id()}")).Text);
        (await Client.DeleteAsync($"/v1/webhooks/{webhook.Id()}")).IsError(404, "webhook_not_found");
        (await Client.GetAsync($"/v1/webhooks/{webhook.Id()}")).IsError(404, "webhook_not_found");
    }

    [Fact]
    public async Task An_account_has_so_many_webhooks_and_no_more()
    {
        await using var world = await WebhookWorld.StartAsync(WebhookWorld.Options with { WebhookMax = 2 });
        var first = await world.AddAsync(_receiver.Url);
        await world.AddAsync(_receiver.Url);
        var refusal = (await world.Client.PostAsync("/v1/webhooks", """{"url":"https://a.example/"}""")).IsError(409, "webhook_limit");
        Assert.Equal("this account has 2 webhooks already, which is the most; remove one that is not needed", refusal);
        var test = await world.Service.ClientAsync(world.Client.Account, KeyEnvironment.Test);
        Assert.Equal(201, (await test.PostAsync("/v1/webhooks", """{"url":"https://a.example/"}""")).Status);
        await world.Client.DeleteAsync($"/v1/webhooks/{first.Id()}");
        await world.AddAsync(_receiver.Url);
    }

    [Fact]
    public async Task The_list_is_cut_into_pages_in_order_of_creation()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add((await _world.AddAsync(_receiver.Url)).Id());
        }

        var page = (await Client.GetAsync("/v1/webhooks?limit=2&offset=1")).Json;
        Assert.Equal(ids[1..3], page.GetProperty("webhooks").EnumerateArray().Select(w => w.Id()));
        Assert.Equal((2, 1), (page.GetProperty("limit").GetInt32(), page.GetProperty("offset").GetInt32()));
        Assert.Equal(100, (await Client.GetAsync("/v1/webhooks?limit=1000")).Json.GetProperty("limit").GetInt32());
        (await Client.GetAsync("/v1/webhooks?limit=0")).IsError(400, "field_invalid", "limit");
        (await Client.GetAsync("/v1/webhooks?offset=-1")).IsError(400, "field_invalid", "offset");
    }

    [Fact]
    public async Task The_same_request_with_an_idempotency_key_makes_one_webhook_with_one_secret()
    {
        var body = """{"url":"https://a.example/"}""";
        var first = await Client.PostAsync("/v1/webhooks", body, ("Idempotency-Key", "a"));
        var again = await Client.PostAsync("/v1/webhooks", body, ("Idempotency-Key", "a"));
        Assert.Equal((201, first.Text, "true", first.Header("Location")), (again.Status, again.Text, again.Header("Idempotent-Replayed"), again.Header("Location")));
        Assert.Single((await Client.GetAsync("/v1/webhooks")).Json.GetProperty("webhooks").EnumerateArray());

        var path = $"/v1/webhooks/{first.Json.Id()}/rotate";
        var rotated = await Client.PostAsync(path, null, ("Idempotency-Key", "b"));
        Assert.Equal(rotated.Json.Text("secret"), (await Client.PostAsync(path, null, ("Idempotency-Key", "b"))).Json.Text("secret"));
    }

    [Theory]
    [InlineData(null, 24.0)]
    [InlineData("{}", 24.0)]
    [InlineData("""{"overlap_hours":null}""", 24.0)]
    [InlineData("""{"overlap_hours":168}""", 168.0)]
    [InlineData("""{"overlap_hours":0}""", null)]
    public async Task A_rotation_keeps_the_former_secret_for_as_long_as_is_asked(string? json, double? hours)
    {
        var webhook = await _world.AddAsync(_receiver.Url);
        var answer = await Client.PostAsync($"/v1/webhooks/{webhook.Id()}/rotate", json);
        Assert.Equal(200, answer.Status);
        Assert.Matches("^whsec_[A-Za-z0-9+/]{43}=$", answer.Json.Text("secret"));
        var until = answer.Json.Time("previous_secret_until");
        Assert.Equal(hours is null, until is null);
        if (until is { } time)
        {
            Assert.InRange((time - TimeProvider.System.GetUtcNow()).TotalHours, hours!.Value - 0.5, hours.Value + 0.5);
        }
    }

    [Theory]
    [InlineData("""{"overlap_hours":169}""", "field_invalid")]
    [InlineData("""{"overlap_hours":-1}""", "field_invalid")]
    [InlineData("""{"overlap_hours":1.5}""", "field_type")]
    [InlineData("""{"overlap_hours":"1"}""", "field_type")]
    public async Task A_rotation_keeps_it_for_a_week_at_most(string json, string code)
    {
        var webhook = await _world.AddAsync(_receiver.Url);
        (await Client.PostAsync($"/v1/webhooks/{webhook.Id()}/rotate", json)).IsError(400, code, "overlap_hours");
        (await Client.PostAsync($"/v1/webhooks/{webhook.Id()}/rotate", "[]")).IsError(400, "invalid_json");
        await _world.HappenAsync("domain.created");
        Assert.True((await _receiver.SeesAsync(1))[0].IsSignedBy(webhook.Text("secret")));
    }

    [Fact]
    public async Task A_test_is_sent_at_once_and_its_end_told()
    {
        var webhook = await _world.AddAsync(_receiver.Url, "domain.created");
        var path = $"/v1/webhooks/{webhook.Id()}/test";
        _receiver.AnswerWith(200, 500);
        var good = (await Client.PostAsync(path)).Json;
        Assert.Equal(["event_id", "delivered", "status", "error", "answer", "duration_ms"], good.Names());
        Assert.Equal((true, 200, JsonValueKind.Null), (good.Truth("delivered"), good.GetProperty("status").GetInt32(), good.Kind("error")));
        var request = Assert.Single(_receiver.Requests);
        Assert.True(request.IsSignedBy(webhook.Text("secret")));
        Assert.Equal(
            ("webhook.test", 0, "live", good.Text("event_id"), good.Text("event_id"), webhook.Id()),
            (request.Json.Text("type"), request.Json.GetProperty("sequence").GetInt64(), request.Json.Text("environment"), request.Id, request.Json.Id(), request.Json.GetProperty("data").Text("webhook_id")));

        await Client.PatchAsync($"/v1/webhooks/{webhook.Id()}", """{"active":false}""");
        var bad = (await Client.PostAsync(path)).Json;
        Assert.Equal((false, 500, "it answered with status 500"), (bad.Truth("delivered"), bad.GetProperty("status").GetInt32(), bad.Text("error")));
        Assert.Empty(await _world.DeliveriesAsync());
        Assert.Equal(0, (await _world.ReadAsync(webhook)).GetProperty("failures").GetInt64());
    }

    [Fact]
    public async Task Tests_have_a_budget()
    {
        var webhook = await _world.AddAsync(_receiver.Url);
        for (var i = 0; i < 60; i++)
        {
            Assert.Equal(200, (await Client.PostAsync($"/v1/webhooks/{webhook.Id()}/test")).Status);
        }

        var refused = await Client.PostAsync($"/v1/webhooks/{webhook.Id()}/test");
        refused.IsError(429, "rate_limited");
        Assert.NotNull(refused.Header("Retry-After"));
        Assert.Equal(60, _receiver.Requests.Count);
    }

    [Fact]
    public async Task Deliveries_are_found_by_webhook_state_and_type()
    {
        await using var broken = await Receiver.StartAsync();
        broken.AnswerWith(500);
        var good = await _world.AddAsync(_receiver.Url);
        var bad = await _world.AddAsync(broken.Url);
        await _world.HappenAsync("domain.created", "domain.updated", "domain.deleted");
        await _world.UntilAsync(d => d.Count == 6 && d.Count(x => x.Text("state") == "delivered") == 3);
        Assert.Equal([3, 2, 1], (await _world.DeliveriesAsync($"?webhook_id={good.Id()}")).Select(d => d.GetProperty("sequence").GetInt32()));
        Assert.All(await _world.DeliveriesAsync("?state=pending"), d => Assert.Equal(bad.Id(), d.Text("webhook_id")));
        Assert.Equal(2, (await _world.DeliveriesAsync("?event_type=domain.updated")).Count);
        Assert.Single(await _world.DeliveriesAsync($"?event_type=domain.updated&state=delivered&webhook_id={good.Id()}"));
        Assert.Empty(await _world.DeliveriesAsync($"?state=skipped"));
        var all = await _world.DeliveriesAsync($"?webhook_id={good.Id()}");
        Assert.Equal([all[1].Id()], (await _world.DeliveriesAsync($"?webhook_id={good.Id()}&limit=1&offset=1")).Select(d => d.Id()));
        Assert.Equal(all[0].GetRawText(), (await Client.GetAsync($"/v1/webhook-deliveries/{all[0].Id()}")).Json.GetRawText());
    }

    [Theory]
    [InlineData("webhook_id=nonsense", "webhook_id")]
    [InlineData("state=lost", "state")]
    [InlineData("event_type=domain.exploded", "event_type")]
    [InlineData("state=pending&state=failed", "state")]
    [InlineData("limit=x", "limit")]
    public async Task What_is_wrong_with_a_query_is_said(string query, string field) => (await Client.GetAsync($"/v1/webhook-deliveries?{query}")).IsError(400, "field_invalid", field);
}
