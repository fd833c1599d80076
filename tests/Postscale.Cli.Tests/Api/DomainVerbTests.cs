using System.Text.Json.Nodes;

namespace Postscale.Cli.Tests.Api;

/// <summary><c>postscale domains</c> in a pipe, against a running service.</summary>
public sealed class DomainVerbTests(ApiService service) : IClassFixture<ApiService>
{
    [Fact]
    public async Task A_domain_is_registered_shown_changed_verified_and_removed_by_its_name()
    {
        using var person = new Person(service.Url, service.Key);
        var created = Fields(await person.SucceedAsync("domains", "create", "Pipe.Example.", "--type", "both", "--catch-all"));
        Assert.Equal(("pipe.example", "both", "yes", "no"), (created["domain"], created["type"], created["catch_all"], created["verified"]));

        Assert.Matches($"^pipe\\.example\tboth\tno\tno\tno\t\\S+Z\t{created["id"]}\n$", await person.SucceedAsync("domains", "list", "-q", "pipe"));
        Assert.Equal("no", Fields(await person.SucceedAsync("domains", "update", "PIPE.example", "--catch-all", "false"))["catch_all"]);
        Assert.Equal(created["id"], Fields(await person.SucceedAsync("domains", "get", created["id"]))["id"]);

        var failed = await person.RunAsync("domains", "verify", "pipe.example");
        Assert.Equal((1, ""), (failed.ExitCode, failed.Error));
        Assert.StartsWith("summary\tnot_verified\tVerification failed.", failed.Output, StringComparison.Ordinal);
        Assert.Contains("\nownership\tmissing\tTXT record not found for _postscale.pipe.example\t-\t-\n", failed.Output, StringComparison.Ordinal);

        var dns = await person.SucceedAsync("domains", "dns", "pipe.example");
        Assert.Equal(["TXT", "MX", "TXT", "CNAME", "TXT", "CNAME"], dns.TrimEnd().Split('\n').Select(l => l.Split('\t')[1]));
        await service.PublishAsync("pipe.example", dns);
        Assert.StartsWith("summary\tverified\tDomain verified.", await person.SucceedAsync("domains", "verify", "pipe.example"), StringComparison.Ordinal);
        Assert.Equal(["yes", "no"], (await person.SucceedAsync("domains", "checks", "pipe.example")).TrimEnd().Split('\n').Select(l => l.Split('\t')[1]));
        Assert.Contains("domain.verified\tpipe.example", await person.SucceedAsync("events", "--type", "domain.verified"), StringComparison.Ordinal);

        Assert.Equal("removed pipe.example\n", await person.SucceedAsync("domains", "delete", "pipe.example"));
        Assert.Equal(1, (await person.RunAsync("domains", "get", "pipe.example")).ExitCode);
    }

