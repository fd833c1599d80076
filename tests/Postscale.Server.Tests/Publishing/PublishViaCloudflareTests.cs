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

    private static string Body(string cloudflare) => $$"""{"via":"cloudflare","cloudflare":{{cloudflare}}}""";
}
