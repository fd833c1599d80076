using System.Text.Json;
using Postscale.MailDns.Resolution;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Publishing;

/// <summary>The story of publishing, the same with every provider.</summary>
/// <param name="world">The provider.</param>
public abstract class PublishTests(PublishWorld world)
{
    [Fact]
    public async Task An_empty_zone_gets_all_records_and_the_domain_is_verified_by_what_the_provider_serves()
    {
        const string Domain = "empty.example";
        var client = await world.RegisterAsync(Domain);
        var shown = await world.PublishAsync(client, Domain);
        Assert.Equal(["create ownership", "create mx", "create spf", "create dkim", "create dmarc", "create return_path"], PublishWorld.Changes(shown));
        Assert.Equal((Domain, Domain, world.Via, false), (shown.Json.Text("domain"), shown.Json.Text("zone"), shown.Json.Text("via"), shown.Json.Truth("applied")));
        Assert.Equal(JsonValueKind.Null, shown.Json.Kind("verification"));
        Assert.Empty(await world.ServedAsync(Domain, RecordType.Txt));

        var applied = await world.PublishAsync(client, Domain, apply: true, shown.Json.Text("plan"));
        Assert.Equal(PublishWorld.Changes(shown), PublishWorld.Changes(applied));
        Assert.True(applied.Json.Truth("applied"));
        var check = applied.Json.GetProperty("verification");
        Assert.True(check.Truth("verified"), check.ToString());
        Assert.Equal("Domain verified. MX, SPF, DKIM, and DMARC records are valid.", check.Text("summary"));
        Assert.True(check.Truth("return_path_verified"));
        Assert.True((await client.ReadAsync(Domain)).Truth("verified"));
    }

    [Fact]
    public async Task What_is_published_is_not_published_again()
    {
        const string Domain = "again.example";
        var client = await world.RegisterAsync(Domain);
        await world.PublishAsync(client, Domain, apply: true);
        var again = await world.PublishAsync(client, Domain, apply: true);
        Assert.All(PublishWorld.Changes(again), c => Assert.StartsWith("keep ", c, StringComparison.Ordinal));
        Assert.True(again.Json.GetProperty("verification").Truth("verified"));
        var entry = Assert.Single((await client.GetAsync($"/v1/audit?object={Domain}&action=domain.publish")).Json.GetProperty("entries").EnumerateArray());
        Assert.Equal(world.Via, entry.GetProperty("changes").GetProperty("via").Text("after"));
        Assert.Equal("published", entry.GetProperty("changes").GetProperty("ownership").Text("after"));
    }

    [Fact]
    public async Task The_SPF_record_is_completed_and_what_others_have_put_there_stays()
    {
        const string Domain = "spf.example";
        var client = await world.RegisterAsync(Domain);
        var applied = await world.PublishAsync(client, Domain, apply: true);
        Assert.Equal(["create ownership", "create mx", "update spf", "create dkim", "keep dmarc", "create return_path"], PublishWorld.Changes(applied));
        Assert.Equal(["google-site-verification=abc", "v=spf1 a:mail.example include:_spf.postscale.io ~all"], await world.ServedAsync(Domain, RecordType.Txt));
        Assert.Equal(["10 mx.postscale.io", "20 mail.example"], await world.ServedAsync(Domain, RecordType.MX));
        Assert.Equal(["v=DMARC1; p=reject"], await world.ServedAsync($"_dmarc.{Domain}", RecordType.Txt));
        Assert.Contains("note", await world.ServedAsync($"_postscale.{Domain}", RecordType.Txt));
        Assert.True(applied.Json.GetProperty("verification").Truth("verified"), applied.Text);
    }

    [Fact]
    public async Task What_stands_in_the_way_is_named_and_not_touched()
    {
        const string Domain = "conflict.example";
        var client = await world.RegisterAsync(Domain);
        var applied = await world.PublishAsync(client, Domain, apply: true);
        Assert.Equal(["create ownership", "create mx", "conflict mx", "conflict spf", "conflict dkim", "create dmarc", "conflict return_path"], PublishWorld.Changes(applied));
        Assert.All(applied.Json.GetProperty("changes").EnumerateArray().Where(c => c.Text("action") == "conflict"), c => Assert.NotEmpty(c.Text("reason")));
        Assert.Equal(["v=spf1 -all", "v=spf1 mx -all"], await world.ServedAsync(Domain, RecordType.Txt));
        Assert.Equal(["other.example"], await world.ServedAsync($"postscale1._domainkey.{Domain}", RecordType.Cname));
        Assert.Equal(["192.0.2.1"], await world.ServedAsync($"ps-bounces.{Domain}", RecordType.A));
        Assert.False(applied.Json.GetProperty("verification").Truth("verified"));
    }

