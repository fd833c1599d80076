using Postscale.MailDns.Resolution;
using Postscale.Server.Publishing;
using Postscale.Server.Tests.Verification;
using Postscale.Testing;

namespace Postscale.Server.Tests.Publishing;

/// <summary>Which zone holds a domain.</summary>
[Trait("Database", "None")]
public sealed class ZoneLocatorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("example.com", "example.com", "example.com")]
    [InlineData("a.b.example.com", "example.com", "example.com")]
    [InlineData("a.b.example.com", "example.com b.example.com", "b.example.com")]
    [InlineData("a.b.example.com", "example.com a.b.example.com", "a.b.example.com")]
    [InlineData("shop.example.co.uk", "example.co.uk co.uk uk", "example.co.uk")]
    public async Task The_nearest_name_with_name_servers_is_the_zone(string domain, string zones, string expected)
    {
        var dns = new ZoneResolver();
        foreach (var zone in zones.Split(' '))
        {
            Delegate(dns, zone);
        }

        var found = await Locate(dns, domain);
        Assert.Equal((expected, true, $"ns.{expected}"), (found.Zone.Text, found.IsByDns, Assert.Single(found.NameServers).Text));
    }

    [Theory]
    [InlineData("a.b.example.com", "example.com")]
    [InlineData("example.co.uk", "example.co.uk")]
    [InlineData("a.someone.github.io", "someone.github.io")]
    public async Task Without_name_servers_in_DNS_it_is_what_the_list_lets_expect(string domain, string expected)
    {
        var dns = new ZoneResolver();
        Delegate(dns, "com");
        var found = await Locate(dns, domain);
        Assert.Equal((expected, false, "public_suffix_list"), (found.Zone.Text, found.IsByDns, found.FoundBy));
        Assert.Empty(found.NameServers);
    }

    [Fact]
    public async Task Where_DNS_cannot_be_read_nothing_is_concluded_from_what_lies_above()
    {
        var dns = new ZoneResolver().Fail("b.example.com");
        Delegate(dns, "example.com");
        Assert.False((await Locate(dns, "b.example.com")).IsByDns);
    }

    [Fact]
    public async Task Name_servers_behind_an_alias_are_another_zone_s()
    {
        var dns = new ZoneResolver().Cname("www.example.com", "hosted.example.net");
        Delegate(dns, "hosted.example.net");
        Delegate(dns, "example.com");
        Assert.Equal("example.com", (await Locate(dns, "www.example.com")).Zone.Text);
    }

    [Fact]
    public async Task A_resolver_that_never_answers_is_not_waited_for()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var held = new HeldResolver(new ZoneResolver(), _ => true);
        var finding = new ZoneLocator(held, time).FindAsync(DnsName.Parse("example.com"), Token);
        await held.WaitForAsync(RecordType.NS);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.False((await finding).IsByDns);
    }

    [Fact]
    public async Task Real_servers_show_the_zone_of_a_name_below_it()
    {
        await using var nsd = await NsdServer.StartAsync(new Dictionary<string, string> { ["held.example"] = "@ NS ns1\nns1 A 127.0.0.1\nmail A 192.0.2.1" });
        await using var unbound = await UnboundServer.StartAsync(nsd);
        var found = await Locate(new RecursiveResolver(new ResolverOptions { Servers = [unbound.Endpoint] }), "in.mail.held.example");
        Assert.Equal(("held.example", true, "ns1.held.example"), (found.Zone.Text, found.IsByDns, Assert.Single(found.NameServers).Text));
    }

    private static void Delegate(ZoneResolver dns, string zone) => dns.Add(new NameRecord(DnsName.Parse(zone), RecordType.NS, 60, DnsName.Parse($"ns.{zone}")));

    private static Task<LocatedZone> Locate(IDnsResolver dns, string domain) => new ZoneLocator(dns, TimeProvider.System).FindAsync(DnsName.Parse(domain), Token);
}
