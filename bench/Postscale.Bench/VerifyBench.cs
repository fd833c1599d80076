using System.Net.Http.Json;
using System.Text.Json;
using Postscale.MailDns.Resolution;
using Postscale.Testing;

namespace Postscale.Bench;

/// <summary>A whole verification against the slowest single look-up in it, over a server that answers after set delays.</summary>
internal static class VerifyBench
{
    private const int Runs = 40;
    private static readonly System.Net.IPAddress NameServer = System.Net.IPAddress.Parse("127.0.0.9");
    private const string Key = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAxk+AbzT4OvTtQDUFNphYsj18Wwi5ej4giB95qeLtQ2xKAIaAYgPw/SwmT5cxkfuBSiym8T5VDFS0APMLqdRUWxhS3bnvxRVkcZKQlcR4hzjdON+wU018phrzLJ3v5slQGI+LHmVcskilg/2viV+Hc6chM6dCX3LxR7XLgQ8wW91z0JiPHwUCZE5vQZpOzhhtdfBgziKXty4qSGiPy0MgzQMIikjnE4u1lTz+E0uuY8kXUX2uvZuQpGqqHXtiMGBifsnxCUQTwFUQ/YLONmq/oDbOFNlVQzDcM/NUqnHqHg5ZDLw/ee4xHQ9h2L0RPWSai9ugnVGcTh8u6NkR9l+obQIDAQAB";

    public static async Task<int> RunAsync(string[] native)
    {
        foreach (var delay in new[] { 0, 20, 100 })
        {
            if (await RunAsync(native, delay, isAuthoritative: false) != 0)
            {
                return 1;
            }
        }

        // Name servers answer at port 53: this part needs the right to listen there.
        return await RunAsync(native, 20, isAuthoritative: true) + await RunAsync(native, 100, isAuthoritative: true);
    }

    private static async Task<int> RunAsync(string[] native, int delay, bool isAuthoritative)
    {
        using var folder = new TemporaryFolder();
        var token = "";
        ScriptedReply Script(ScriptedQuery query) => Answer(query, token) with { Delay = TimeSpan.FromMilliseconds(delay), IsAuthoritative = true };
        await using var dns = isAuthoritative ? ScriptedDnsServer.Start(Script, NameServer, 53) : ScriptedDnsServer.Start(Script);
        string[] mode = isAuthoritative ? ["--dns-mode", "authoritative", "--allow-private-name-servers", "true"] : [];
        using var service = await Service.StartAsync(native, Path.Combine(folder.Path, "verify.db"), null, ["--dns", dns.Endpoint.ToString(), "--platform-check", "off", .. mode]);
        await service.Client.PostAsJsonAsync("/v1/domains", new Dictionary<string, string> { ["domain"] = "shop.example", ["type"] = "both" });
        var records = JsonDocument.Parse(await service.Client.GetStringAsync("/v1/domains/shop.example/dns")).RootElement.GetProperty("records");
        token = records[0].GetProperty("value").GetString()!;

        var outcome = JsonDocument.Parse(await VerifyAsync(service)).RootElement;
        if (!outcome.GetProperty("verified").GetBoolean() || !outcome.GetProperty("return_path_verified").GetBoolean())
        {
            Console.WriteLine(outcome);
            return 1;
        }

        var resolver = new RecursiveResolver(new ResolverOptions { Servers = [dns.Endpoint] });
        (string Name, RecordType Type)[] lookups =
        [
            ("_postscale.shop.example", RecordType.Txt), ("shop.example", RecordType.MX), ("shop.example", RecordType.Txt), ("postscale1._domainkey.shop.example", RecordType.Txt),
            ("_dmarc.shop.example", RecordType.Txt), ("ps-bounces.shop.example", RecordType.Cname),
        ];
        var slowest = 0.0;
        foreach (var (name, type) in lookups)
        {
            slowest = Math.Max(slowest, await Figures.TimeAsync(Runs, async _ => await resolver.ResolveAsync(DnsName.Parse(name), type, CancellationToken.None)));
        }

        var verify = await Figures.TimeAsync(Runs, _ => VerifyAsync(service));
        Console.WriteLine($"{(isAuthoritative ? "authoritative" : "recursive"),-13} look-ups of {delay,3} ms: slowest {slowest,6:0.0} ms, verify over HTTP {verify,6:0.0} ms, difference {verify - slowest,5:0.0} ms, ratio {verify / slowest:0.00}");
        return 0;
    }

    private static async Task<string> VerifyAsync(Service service)
    {
        using var response = await service.Client.PostAsync(new Uri("/v1/domains/shop.example/verify", UriKind.Relative), null);
        return await response.Content.ReadAsStringAsync();
    }

    private static ScriptedReply Answer(ScriptedQuery query, string token)
    {
        var name = query.Name;
        return (name.Text, query.Type) switch
        {
            ("shop.example" or "postscale.io", RecordType.NS) => ScriptedReply.Found(new NameRecord(name, RecordType.NS, 60, DnsName.Parse("ns.shop.example"))),
            ("ns.shop.example", RecordType.A) => ScriptedReply.Found(new AddressRecord(name, 60, NameServer)),
            ("_postscale.shop.example", RecordType.Txt) => Text(name, token),
            ("shop.example", RecordType.MX) => ScriptedReply.Found(new MxRecord(name, 60, 10, DnsName.Parse("mx.postscale.io"))),
            ("shop.example", RecordType.Txt) => Text(name, "v=spf1 include:_spf.postscale.io ~all"),
            ("_spf.postscale.io", RecordType.Txt) => Text(name, "v=spf1 ip4:192.0.2.0/24 -all"),
            ("postscale1._domainkey.shop.example", RecordType.Txt) => ScriptedReply.Found(
                new NameRecord(name, RecordType.Cname, 60, DnsName.Parse("postscale1.dkim.postscale.io")),
                new TxtRecord(DnsName.Parse("postscale1.dkim.postscale.io"), RecordType.Txt, 60, [$"v=DKIM1; k=rsa; p={Key[..200]}", Key[200..]])),
            ("_dmarc.shop.example", RecordType.Txt) => Text(name, "v=DMARC1; p=quarantine; rua=mailto:dmarc@postscale.io"),
            ("ps-bounces.shop.example", RecordType.Cname) => ScriptedReply.Found(new NameRecord(name, RecordType.Cname, 60, DnsName.Parse("bounces.postscale.io"))),
            _ => ScriptedReply.NoSuchName(name.LabelCount > 0 ? name.Ancestor(name.LabelCount - 1).Text : "."),
        };
    }

    private static ScriptedReply Text(DnsName name, string text) => ScriptedReply.Found(new TxtRecord(name, RecordType.Txt, 60, [text]));
}
