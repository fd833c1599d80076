using Postscale.MailDns.Resolution;
using Postscale.Server.Tests.Support;
using Postscale.Testing;

namespace Postscale.Server.Tests.Publishing;

/// <summary>The zone file, read by real name servers.</summary>
public sealed class ZoneFileLoadTests
{
    private const string Domain = "loaded.example";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Included_in_a_zone_of_a_real_server_it_verifies_the_domain()
    {
        await using var nsd = await NsdServer.StartAsync(new Dictionary<string, string>(PublishWorld.Shared) { [Domain] = "" });
        await using var unbound = await UnboundServer.StartAsync(nsd);
        var dns = new RecursiveResolver(new ResolverOptions { Servers = [unbound.Endpoint] });
        await using var service = new TestService { Dns = dns };
        await service.InitializeAsync();
        var client = await service.ClientAsync();
        await client.CreateAsync(Domain, "both");
        Assert.False((await client.VerifyAsync(Domain)).Truth("verified"));

        using var folder = new TemporaryFolder();
        var file = folder.File("records.zone");
        await File.WriteAllTextAsync(file, (await client.GetAsync($"/v1/domains/{Domain}/dns?format=zone")).Text, Token);
        await nsd.ReplaceZoneAsync(Domain, $"$INCLUDE {file}");
        foreach (var record in (await client.RecordsAsync(Domain)).GetProperty("records").EnumerateArray())
        {
            var (name, value) = (DnsName.Parse(record.Text("name")), record.Text("value"));
            var type = Enum.Parse<RecordType>(record.Text("type"), ignoreCase: true);
            var found = Assert.Single((await dns.ResolveAsync(name, type, Token)).Records);
            Assert.Equal(value, found switch
            {
                TxtRecord text => text.Text,
                MxRecord mx => mx.Exchange.Text,
                NameRecord alias => alias.Target.Text,
                _ => null,
            });
            Assert.True(found is not MxRecord { Preference: not 10 });
        }

        var json = await client.VerifyAsync(Domain);
        Assert.Equal("Domain verified. MX, SPF, DKIM, and DMARC records are valid.", json.Text("summary"));
        Assert.True(json.Truth("return_path_verified"));
    }

    [Fact]
    public async Task Pasted_into_the_middle_of_a_zone_it_changes_nothing_of_what_stands_behind_it()
    {
        const string Below = $"mail.{Domain}";
        await using var nsd = await NsdServer.StartAsync(new Dictionary<string, string>(PublishWorld.Shared) { [Domain] = "" });
        await using var unbound = await UnboundServer.StartAsync(nsd);
        var dns = new RecursiveResolver(new ResolverOptions { Servers = [unbound.Endpoint] });
        await using var service = new TestService { Dns = dns };
        await service.InitializeAsync();
        var client = await service.ClientAsync();
        await client.CreateAsync(Below, "both");
        var text = (await client.GetAsync($"/v1/domains/{Below}/dns?format=zone")).Text;
        await nsd.ReplaceZoneAsync(Domain, $"before A 192.0.2.76\n{text}behind A 192.0.2.77\n");
        foreach (var (host, address) in (Dictionary<string, string>)new() { ["before"] = "192.0.2.76", ["behind"] = "192.0.2.77" })
        {
            var answer = await dns.ResolveAsync(DnsName.Parse($"{host}.{Domain}"), RecordType.A, Token);
            Assert.Equal(address, Assert.IsType<AddressRecord>(Assert.Single(answer.Records)).Address.ToString());
        }

        Assert.True((await client.VerifyAsync(Below)).Truth("verified"));
    }

    [Fact]
    public async Task Checked_by_another_server_s_tool_it_is_in_order()
    {
        await using var service = await TestService.StartAsync();
        var client = await service.ClientAsync();
        await client.CreateAsync(Domain, "both");
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("records.zone"), (await client.GetAsync($"/v1/domains/{Domain}/dns?format=zone")).Text, Token);
        await File.WriteAllTextAsync(
            folder.File("whole.zone"),
            $"""
            $TTL 60
            {Domain}. SOA ns.example. hostmaster.example. 1 3600 600 86400 60
            {Domain}. NS ns.example.
            $INCLUDE {folder.File("records.zone")}

            """,
            Token);
        var (code, output) = await ChildProcess.RunAsync("/usr/bin/named-checkzone", ["-i", "local", "-k", "fail", Domain, folder.File("whole.zone")], TimeSpan.FromSeconds(20));
        Assert.True(code == 0, output);
        Assert.EndsWith("OK", output.Trim(), StringComparison.Ordinal);
    }
}
