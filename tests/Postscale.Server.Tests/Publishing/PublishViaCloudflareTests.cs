using Postscale.MailDns.Resolution;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Publishing;

/// <summary>Publishing through the API of Cloudflare, as it is documented.</summary>
/// <param name="world">A stand-in.</param>
public sealed class PublishViaCloudflareTests(CloudflareWorld world) : PublishTests(world), IClassFixture<CloudflareWorld>
{
    private readonly CloudflareWorld _world = world;

    [Fact]
    public async Task What_was_done_before_a_failure_is_told_and_done_is_what_is_left()
    {
        const string Domain = "half.example";
        _world.StandIn.AddZone(Domain, []);
        var client = await _world.RegisterAsync(Domain);
        _world.StandIn.ChangesLeft = 2;
        var error = (await _world.PublishAsync(client, Domain, apply: true)).IsError(502, "dns_provider_failed");
        _world.StandIn.ChangesLeft = int.MaxValue;
        Assert.Contains("2 of 6 changes were made before", error, StringComparison.Ordinal);
        var entry = (await client.GetAsync($"/v1/audit?object={Domain}&action=domain.publish")).Json.GetProperty("entries")[0].GetProperty("changes");
        Assert.Equal("published", entry.GetProperty("ownership").Text("after"));
        Assert.StartsWith("not known whether v=spf1 ", entry.GetProperty("spf").Text("after"), StringComparison.Ordinal);
        var applied = await _world.PublishAsync(client, Domain, apply: true);
        Assert.Equal(["keep ownership", "keep mx", "create spf", "create dkim", "create dmarc", "create return_path"], PublishWorld.Changes(applied));
        Assert.True(applied.Json.GetProperty("verification").Truth("verified"));
    }

    [Fact]
    public async Task A_zone_can_be_named_by_its_id()
    {
        const string Domain = "mail.empty.example";
        var client = await _world.RegisterAsync(Domain);
        var answer = await client.PostAsync($"/v1/domains/{Domain}/publish", Body($$"""{"api_token":"{{_world.Secret}}","zone_id":"{{new string('0', 31)}}1"}"""));
        Assert.Equal("empty.example", answer.Json.Text("zone"));
        (await client.PostAsync($"/v1/domains/{Domain}/publish", Body($$"""{"api_token":"{{_world.Secret}}","zone_id":"{{new string('f', 32)}}"}""")))
            .IsError(400, "dns_provider_refused", "cloudflare.zone_id");
        (await client.PostAsync($"/v1/domains/{Domain}/publish", Body($$"""{"api_token":"{{_world.Secret}}","zone_id":"../../user"}""")))
            .IsError(400, "field_invalid", "cloudflare.zone_id");

        // The second zone of the list is another domain's.
        (await client.PostAsync($"/v1/domains/{Domain}/publish", Body($$"""{"api_token":"{{_world.Secret}}","zone_id":"{{new string('0', 31)}}2"}""")))
            .IsError(400, "dns_provider_refused");
    }

    [Fact]
    public async Task Records_are_sent_unproxied_and_quoted()
    {
        const string Domain = "sent.example";
        _world.StandIn.AddZone(Domain, []);
        var client = await _world.RegisterAsync(Domain);
        var before = _world.StandIn.Bodies.Count;
        await _world.PublishAsync(client, Domain, apply: true);
        var bodies = _world.StandIn.Bodies.Skip(before).ToList();
        Assert.Equal(6, bodies.Count);
        Assert.All(bodies, b => Assert.Contains("\"proxied\":false", b, StringComparison.Ordinal));
        Assert.Contains(await _world.ServedAsync(Domain, RecordType.MX), m => m == "10 mx.postscale.io");
    }

    [Fact]
    public async Task A_proxied_alias_of_ours_is_put_right()
    {
        const string Domain = "proxied.example";
        _world.StandIn.AddZone(Domain, []);
        var owner = await _world.RegisterAsync(Domain);
        _world.StandIn.AddRecord(Domain, $"postscale1._domainkey.{Domain}", "CNAME", "postscale1.dkim.postscale.io", isProxied: true);
        _world.StandIn.AddRecord(Domain, $"ps-bounces.{Domain}", "CNAME", "bounces.postscale.io", isProxied: true);
        var shown = await _world.PublishAsync(owner, Domain);
        Assert.Equal(["create ownership", "create mx", "create spf", "update dkim", "create dmarc", "update return_path"], PublishWorld.Changes(shown));
        var change = shown.Json.GetProperty("changes")[3];
        Assert.Contains("switch", change.Text("reason"), StringComparison.Ordinal);
        Assert.Equal(["postscale1.dkim.postscale.io (proxied)"], change.GetProperty("before").EnumerateArray().Select(v => v.GetString()));
        Assert.Equal(["postscale1.dkim.postscale.io"], change.GetProperty("after").EnumerateArray().Select(v => v.GetString()));

        var applied = await _world.PublishAsync(owner, Domain, apply: true, shown.Json.Text("plan"));
        var check = applied.Json.GetProperty("verification");
        Assert.True(check.Truth("dkim_verified"), applied.Text);
        Assert.True(check.Truth("return_path_verified"), applied.Text);
        Assert.All(PublishWorld.Changes(await _world.PublishAsync(owner, Domain)), c => Assert.StartsWith("keep ", c, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_DMARC_policy_above_that_could_not_be_looked_for_is_not_overruled()
    {
        const string Domain = "mail.unread.example";
        _world.StandIn.AddZone("unread.example", []);
        _world.Service.Zone.Fail("_dmarc.unread.example");
        var client = await _world.RegisterAsync(Domain);
        var shown = await _world.PublishAsync(client, Domain);
        Assert.Equal(["create ownership", "create mx", "create spf", "create dkim", "conflict dmarc", "create return_path"], PublishWorld.Changes(shown));
        Assert.Contains("could not be looked for", shown.Json.GetProperty("changes")[4].Text("reason"), StringComparison.Ordinal);

        // A policy of its own counts, whatever is above.
        _world.StandIn.AddRecord("unread.example", $"_dmarc.{Domain}", "TXT", "v=DMARC1; p=reject");
        Assert.Equal("keep dmarc", PublishWorld.Changes(await _world.PublishAsync(client, Domain))[4]);
    }

    private static string Body(string cloudflare) => $$"""{"via":"cloudflare","cloudflare":{{cloudflare}}}""";
}