    [Fact]
    public async Task Tokens_that_are_there_stay_beside_the_new_one()
    {
        const string Domain = "stale.example";
        var client = await world.RegisterAsync(Domain, "inbound");
        var applied = await world.PublishAsync(client, Domain, apply: true);
        Assert.Equal(["create ownership", "create mx"], PublishWorld.Changes(applied));
        var token = (await client.RecordsAsync(Domain)).GetProperty("records")[0].Text("value");
        Assert.Equal(["postscale-verification=00000000000000000000000000000000", token], (await world.ServedAsync($"_postscale.{Domain}", RecordType.Txt)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_record_longer_than_a_string_is_completed()
    {
        const string Domain = "long.example";
        var client = await world.RegisterAsync(Domain, "outbound");
        var applied = await world.PublishAsync(client, Domain, apply: true);
        Assert.True(applied.Json.GetProperty("verification").Truth("verified"), applied.Text);
        var text = Assert.Single(await world.ServedAsync(Domain, RecordType.Txt));
        Assert.True(text.Length > 512);
        Assert.EndsWith("ip4:192.0.2.40 include:_spf.postscale.io -all", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_domain_below_its_zone_is_published_in_it()
    {
        const string Domain = "mail.below.example";
        var client = await world.RegisterAsync(Domain);
        var applied = await world.PublishAsync(client, Domain, apply: true);
        Assert.Equal("below.example", applied.Json.Text("zone"));
        Assert.True(applied.Json.GetProperty("verification").Truth("verified"), applied.Text);
    }

    [Fact]
    public async Task A_wildcard_does_not_stand_in_the_way()
    {
        const string Domain = "wild.example";
        var client = await world.RegisterAsync(Domain);
        Assert.Equal(
            ["create ownership", "create mx", "create spf", "create dkim", "create dmarc", "create return_path"],
            PublishWorld.Changes(await world.PublishAsync(client, Domain, apply: true)));
    }

    [Fact]
    public async Task What_a_wildcard_answers_with_is_not_taken_away()
    {
        const string Domain = "shop.wild.example";
        var client = await world.RegisterAsync(Domain, "inbound");
        var answer = await world.PublishAsync(client, Domain, apply: true);
        Assert.Equal(["conflict ownership", "conflict mx"], PublishWorld.Changes(answer));
        var reason = answer.Json.GetProperty("changes")[0].Text("reason");
        Assert.Contains("*.wild.example answers for shop.wild.example with ", reason, StringComparison.Ordinal);
        Assert.EndsWith("put what it answers with at shop.wild.example first", reason, StringComparison.Ordinal);
        Assert.DoesNotContain(await world.ServedAsync($"_postscale.{Domain}", RecordType.Txt), t => t.StartsWith("postscale-verification", StringComparison.Ordinal));

        // Who follows the advice is not told the same again.
        await world.AddAsync("wild.example", Domain, "TXT", "anything");
        await world.AddAsync("wild.example", Domain, "A", "192.0.2.7");
        Assert.Equal(["create ownership", "create mx"], PublishWorld.Changes(await world.PublishAsync(client, Domain, apply: true)));
        Assert.Equal(["192.0.2.7"], await world.ServedAsync(Domain, RecordType.A));
        Assert.Equal(["anything"], await world.ServedAsync(Domain, RecordType.Txt));
        Assert.Equal(["keep ownership", "keep mx"], PublishWorld.Changes(await world.PublishAsync(client, Domain)));
    }

    [Fact]
    public async Task A_name_with_the_records_of_a_wildcard_above_and_one_below_it_is_no_wildcard_s()
    {
        const string Domain = "api.wild.example";
        var client = await world.RegisterAsync(Domain, "inbound");
        Assert.Equal(["create ownership", "create mx"], PublishWorld.Changes(await world.PublishAsync(client, Domain, apply: true)));
        Assert.Equal(["192.0.2.7"], await world.ServedAsync(Domain, RecordType.A));
    }

    [Fact]
    public async Task An_alias_to_a_name_that_is_missing_stands_in_the_way_like_any_other()
    {
        const string Domain = "dangling.example";
        var client = await world.RegisterAsync(Domain, "inbound");
        var applied = await world.PublishAsync(client, Domain, apply: true);
        Assert.Equal(["conflict ownership", "create mx"], PublishWorld.Changes(applied));
        Assert.Equal(["gone.dangling.example"], applied.Json.GetProperty("changes")[0].GetProperty("before").EnumerateArray().Select(v => v.GetString()));
        Assert.Equal(["10 mx.postscale.io"], await world.ServedAsync(Domain, RecordType.MX));
    }

    [Fact]
    public async Task A_plan_that_is_another_one_by_now_is_not_carried_out()
    {
        const string Domain = "changed.example";
        var client = await world.RegisterAsync(Domain);
        var plan = (await world.PublishAsync(client, Domain)).Json.Text("plan");
        await world.AddAsync(Domain, Domain, "TXT", "v=spf1 ip4:192.0.2.99 -all");
        (await world.PublishAsync(client, Domain, apply: true, plan)).IsError(409, "plan_changed", "plan");
        Assert.Empty(await world.ServedAsync($"_postscale.{Domain}", RecordType.Txt));
        Assert.Contains("update spf", PublishWorld.Changes(await world.PublishAsync(client, Domain)));
    }

    [Fact]
    public async Task A_wrong_secret_is_named_as_what_is_wrong()
    {
        const string Domain = "wrong.example";
        var client = await world.RegisterAsync(Domain);
        foreach (var apply in (bool[])[false, true])
        {
            (await world.PublishAsync(client, Domain, apply, secret: "bm90IHRoZSBzZWNyZXQgYXQgYWxsLCBidXQgbG9uZw==")).IsError(400, "dns_provider_refused", world.SecretField);
        }

        Assert.Empty(await world.ServedAsync(Domain, RecordType.MX));
    }

    [Fact]
    public async Task A_zone_that_the_provider_does_not_hold_is_told()
    {
        var client = await world.RegisterAsync("elsewhere.test");
        var error = await world.PublishAsync(client, "elsewhere.test");
        Assert.Contains("zone", error.IsError(400, "dns_provider_refused", error.Json.Text("field")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_are_in_no_answer_no_log_and_nowhere_in_the_database()
    {
        const string Domain = "secrets.example";
        const string Wrong = "d3JvbmcgYnV0IHNlY3JldCBhbGwgdGhlIHNhbWUhIQ==";
        var client = await world.RegisterAsync(Domain);
        Answer[] answers =
        [
            await world.PublishAsync(client, Domain, headers: ("Idempotency-Key", "shown")),
            await world.PublishAsync(client, Domain, secret: Wrong, headers: ("Idempotency-Key", "wrong")),
            await world.PublishAsync(client, Domain, apply: true, headers: ("Idempotency-Key", "applied")),
            await world.PublishAsync(client, Domain, apply: true, headers: ("Idempotency-Key", "applied")),
            await client.GetAsync($"/v1/audit?object={Domain}"),
            await client.GetAsync("/v1/events"),
        ];
        Assert.Equal([200, 400, 200, 200, 200, 200], answers.Select(a => a.Status));
        Assert.Equal("true", answers[3].Header("Idempotent-Replayed"));

        await using var database = await world.Service.OpenAsideAsync();
        var kept = await database.ReadAsync(
            async (session, token) =>
            {
                var texts = new List<string>();
                foreach (var (table, column) in ((string, string)[])[("idempotency_keys", "body"), ("idempotency_keys", "fingerprint"), ("audit", "changes"), ("domains", "findings"), ("checks", "findings"), ("events", "data")])
                {
                    texts.AddRange(await session.ListAsync($"SELECT {column} FROM {table} WHERE {column} IS NOT NULL", [], row => row.GetValue(0) is byte[] octets ? System.Text.Encoding.Latin1.GetString(octets) : row.GetValue(0).ToString()!, token));
                }

                return texts;
            },
            TestContext.Current.CancellationToken);
        Assert.Contains(kept, t => t.Contains("\"applied\":true", StringComparison.Ordinal));
        foreach (var secret in (string[])[world.Secret, Wrong])
        {
            Assert.All(answers, a => Assert.DoesNotContain(secret, a.Text, StringComparison.Ordinal));
            Assert.All(kept, t => Assert.DoesNotContain(secret, t, StringComparison.Ordinal));
            Assert.DoesNotContain(secret, LogOf(world), StringComparison.Ordinal);
        }

        Assert.Contains("published via", LogOf(world), StringComparison.Ordinal);
    }

    private static string LogOf(PublishWorld world) => string.Join('\n', world.Service.Log.Lines.Select(l => l.Everything));
}
