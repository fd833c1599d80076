using Postscale.EndToEnd.Dns;
using Postscale.EndToEnd.Running;
using Postscale.Testing;

namespace Postscale.EndToEnd.Platform;

/// <summary>The platform's own side: the zone that is printed is loaded into a real name server and looked at through a real resolver.</summary>
public sealed class PlatformRecordsTests(DnsWorld world) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_zone_that_is_printed_is_all_that_the_check_asks_for_and_each_record_that_is_removed_is_named()
    {
        const string Domain = "printed-platform.example";
        var zone = await PrintAsync(Domain);
        await world.PublishAsync(Domain, zone);

        var check = await CheckAsync(Domain);
        Assert.True(check.ExitCode == 0, check.StandardOutput + check.StandardError);
        Assert.All(check.Lines[1..], l => Assert.Contains("  ok", l));

        string[] records =
        [
            $"A/AAAA mx.{Domain}", $"A/AAAA bounces.{Domain}", $"TXT _spf.{Domain}", $"TXT postscale1.dkim.{Domain}",
            $"MX bounces.{Domain}", $"MX {Domain}", $"TXT *._report._dmarc.{Domain}",
        ];
        Assert.Equal(records, check.Lines[1..].Select(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..2])));
        foreach (var record in records)
        {
            var (types, name) = (record.Split(' ')[0].Split('/'), record.Split(' ')[1]);
            await world.PublishAsync(Domain, string.Join('\n', zone.Split('\n').Where(l => !types.Any(t => l.StartsWith($"{name}. IN {t} ", StringComparison.Ordinal)))));
            check = await CheckAsync(Domain);
            Assert.Equal(1, check.ExitCode);
            Assert.Equal([record], check.Lines.Where(l => l.Contains("  missing  ", StringComparison.Ordinal)).Select(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..2])));
        }
    }

    [Fact]
    public async Task After_a_rotation_both_keys_are_printed_the_old_alias_still_holds_and_the_new_one_is_asked_for()
    {
        const string Platform = "rotating-platform.example";
        const string Customer = "rotating.example";
        await world.PublishAsync(Platform, await PrintAsync(Platform));
        await world.PublishAsync(Customer, $"postscale1._domainkey CNAME postscale1.dkim.{Platform}.");
        await using (var before = await StartAsync(Platform))
        {
            var api = before.Client();
            await api.CreateAsync(Customer, "outbound");
            Assert.Equal(("postscale1", true, null), await DkimAsync(api, Customer));
        }

        await Executable.SucceedAsync(["platform", "dkim", "rotate", .. Common(Platform)]);
        var zone = await PrintAsync(Platform);
        Assert.Contains($"\npostscale1.dkim.{Platform}. IN TXT ", zone);
        Assert.Contains($"\npostscale2.dkim.{Platform}. IN TXT ", zone);
        Assert.Equal(1, (await CheckAsync(Platform)).ExitCode);
        await world.PublishAsync(Platform, zone);
        Assert.Equal(0, (await CheckAsync(Platform)).ExitCode);

        await using var service = await StartAsync(Platform);
        var client = service.Client((await Executable.SucceedAsync("keys", "create", "--account", "default", "--database", Url)).Lines[0]);
        Assert.Equal(
            ("postscale2", true, $"add a CNAME at postscale2._domainkey.{Customer} to postscale2.dkim.{Platform}; keep the one of 'postscale1' until it is retired"),
            await DkimAsync(client, Customer));

        await world.PublishAsync(Customer, $"postscale2._domainkey CNAME postscale2.dkim.{Platform}.");
        Assert.Equal(("postscale2", true, null), await DkimAsync(client, Customer));
    }

    [Fact]
    public async Task Serve_warns_of_what_is_missing_once_it_listens_and_serves_all_the_same()
    {
        const string Domain = "warned-platform.example";
        var zone = await PrintAsync(Domain);
        await world.PublishAsync(Domain, string.Join('\n', zone.Split('\n').Where(l => !l.StartsWith("_spf.", StringComparison.Ordinal))));
        await using var service = await StartAsync(Domain);
        await service.WaitForOutputAsync($"own record TXT _spf.{Domain} is missing");
        Assert.Equal(200, (await service.Client().GetAsync("/v1/domains")).Status);
        await service.StopAsync();
        Assert.Single(service.StandardError.Split('\n'), l => l.Contains(" own record", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private string Url => $"sqlite:{_folder.File("p.db")}";

    private string[] Common(string domain) => ["--database", Url, "--platform", $"domain={domain}"];

    private async Task<string> PrintAsync(string domain) =>
        (await Executable.SucceedAsync(["platform", "records", "--address", "192.0.2.25", "--address", "2001:db8::25", .. Common(domain)])).StandardOutput;

    private Task<CommandResult> CheckAsync(string domain) => Executable.RunAsync(["platform", "check", "--dns", world.Resolver.ToString(), .. Common(domain)]);

    private Task<Service> StartAsync(string domain) => Service.StartAsync(_folder.File("p.db"), world.Resolver, "--platform", $"domain={domain}");

    /// <summary>Verifies, and reads the DKIM record: which selector is asked for, whether it holds, and the hint.</summary>
    private static async Task<(string Selector, bool Holds, string? Hint)> DkimAsync(ApiClient api, string domain)
    {
        var answer = (await api.PostAsync($"/v1/domains/{domain}/verify")).Expect(200);
        var record = (await api.GetAsync($"/v1/domains/{domain}/dns")).Expect(200)["records"]!.AsArray().Single(r => ((string)r!["name"]!).Contains("._domainkey.", StringComparison.Ordinal))!.AsObject();
        Assert.Equal((bool)answer["dkim_verified"]!, (string?)record["status"] == "verified");
        return (((string)record["name"]!).Split('.')[0], (bool)answer["dkim_verified"]!, (string?)record["hint"]);
    }
}
