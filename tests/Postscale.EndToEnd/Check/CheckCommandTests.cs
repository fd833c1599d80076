using System.Text.Json.Nodes;
using Postscale.EndToEnd.Dns;
using Postscale.EndToEnd.Running;

namespace Postscale.EndToEnd.Check;

/// <summary><c>postscale check</c>: no service, no key, no database, real name servers.</summary>
public sealed class CheckCommandTests(DnsWorld world)
{
    private const string Name = "xn--prfung-4ya.example";
    private const string Token = "00112233445566778899aabbccddeeff";

    private static readonly PlatformZone s_platform = new("check-platform.example");

    [Fact]
    public async Task The_exit_code_and_the_report_follow_what_is_published()
    {
        await world.PublishAsync(s_platform.Domain, $"{s_platform.Records()}\n{Name}._report._dmarc TXT \"v=DMARC1\"");
        await world.PublishAsync(Name, "@ MX 5 mail.other\n@ TXT \"v=spf1 include:nothing.example -all\"\nmail.other A 192.0.2.9");

        var other = await CheckAsync("PRÜFUNG.example", "--json");
        Assert.Equal(1, other.ExitCode);
        var json = JsonNode.Parse(other.StandardOutput)!;
        Assert.Equal((Name, "prüfung.example", false), ((string)json["domain"]!, (string)json["unicode"]!, (bool)json["verified"]!));
        Assert.Equal(["not_checked", "missing", "wrong", "missing", "missing", "missing"], Outcomes(json));
        Assert.Equal(("mail.other." + Name, "192.0.2.9"), ((string)json["mx"]![0]!["host"]!, (string)json["mx"]![0]!["addresses"]![0]!));
        Assert.Contains("nothing.example does not exist", (string)json["spf"]!["problem"]!, StringComparison.Ordinal);

        await world.PublishAsync(
            Name,
            $"""
            _postscale TXT "postscale-verification={Token}"
            @ MX 10 {s_platform.Mx}.
            @ TXT "v=spf1 include:{s_platform.Spf} ~all"
            postscale1._domainkey CNAME {s_platform.DkimTarget}.
            _dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@{s_platform.Domain}"
            ps-bounces CNAME {s_platform.Bounces}.
            """);

        var ours = await CheckAsync(Name, "--token", Token);
        Assert.Equal(("", 0), (ours.StandardError, ours.ExitCode));
        Assert.Contains("✓ VERIFIED.", ours.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(6, ours.Lines.Count(l => l.StartsWith('✓') && l.Contains("  ok  ", StringComparison.Ordinal)));
        Assert.DoesNotContain('\e', ours.StandardOutput);

        var foreign = await CheckAsync(Name, "--token", "ffffffffffffffffffffffffffffffff", "--json");
        Assert.Equal(("wrong", 1), (Outcomes(JsonNode.Parse(foreign.StandardOutput)!)[0], foreign.ExitCode));
    }

    [Fact]
    public async Task A_resolver_that_is_not_there_ends_with_two()
    {
        var result = await Executable.RunAsync("check", "example.com", "--dns", "127.0.0.1:9", "--verify-timeout", "3");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("COULD NOT BE READ", result.StandardOutput, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("co.uk", "co.uk is a public suffix")]
    [InlineData("postscale.io", "one of the platform's own names")]
    [InlineData("user@example.com", "DOMAIN is not a domain name: it is an e-mail address")]
    public async Task A_refused_name_ends_with_two_and_the_reason_that_the_api_gives(string name, string reason)
    {
        var result = await Executable.RunAsync("check", name);
        Assert.Equal((2, ""), (result.ExitCode, result.StandardOutput));
        Assert.Contains(reason, result.StandardError, StringComparison.Ordinal);
    }

    private static string[] Outcomes(JsonNode json) => [.. json["records"]!.AsArray().Select(r => (string)r!["outcome"]!)];

    private Task<CommandResult> CheckAsync(params string[] arguments) =>
        Executable.RunAsync(["check", .. arguments, "--dns", world.Resolver.ToString(), .. s_platform.Options]);
}
