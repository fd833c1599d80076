using System.Globalization;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Domains;

public sealed class WholeRecordsTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task A_long_spf_record_comes_back_whole()
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("long.example", "both")).Id();
        const string begin = "v=spf1 include:_spf.postscale.io moo=";
        var record = $"{begin}{new string('x', 707 - begin.Length - 5)} ~all";
        Assert.Equal(707, record.Length);
        service.Zone.Txt("long.example", [.. record.Chunk(255).Select(c => new string(c))]);

        var answer = await client.VerifyAsync(id);

        Assert.True(answer.Truth("spf_verified"));
        Assert.Equal(record, answer.Text("spf_record"));
    }

    [Fact]
    public async Task All_of_many_mx_hosts_come_back()
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("hosts.example")).Id();
        string[] hosts = [.. Enumerable.Range(0, 60).Select(i => string.Create(CultureInfo.InvariantCulture, $"mx{i:00}.other.example"))];
        foreach (var host in hosts)
        {
            service.Zone.Mx("hosts.example", 10, host);
        }

        var answer = await client.VerifyAsync(id);

        Assert.Equal(hosts, answer.GetProperty("mx_records").EnumerateArray().Select(h => h.GetString()));
    }

    [Fact]
    public async Task What_a_hostile_zone_holds_is_cut()
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("hostile.example", "both")).Id();
        service.Zone.Txt("hostile.example", [.. $"v=spf1 moo={new string('x', 20_000)} ~all".Chunk(255).Select(c => new string(c))]);
        for (var i = 0; i < 300; i++)
        {
            service.Zone.Mx("hostile.example", 10, string.Create(CultureInfo.InvariantCulture, $"mx{i:000}.other.example"));
        }

        var answer = await client.VerifyAsync(id);

        Assert.Equal(100, answer.GetProperty("mx_records").GetArrayLength());
        Assert.InRange(answer.Text("spf_record").Length, 4000, 4200);
    }
}
