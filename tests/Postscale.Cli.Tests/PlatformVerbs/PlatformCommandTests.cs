using System.CommandLine;
using System.Text.Json.Nodes;
using Postscale.Cli.PlatformVerbs;
using Postscale.MailDns.Resolution;
using Postscale.Testing;

namespace Postscale.Cli.Tests.PlatformVerbs;

/// <summary><c>postscale platform</c> on a database of its own, with DNS that holds what the test puts into it.</summary>
public sealed class PlatformCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_records_are_printed_with_one_key_whoever_prints_them_and_however_often()
    {
        var first = await RunAsync("records", "--address", "192.0.2.1", "--address", "2001:DB8::1", "--address", "192.0.2.1");
        Assert.Equal((0, ""), (first.Code, first.Error));
        Assert.Contains("\nmx.p.test. IN A 192.0.2.1\nmx.p.test. IN AAAA 2001:db8::1\n", first.Output, StringComparison.Ordinal);
        Assert.Contains("\n_spf.p.test. IN TXT \"v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 -all\"\n", first.Output, StringComparison.Ordinal);
        var key = KeyLine(first.Output, "postscale1");
        Assert.Equal(key, KeyLine((await RunAsync("records")).Output, "postscale1"));
    }

    [Fact]
    public async Task Rotation_is_listed_printed_and_ends_with_retiring()
    {
        Assert.Equal(["postscale1 active"], await ListAsync());
        var rotated = await RunAsync("dkim", "rotate");
        Assert.Equal(0, rotated.Code);
        Assert.StartsWith("postscale2 is the active selector now, and postscale1 is being retired.\n", rotated.Output, StringComparison.Ordinal);
        Assert.Equal(["postscale1 retiring", "postscale2 active"], await ListAsync());
        var records = (await RunAsync("records")).Output;
        Assert.NotEqual(KeyLine(records, "postscale1").Split(' ', 2)[1], KeyLine(records, "postscale2").Split(' ', 2)[1]);

        Assert.Equal(new Result(1, "", "postscale: 'postscale1' is still being retired; retire it first, or rotate with --force\n"), await RunAsync("dkim", "rotate"));
        Assert.Equal(0, (await RunAsync("dkim", "retire", "postscale1")).Code);
        Assert.Equal(["postscale1 retired", "postscale2 active"], await ListAsync());
        Assert.DoesNotContain("postscale1.dkim", (await RunAsync("records")).Output, StringComparison.Ordinal);
        Assert.Equal(new Result(1, "", "postscale: 'postscale1' is retired already\n"), await RunAsync("dkim", "retire", "postscale1"));

        Assert.Equal(0, (await RunAsync("dkim", "rotate")).Code);
        Assert.Equal(0, (await RunAsync("dkim", "rotate", "--force")).Code);
        Assert.Equal(["postscale1 retired", "postscale2 retiring", "postscale3 retiring", "postscale4 active"], await ListAsync());
    }

    [Fact]
    public async Task No_private_key_is_ever_printed()
    {
        var printed = string.Concat(
            (await RunAsync("dkim", "rotate")).Output, (await RunAsync("dkim", "list")).Output, (await RunAsync("records")).Output, (await RunAsync("dkim", "retire", "postscale1")).Output);
        var database = await File.ReadAllBytesAsync(_folder.File("p.db"), TestContext.Current.CancellationToken);

        // The file does hold it: the octets that every RSA key in PKCS #8 begins with (RFC 5208 §5), in hexadecimal and base64.
        Assert.NotEqual(-1, database.AsSpan().IndexOf(Convert.FromHexString("020100300D06092A864886F70D010101")));
        Assert.DoesNotContain("PRIVATE", printed, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("MIIEv", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_prints_a_row_for_each_record_and_ends_with_0_when_all_are_there()
    {
        await using var dns = await PublishAsync();
        var result = await RunAsync("check", "--dns", dns.Server.Endpoint.ToString());
        Assert.Equal((0, ""), (result.Code, result.Error));
        var rows = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("RECORD EXPECTED FOUND VERDICT WHAT TO DO", string.Join(' ', rows[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(8, rows.Length);
        Assert.All(rows[1..], r => Assert.Equal("ok", r[rows[0].IndexOf("VERDICT", StringComparison.Ordinal)..].Split(' ')[0]));
    }

    [Fact]
    public async Task What_is_missing_or_wrong_ends_the_check_with_1_and_is_named()
    {
        await using var dns = await PublishAsync();
        dns.Zone.Remove("_spf.p.test").Remove("bounces.p.test").Cname("bounces.p.test", "mx.p.test").Fail("p.test");
        var result = await RunAsync("check", "--dns", dns.Server.Endpoint.ToString());
        Assert.Equal(1, result.Code);
        Assert.Matches(@"TXT _spf\.p\.test .* -  +missing +publish it as 'postscale platform records' prints it\n", result.Output);
        Assert.Matches(@"A/AAAA bounces\.p\.test .* mx\.p\.test +wrong +it is an alias \(CNAME\) to mx\.p\.test; give it addresses of its own\n", result.Output);
        Assert.Matches(@"MX p\.test .* could not be read +DNS could not be read: ", result.Output);
    }

    [Fact]
    public async Task What_could_not_be_read_alone_ends_the_check_with_2()
    {
        await using var dns = await PublishAsync();
        dns.Zone.Fail("p.test");
        var result = await RunAsync("check", "--json", "--dns", dns.Server.Endpoint.ToString());
        Assert.Equal(2, result.Code);
        var json = JsonNode.Parse(result.Output)!;
        Assert.Equal("unreadable", (string?)json["verdict"]);
        Assert.Equal(["ok", "ok", "ok", "ok", "ok", "unreadable", "ok"], json["records"]!.AsArray().Select(r => (string)r!["verdict"]!));
    }

    [Fact]
    public async Task The_check_as_JSON_has_what_the_table_has_uncut()
    {
        await using var dns = await PublishAsync();
        dns.Zone.Remove("mx.p.test");
        var records = (await RunAsync("records")).Output;
        var json = JsonNode.Parse((await RunAsync("check", "--json", "--dns", dns.Server.Endpoint.ToString())).Output)!;
        Assert.Equal("missing", (string?)json["verdict"]);
        var host = json["records"]![0]!.AsObject();
        Assert.Equal(
            ("A/AAAA", "mx.p.test", "missing", "publish its addresses", 0),
            ((string)host["type"]!, (string)host["name"]!, (string)host["verdict"]!, (string)host["action"]!, host["found"]!.AsArray().Count));
        var key = json["records"]!.AsArray().Single(r => (string)r!["name"]! == "postscale1.dkim.p.test")!.AsObject();
        Assert.Equal((string?)key["expected"], (string?)key["found"]![0]);
        Assert.Equal(Text(KeyLine(records, "postscale1")), (string?)key["expected"]);
        Assert.False(key.ContainsKey("action"));
    }

    [Theory]
    [InlineData("'300.0.0.1'", "records", "--address", "300.0.0.1")]
    [InlineData("'1'", "records", "--address", "1")]
    [InlineData("'fe80::1%eth0'", "records", "--address", "fe80::1%eth0")]
    [InlineData("--bogus", "check", "--bogus")]
    [InlineData("Required argument", "dkim", "retire")]
    public async Task What_makes_no_sense_is_said_on_standard_error(string said, params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.NotEqual(0, result.Code);
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_database_that_cannot_be_opened_leaves_the_check_undecided()
    {
        string[] database = ["--database", $"sqlite:{_folder.File("gone/p.db")}"];
        var result = await RunAsync(["check", .. database]);
        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.StartsWith("postscale: the database file ", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync(["records", .. database])).Code);
    }

    [Fact]
    public async Task A_selector_in_the_settings_that_the_keys_have_left_behind_is_warned_of()
    {
        await RunAsync("records");
        var result = await RunAsync("records", "--platform", "selector=other1");
        Assert.Equal(0, result.Code);
        Assert.StartsWith("postscale: the setting 'selector' (other1) has no effect: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("postscale1.dkim.p.test. IN TXT", result.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Publishes what <c>records</c> prints.</summary>
    private async Task<PublishedZone> PublishAsync()
    {
        var zone = new ZoneResolver().Address("mx.p.test", "192.0.2.1").Address("bounces.p.test", "2001:db8::1")
            .Txt("_spf.p.test", "v=spf1 a:mx.p.test a:bounces.p.test -all")
            .Txt("postscale1.dkim.p.test", [.. Text(KeyLine((await RunAsync("records")).Output, "postscale1")).Chunk(255).Select(c => new string(c))])
            .Mx("bounces.p.test", 10, "bounces.p.test").Mx("p.test", 10, "mx.p.test")
            .Txt("customer.example._report._dmarc.p.test", "v=DMARC1");
        return new PublishedZone(zone);
    }

    private async Task<IEnumerable<string>> ListAsync() => (await RunAsync("dkim", "list")).Output
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..2]));

    private static string KeyLine(string zone, string selector) => zone.Split('\n').Single(l => l.StartsWith($"{selector}.dkim.p.test. IN TXT ", StringComparison.Ordinal));

    private static string Text(string line) => line[(line.IndexOf('"') + 1)..^1].Replace("\" \"", "", StringComparison.Ordinal);

    private async Task<Result> RunAsync(params string[] arguments)
    {
        string[] own = arguments.Contains("--database") ? [] : ["--database", $"sqlite:{_folder.File("p.db")}"];
        using var output = new StringWriter();
        using var error = new StringWriter();
        var parsed = PlatformCommand.Create().Parse([.. arguments, .. own, "--platform", "domain=p.test"]);
        var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, TestContext.Current.CancellationToken);
        return new Result(code, output.ToString(), error.ToString());
    }

    private sealed record Result(int Code, string Output, string Error);

    /// <summary>A name server that answers from a zone in memory.</summary>
    private sealed class PublishedZone(ZoneResolver zone) : IAsyncDisposable
    {
        public ZoneResolver Zone => zone;

        public ScriptedDnsServer Server { get; } = ScriptedDnsServer.Start(query => Answer(zone, query));

        public ValueTask DisposeAsync() => Server.DisposeAsync();

        private static ScriptedReply Answer(ZoneResolver zone, ScriptedQuery query)
        {
            // The records are in memory: the answer is there at once.
            var answer = zone.ResolveAsync(query.Name, query.Type, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            var owner = query.Name;
            List<DnsRecord> aliases = [];
            foreach (var target in answer.Aliases)
            {
                aliases.Add(new NameRecord(owner, RecordType.Cname, 60, target));
                owner = target;
            }

            return answer.Outcome switch
            {
                DnsOutcome.Found => ScriptedReply.Found([.. aliases, .. answer.Records]),
                DnsOutcome.NoData => ScriptedReply.NoData("test") with { Answers = aliases },
                DnsOutcome.NoSuchName => ScriptedReply.NoSuchName("test") with { Answers = aliases },
                _ => ScriptedReply.Code(2),
            };
        }
    }
}
