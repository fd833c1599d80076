using Postscale.MailDns.Resolution;
using Postscale.Server.Publishing;

namespace Postscale.Server.Tests.Publishing;

/// <summary>The table of DNS providers.</summary>
[Trait("Database", "None")]
public sealed class DnsProvidersTests
{
    [Theory]
    [InlineData("cloudflare", "ada.ns.cloudflare.com bob.ns.cloudflare.com")]
    [InlineData("route53", "ns-1.awsdns-01.com ns-513.awsdns-00.net ns-1025.awsdns-00.org ns-1537.awsdns-00.co.uk")]
    [InlineData("google-cloud", "ns-cloud-a1.googledomains.com ns-cloud-a2.googledomains.com")]
    [InlineData("azure", "ns1-01.azure-dns.com ns2-01.azure-dns.net ns3-01.azure-dns.org ns4-01.azure-dns.info")]
    [InlineData("godaddy", "ns01.domaincontrol.com ns02.domaincontrol.com")]
    [InlineData("namecheap", "dns1.registrar-servers.com dns2.registrar-servers.com")]
    [InlineData("hetzner", "hydrogen.ns.hetzner.com oxygen.ns.hetzner.com helium.ns.hetzner.de")]
    [InlineData("squarespace", "ns01.squarespacedns.com dns1.p01.nsone.net")]
    [InlineData("one-com", "ns01.one.com ns02.one.com")]
    [InlineData("digitalocean", "ns1.digitalocean.com ns1.example.net ns2.digitalocean.com")]
    [InlineData(null, "ns1.example.com ns2.example.com")]
    [InlineData(null, "ns1.notcloudflare.com cloudflare.com awsdns.com awsdns-1.example")]
    [InlineData(null, "phone.com")]
    [InlineData(null, "")]
    public void A_provider_is_recognised_by_the_names_of_its_name_servers(string? id, string servers) =>
        Assert.Equal(id, DnsProviders.Recognise([.. servers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(DnsName.Parse)])?.Id);

    [Fact]
    public void The_table_is_whole()
    {
        Assert.True(DnsProviders.All.Count >= 25);
        Assert.Distinct(DnsProviders.All.Select(p => p.Id));
        Assert.Distinct(DnsProviders.All.SelectMany(p => p.NameServers));
        Assert.All(DnsProviders.All, p =>
        {
            Assert.Matches("^[a-z0-9-]+$", p.Id);
            Assert.True(Uri.TryCreate(p.Url, UriKind.Absolute, out var url) && url.Scheme == "https", p.Url);
            Assert.NotEmpty(p.NameServers);
            Assert.All(p.NameServers, s => Assert.Matches(@"^[a-z0-9*-]+(\.[a-z0-9*-]+)+$", s));
            Assert.True(p.Steps.Count > 2);
            Assert.NotEmpty(p.Traps);

            // A trap that is only named would be shown as its name.
            Assert.All(p.Steps.Concat(p.Traps), t => Assert.Matches(@"^[A-Z].*\.$", t));
        });
    }
}
