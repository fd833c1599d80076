using System.Text.Json;
using Postscale.MailDns.Resolution;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Publishing;

/// <summary>Who holds a domain's zone, from the API.</summary>
public sealed class ProviderApiTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task A_known_provider_comes_with_what_to_do_there_and_with_hosts_relative_to_the_zone()
    {
        foreach (var server in (string[])["ada.ns.cloudflare.com", "bob.ns.cloudflare.com"])
        {
            service.Zone.Add(new NameRecord(DnsName.Parse("known.example"), RecordType.NS, 60, DnsName.Parse(server)));
        }

        var client = await service.ClientAsync();
        await client.CreateAsync("mail.known.example", "both");
        var json = (await client.GetAsync("/v1/domains/mail.known.example/provider")).Json;
        Assert.Equal(["domain", "zone", "zone_found_by", "name_servers", "provider", "records", "domain_connect"], json.Names());
        Assert.Equal(("mail.known.example", "known.example", "dns"), (json.Text("domain"), json.Text("zone"), json.Text("zone_found_by")));
        Assert.Equal("""["ada.ns.cloudflare.com","bob.ns.cloudflare.com"]""", json.GetProperty("name_servers").ToString());
        var provider = json.GetProperty("provider");
        Assert.Equal(["id", "name", "url", "steps", "traps"], provider.Names());
        Assert.Equal(("cloudflare", "Cloudflare"), (provider.Text("id"), provider.Text("name")));
        Assert.Contains(provider.GetProperty("traps").EnumerateArray(), t => t.GetString()!.Contains("DNS only", StringComparison.Ordinal));
        Assert.Equal(
            ["ownership _postscale.mail", "mx mail", "spf mail", "dkim postscale1._domainkey.mail", "dmarc _dmarc.mail", "return_path ps-bounces.mail"],
            json.GetProperty("records").EnumerateArray().Select(r => $"{r.Text("record")} {r.Text("host")}"));
        Assert.Equal(JsonValueKind.Null, json.Kind("domain_connect"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_DNS_the_zone_is_what_the_list_lets_expect(bool fails)
    {
        var domain = $"mail.unseen-{fails}.example".ToLowerInvariant();
        if (fails)
        {
            service.Zone.Fail(domain);
        }

        var client = await service.ClientAsync();
        await client.CreateAsync(domain);
        var json = (await client.GetAsync($"/v1/domains/{domain}/provider")).Json;
        Assert.Equal((domain[5..], "public_suffix_list", 0, JsonValueKind.Null), (json.Text("zone"), json.Text("zone_found_by"), json.GetProperty("name_servers").GetArrayLength(), json.Kind("provider")));
        Assert.Equal("_postscale.mail", json.GetProperty("records")[0].Text("host"));
    }

    [Fact]
    public async Task Looks_are_bounded_for_an_account()
    {
        await using var bounded = await TestService.StartAsync(TestService.Unlimited with { VerifyBudget = 2 });
        var client = await bounded.ClientAsync();
        await client.CreateAsync("bounded.example");
        var statuses = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            statuses.Add((await client.GetAsync("/v1/domains/bounded.example/provider")).Status);
        }

        Assert.Equal([200, 200, 429], statuses);
    }
}