    [Fact]
    public async Task JSON_is_one_document_and_for_events_one_a_line()
    {
        using var person = new Person(service.Url, service.Key);
        var created = JsonNode.Parse(await person.SucceedAsync("domains", "create", "json.example", "--json"))!;
        Assert.Equal(("json.example", "inbound"), ((string)created["domain"]!, (string)created["type"]!));
        Assert.Null(created["verified_at"]);
        Assert.Equal("json.example", (string)JsonNode.Parse(await person.SucceedAsync("domains", "list", "-q", "json.", "--json"))![0]!["domain"]!);
        Assert.Equal("[]\n", await person.SucceedAsync("domains", "list", "-q", "nothing-has-this", "--json"));
        Assert.Equal(2, JsonNode.Parse(await person.SucceedAsync("domains", "dns", "json.example", "--json"))!["records"]!.AsArray().Count);
        var verify = await person.RunAsync("domains", "verify", "json.example", "--json");
        Assert.Equal((1, false), (verify.ExitCode, (bool)JsonNode.Parse(verify.Output)!["verified"]!));
        var events = (await person.SucceedAsync("events", "--json")).TrimEnd().Split('\n');
        Assert.All(events, e => Assert.NotNull((string)JsonNode.Parse(e)!["type"]!));
        var last = (long)JsonNode.Parse(events[^1])!["sequence"]!;
        Assert.DoesNotContain($"\"sequence\":{last},", await person.SucceedAsync("events", "--json", "--after", $"{last}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zone", "\n_postscale.file.example. 3600 IN TXT \"postscale-verification=")]
    [InlineData("csv", "record,type,name,host,value,priority,ttl,required,purpose\r\n")]
    [InlineData("terraform", "\nresource \"cloudflare_dns_record\" ")]
    [InlineData("dnscontrol", "D_EXTEND(\"file.example\"")]
    [InlineData("json", "\"domain\": \"file.example\"")]
    public async Task Records_are_printed_as_a_file(string format, string held)
    {
        using var person = new Person(service.Url, service.Key);
        await person.RunAsync("domains", "create", "file.example");
        Assert.Contains(held, await person.SucceedAsync("domains", "dns", "file.example", "--format", format), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_provider_is_shown_with_the_records_to_enter_there()
    {
        using var person = new Person(service.Url, service.Key);
        await person.SucceedAsync("domains", "create", "mail.hosted.example");
        var lines = (await person.SucceedAsync("domains", "provider", "mail.hosted.example")).TrimEnd().Split('\n').Select(l => l.Split('\t')).ToArray();
        Assert.Equal(["zone", "name_servers", "provider", "domain_connect", "ownership", "mx"], lines.Select(f => f[0]));
        Assert.Equal(("MX", "mail.hosted.example", "10", "mx.platform.example"), (lines[5][1], lines[5][2], lines[5][4], lines[5][5]));
        Assert.Equal("mail.hosted.example", (string)JsonNode.Parse(await person.SucceedAsync("domains", "provider", "mail.hosted.example", "--json"))!["domain"]!);
        Assert.Contains("mx.platform.example", (await person.AtTerminalAsync(null, "", "domains", "provider", "mail.hosted.example")).Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_ends_with_1_and_shows_its_code_and_the_request_id()
    {
        using var person = new Person(service.Url, service.Key);
        var result = await person.RunAsync("domains", "create", "co.uk");
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Matches("^postscale: .*public suffix.* \\(domain_refused, request [0-9a-f]{32}\\)\n$", result.Error);
    }

    [Theory]
    [InlineData("domains")]
    [InlineData("domains get")]
    [InlineData("domains create a.example --type sideways")]
    [InlineData("domains dns a.example --format yaml")]
    [InlineData("domains dns a.example --format zone --json")]
    [InlineData("domains list --limit 0")]
    [InlineData("domains watch a.example --interval 1")]
    [InlineData("domains get a.example --api-key ps_live_x")]
    [InlineData("webhooks retry not-an-id")]
    [InlineData("events --after -1")]
    [InlineData("completion csh")]
    public async Task What_is_used_wrongly_ends_with_2(string line)
    {
        using var person = new Person(service.Url, service.Key);
        var result = await person.RunAsync(line.Split(' '));
        Assert.Equal(2, result.ExitCode);
        Assert.NotEqual("", result.Error);
    }

    [Fact]
    public async Task Keys_are_made_listed_replaced_and_revoked_by_the_API_where_the_service_is_named()
    {
        using var person = new Person(key: service.Key);
        var key = (await person.SucceedAsync("keys", "create", "--url", service.Url, "--scope", "read", "--expires", "90d")).TrimEnd();
        using var reader = new Person(service.Url, key);
        await reader.SucceedAsync("domains", "list");
        Assert.Equal(3, (await reader.RunAsync("domains", "create", "reader.example")).ExitCode);

        var row = (await person.SucceedAsync("keys", "list", "--url", service.Url)).Split('\n').Single(l => l.Contains(key[^4..], StringComparison.Ordinal)).Split('\t');
        Assert.Equal(("live", "read", $"{key[..12]}…{key[^4..]}", "no"), (row[1], row[2], row[3], row[^1]));
        var next = (await person.SucceedAsync("keys", "rotate", row[0], "--url", service.Url, "--overlap", "0")).TrimEnd();
        Assert.Equal(3, (await reader.RunAsync("domains", "list")).ExitCode);
        var id = (await person.SucceedAsync("keys", "list", "--url", service.Url)).Split('\n').Single(l => l.Contains(next[^4..], StringComparison.Ordinal)).Split('\t')[0];
        Assert.Equal($"revoked {id}\n", await person.SucceedAsync("keys", "revoke", id, "--url", service.Url));
        Assert.Equal(2, (await person.RunAsync("keys", "create", "--url", service.Url, "--account", "a")).ExitCode);
        Assert.Equal(2, (await person.RunAsync("keys", "create", "--url", service.Url, "--expires", "12h")).ExitCode);
    }

    private static Dictionary<string, string> Fields(string output) => output.TrimEnd('\n').Split('\n').Select(l => l.Split('\t')).ToDictionary(f => f[0], f => f[1]);
}
