using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Postscale.Server.Accounts;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Accounts;

public sealed class KeyApiTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 18, 10, 30, 0, TimeSpan.Zero));
    private TestService _service = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(time: _time);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_key_is_shown_once_and_works_at_once()
    {
        var admin = await _service.ClientAsync(scopes: KeyScopes.All);
        _time.Advance(TimeSpan.FromSeconds(1));
        var made = await admin.PostAsync("/v1/keys", """{"scopes":["read"],"expires_in_days":90}""");
        Assert.Equal(201, made.Status);
        var text = made.Json.Text("key");
        Assert.True(ApiKeyText.IsWellFormed(text));
        Assert.Equal(
            ["id", "prefix", "last_four", "environment", "scopes", "created_at", "expires_at", "last_used_at", "revoked_at", "current", "key"], made.Json.Names());
        Assert.Equal((text[..12], text[^4..], "live", """["read"]"""), (made.Json.Text("prefix"), made.Json.Text("last_four"), made.Json.Text("environment"), made.Json.GetProperty("scopes").GetRawText()));
        Assert.Equal(_time.GetUtcNow().AddDays(90), made.Json.Time("expires_at"));
        Assert.False(made.Json.Truth("current"));

        var reader = _service.WithKey(text);
        Assert.Equal(200, (await reader.GetAsync("/v1/domains")).Status);
        (await reader.PostAsync("/v1/domains", """{"domain":"a.example"}""")).IsError(403, "api_key_read_only");

        var list = await admin.GetAsync("/v1/keys");
        Assert.DoesNotContain(text[12..^4], list.Text, StringComparison.Ordinal);
        var keys = list.Json.GetProperty("keys").EnumerateArray().ToList();
        Assert.Equal([made.Json.Id()], keys.Where(k => !k.Truth("current")).Select(k => k.Id()));
        Assert.Equal(made.Json.Id(), keys[0].Id());
        Assert.True(keys[1].Truth("current"));
        Assert.Equal("""["read","write","webhooks","keys"]""", keys[1].GetProperty("scopes").GetRawText());
    }

    [Theory]
    [InlineData(KeyScopes.All, null, 201, """["read","write","webhooks"]""")]
    [InlineData(KeyScopes.Keys | KeyScopes.Read, null, 201, """["read"]""")]
    [InlineData(KeyScopes.Keys, null, 201, """["keys"]""")]
    [InlineData(KeyScopes.All, """["keys","read","read"]""", 201, """["read","keys"]""")]
    [InlineData(KeyScopes.Keys | KeyScopes.Read, """["read","write"]""", 403, "this API key lacks the scope 'write', and no key may give what it has not; use a key that has it")]
    [InlineData(KeyScopes.Keys, """["read","write","webhooks"]""", 403, "this API key lacks the scopes 'read', 'write', 'webhooks', and no key may give what it has not; use a key that has it")]
    public async Task A_key_gives_no_scope_that_it_has_not(KeyScopes own, string? scopes, int status, string outcome)
    {
        var client = await _service.ClientAsync(scopes: own);
        var answer = await client.PostAsync("/v1/keys", scopes is null ? null : $$"""{"scopes":{{scopes}}}""");
        Assert.Equal(status, answer.Status);
        Assert.Equal(outcome, status == 201 ? answer.Json.GetProperty("scopes").GetRawText() : answer.IsError(403, "api_key_scope_missing"));
        Assert.Equal(status == 201 ? 2 : 1, await CountAsync(client));
    }

    [Fact]
    public async Task A_key_that_may_do_more_is_revoked_but_not_replaced()
    {
        var wide = await _service.ClientAsync(scopes: KeyScopes.All);
        var narrow = await _service.ClientAsync(wide.Account, scopes: KeyScopes.Keys | KeyScopes.Read);
        var id = (await wide.PostAsync("/v1/keys", """{"scopes":["write"]}""")).Json.Id();
        (await narrow.PostAsync($"/v1/keys/{id}/rotate")).IsError(403, "api_key_scope_missing");
        Assert.Equal(3, await CountAsync(wide));
        Assert.Equal("""{"status":"revoked"}""", (await narrow.DeleteAsync($"/v1/keys/{id}")).Text);
    }

    [Theory]
    [InlineData(KeyScopes.Read)]
    [InlineData(KeyScopes.Standard)]
    public async Task A_key_without_the_scope_hears_which_it_lacks(KeyScopes scopes)
    {
        var client = await _service.ClientAsync(scopes: scopes);
        Answer[] answers =
        [
            await client.GetAsync("/v1/keys"), await client.PostAsync("/v1/keys", "{}"), await client.DeleteAsync($"/v1/keys/{Guid.NewGuid()}"), await client.PostAsync($"/v1/keys/{Guid.NewGuid()}/rotate"),
        ];
        Assert.All(answers, a => Assert.Equal("this API key lacks the scope 'keys'; use a key that has it", a.IsError(403, "api_key_scope_missing")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Keys_of_another_account_or_environment_are_not_there(bool sameAccountInTest)
    {
        var owner = await _service.ClientAsync(scopes: KeyScopes.All);
        var stranger = await _service.ClientAsync(sameAccountInTest ? owner.Account : null, sameAccountInTest ? KeyEnvironment.Test : KeyEnvironment.Live, scopes: KeyScopes.All);
        var id = await OwnIdAsync(owner);
        Assert.Equal(1, await CountAsync(stranger));
        (string, string) same = ("X-Request-ID", "same");
        Assert.Equal((await stranger.DeleteAsync($"/v1/keys/{Guid.NewGuid()}", same)).Text, (await stranger.DeleteAsync($"/v1/keys/{id}", same)).Text);
        Assert.Equal((await stranger.PostAsync($"/v1/keys/{Guid.NewGuid()}/rotate", null, same)).Text, (await stranger.PostAsync($"/v1/keys/{id}/rotate", null, same)).Text);
        (await stranger.DeleteAsync($"/v1/keys/{id}")).IsError(404, "key_not_found");
        (await stranger.PostAsync($"/v1/keys/{id}/rotate")).IsError(404, "key_not_found");
        Assert.Equal(200, (await owner.GetAsync("/v1/keys")).Status);
        Assert.Equal(1, await CountAsync(owner));
        Assert.StartsWith(sameAccountInTest ? "ps_test_" : "ps_live_", (await stranger.PostAsync("/v1/keys")).Json.Text("key"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once_and_cannot_be_revoked_again()
    {
        var admin = await _service.ClientAsync(scopes: KeyScopes.All);
        var made = (await admin.PostAsync("/v1/keys", """{"scopes":["read","keys"]}""")).Json;
        var other = _service.WithKey(made.Text("key"));
        Assert.Equal(200, (await other.GetAsync("/v1/domains")).Status);
        // The clock stands still: a key that was trusted for another moment would still be good.
        Assert.Equal(200, (await admin.DeleteAsync($"/v1/keys/{made.Id()}")).Status);
        (await other.GetAsync("/v1/domains")).IsError(401, "api_key_invalid");
        (await admin.DeleteAsync($"/v1/keys/{made.Id()}")).IsError(404, "key_not_found");
        (await admin.PostAsync($"/v1/keys/{made.Id()}/rotate")).IsError(404, "key_not_found");
        Assert.NotNull((await KeysAsync(admin)).Single(k => k.Id() == made.Id()).Time("revoked_at"));
    }

    [Fact]
    public async Task A_key_may_revoke_itself()
    {
        var client = await _service.ClientAsync(scopes: KeyScopes.All);
        Assert.Equal(200, (await client.DeleteAsync($"/v1/keys/{await OwnIdAsync(client)}")).Status);
        (await client.GetAsync("/v1/keys")).IsError(401, "api_key_invalid");
    }

    /// <summary>Another process has ended it, and this one trusts it for half a second more.</summary>
    [Fact]
    public async Task A_key_that_was_ended_a_moment_ago_makes_no_others()
    {
        var client = await _service.ClientAsync(scopes: KeyScopes.All);
        var id = Guid.Parse(await OwnIdAsync(client));
        Assert.True(await _service.Services.GetRequiredService<AccountService>().RevokeAsync(id, Token));
        (await client.PostAsync("/v1/keys")).IsError(401, "api_key_invalid");
        (await client.PostAsync($"/v1/keys/{id}/rotate")).IsError(401, "api_key_invalid");
        Assert.Single(await _service.Services.GetRequiredService<AccountService>().ListAsync(Token), k => k.AccountName == client.Account);
    }

    [Theory]
    [InlineData(null, 1440)]
    [InlineData("{}", 1440)]
    [InlineData("""{"overlap_minutes":60}""", 60)]
    public async Task A_replaced_key_works_on_for_the_overlap_and_the_new_one_lives_as_long(string? body, int minutes)
    {
        var admin = await _service.ClientAsync(scopes: KeyScopes.All);
        var former = (await admin.PostAsync("/v1/keys", """{"scopes":["read"],"expires_in_days":90}""")).Json;
        _time.Advance(TimeSpan.FromDays(10));
        var made = await admin.PostAsync($"/v1/keys/{former.Id()}/rotate", body);
        Assert.Equal(201, made.Status);
        Assert.Equal("""["read"]""", made.Json.GetProperty("scopes").GetRawText());
        Assert.Equal(_time.GetUtcNow().AddDays(90), made.Json.Time("expires_at"));
        Assert.Equal(_time.GetUtcNow().AddMinutes(minutes), (await KeysAsync(admin)).Single(k => k.Id() == former.Id()).Time("expires_at"));

        var old = _service.WithKey(former.Text("key"));
        Assert.Equal(200, (await old.GetAsync("/v1/domains")).Status);
        _time.Advance(TimeSpan.FromMinutes(minutes));
        (await old.GetAsync("/v1/domains")).IsError(401, "api_key_expired");
        (await admin.PostAsync($"/v1/keys/{former.Id()}/rotate")).IsError(404, "key_not_found");
        Assert.Equal(200, (await _service.WithKey(made.Json.Text("key")).GetAsync("/v1/domains")).Status);
    }

    [Fact]
    public async Task Without_an_overlap_the_former_key_is_refused_at_once()
    {
        var admin = await _service.ClientAsync(scopes: KeyScopes.All);
        var made = await admin.PostAsync($"/v1/keys/{await OwnIdAsync(admin)}/rotate", """{"overlap_minutes":0}""");
        Assert.Equal(201, made.Status);
        (await admin.GetAsync("/v1/keys")).IsError(401, "api_key_invalid");
        Assert.Equal(2, await CountAsync(_service.WithKey(made.Json.Text("key"))));
    }

    [Theory]
    [InlineData("", """{"scopes":[]}""", "field_invalid", "scopes")]
    [InlineData("", """{"scopes":["admin"]}""", "field_invalid", "scopes")]
    [InlineData("", """{"scopes":["read,write"]}""", "field_invalid", "scopes")]
    [InlineData("", """{"scopes":"read"}""", "field_type", "scopes")]
    [InlineData("", """{"expires_in_days":0}""", "field_invalid", "expires_in_days")]
    [InlineData("", """{"expires_in_days":3651}""", "field_invalid", "expires_in_days")]
    [InlineData("", """{"expires_in_days":"90"}""", "field_type", "expires_in_days")]
    [InlineData("", "[", "invalid_json", null)]
    [InlineData("/{id}/rotate", """{"overlap_minutes":-1}""", "field_invalid", "overlap_minutes")]
    [InlineData("/{id}/rotate", """{"overlap_minutes":5256001}""", "field_invalid", "overlap_minutes")]
    [InlineData("/{id}/rotate", """{"overlap_minutes":1.5}""", "field_type", "overlap_minutes")]
    public async Task A_field_that_is_wrong_is_named_and_nothing_is_made(string path, string body, string code, string? field)
    {
        var client = await _service.ClientAsync(scopes: KeyScopes.All);
        var id = await OwnIdAsync(client);
        (await client.PostAsync($"/v1/keys{path.Replace("{id}", id, StringComparison.Ordinal)}", body)).IsError(400, code, field);
        Assert.Equal(1, await CountAsync(client));
    }

    [Fact]
    public async Task A_request_sent_again_makes_no_second_key_and_the_key_is_kept_nowhere()
    {
        var client = await _service.ClientAsync(scopes: KeyScopes.All);
        (string, string) once = ("Idempotency-Key", "k1");
        var first = await client.PostAsync("/v1/keys", "{}", once);
        var again = await client.PostAsync("/v1/keys", "{}", once);
        Assert.Equal((201, "true"), (again.Status, again.Header("Idempotent-Replayed")));
        Assert.Equal(first.Json.Id(), again.Json.Id());
        Assert.False(again.Json.Has("key"));
        Assert.Equal(2, await CountAsync(client));

        var rotated = await client.PostAsync($"/v1/keys/{first.Json.Id()}/rotate", null, ("Idempotency-Key", "k2"));
        Assert.Equal(201, rotated.Status);
        await using var aside = await _service.OpenAsideAsync();
        var kept = await aside.ReadAsync(
            (session, token) => session.ListAsync("SELECT body FROM idempotency_keys", [], row => System.Text.Encoding.UTF8.GetString((byte[])row.GetValue(0)), token), Token);
        Assert.Equal(2, kept.Count);
        Assert.All(kept, k => Assert.DoesNotContain("\"key\"", k, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_audit_log_says_which_key_did_it()
    {
        var client = await _service.ClientAsync(scopes: KeyScopes.All);
        var made = (await client.PostAsync("/v1/keys", """{"scopes":["read"]}""", ("X-Request-ID", "r1"))).Json;
        var next = (await client.PostAsync($"/v1/keys/{made.Id()}/rotate", null, ("X-Request-ID", "r2"))).Json;
        await client.DeleteAsync($"/v1/keys/{made.Id()}", ("X-Request-ID", "r3"));
        var log = await client.GetAsync("/v1/audit?action=key");
        var entries = log.Json.GetProperty("entries").EnumerateArray().Take(3).ToList();
        Assert.Equal(["key.revoke", "key.rotate", "key.create"], entries.Select(e => e.Text("action")));
        Assert.Equal(["r3", "r2", "r1"], entries.Select(e => e.Text("request_id")));
        Assert.All(entries, e => Assert.Equal(
            ("key", $"{client.Key[..12]}…{client.Key[^4..]}", made.Id(), $"{made.Text("prefix")}…{made.Text("last_four")}"),
            (e.GetProperty("actor").Text("type"), e.GetProperty("actor").Text("key"), e.Text("object_id"), e.Text("object_name"))));
        Assert.Equal(next.Id(), entries[1].GetProperty("changes").GetProperty("replaced_by").Text("after"));
        Assert.Equal("read", entries[2].GetProperty("changes").GetProperty("scopes").Text("after"));
        foreach (var secret in (string[])[made.Text("key"), next.Text("key")])
        {
            Assert.DoesNotContain(secret[12..^4], log.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_account_has_a_hundred_keys_in_force_at_most()
    {
        var client = await _service.ClientAsync(scopes: KeyScopes.All);
        var brief = (await client.PostAsync("/v1/keys", """{"expires_in_days":1}""")).Json;
        var answers = new List<Answer>();
        for (var i = 0; i < 98; i++)
        {
            answers.Add(await client.PostAsync("/v1/keys"));
        }

        Assert.All(answers, a => Assert.Equal(201, a.Status));
        (await client.PostAsync("/v1/keys")).IsError(409, "key_limit");
        (await client.PostAsync($"/v1/keys/{brief.Id()}/rotate")).IsError(409, "key_limit");
        Assert.Equal(200, (await client.DeleteAsync($"/v1/keys/{answers[0].Json.Id()}")).Status);
        Assert.Equal(201, (await client.PostAsync("/v1/keys")).Status);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(201, (await client.PostAsync("/v1/keys")).Status);

        var page = (await client.GetAsync("/v1/keys?limit=1000&offset=100")).Json;
        Assert.Equal((100, 2), (page.GetProperty("limit").GetInt32(), page.GetProperty("keys").GetArrayLength()));
    }

    private static async Task<List<JsonElement>> KeysAsync(ApiClient client)
    {
        var answer = await client.GetAsync("/v1/keys");
        Assert.Equal(200, answer.Status);
        return [.. answer.Json.GetProperty("keys").EnumerateArray()];
    }

    private static async Task<int> CountAsync(ApiClient client) => (await KeysAsync(client)).Count;

    private static async Task<string> OwnIdAsync(ApiClient client) => (await KeysAsync(client)).Single(k => k.Truth("current")).Id();
}
