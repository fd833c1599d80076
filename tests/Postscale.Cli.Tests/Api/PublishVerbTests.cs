using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Postscale.Cli.Tests.Api;

/// <summary><c>postscale domains publish</c> into a real BIND, verified by what that then serves.</summary>
public sealed class PublishVerbTests(PublishService service) : IClassFixture<PublishService>
{
    private const string Green = "\e[32m";

    [Fact]
    public async Task An_empty_zone_is_shown_filled_and_verified()
    {
        using var person = await RegisterAsync("first.example");
        var shown = await person.SucceedAsync(Line("first.example", person, "--dry-run"));
        Assert.Equal(["ownership", "mx", "spf", "dkim", "dmarc", "return_path"], Rows(shown).Select(f => f[1]));
        Assert.All(Rows(shown), f => Assert.Equal(("create", "-"), (f[0], f[4])));
        Assert.Equal(1, (await person.RunAsync("domains", "verify", "first.example")).ExitCode);

        var done = await person.SucceedAsync(Line("first.example", person, "--yes"));
        Assert.StartsWith(shown, done, StringComparison.Ordinal);
        Assert.Contains("\nsummary\tverified\tDomain verified.", done, StringComparison.Ordinal);
        Assert.Contains("\nmx\tholds\t", done, StringComparison.Ordinal);
        Assert.All(Rows(await person.SucceedAsync(Line("first.example", person, "--dry-run"))), f => Assert.Equal("keep", f[0]));
        Assert.Contains("\nsummary\tverified\t", await person.SucceedAsync(Line("first.example", person, "--yes")), StringComparison.Ordinal);
        Assert.DoesNotContain(PublishService.Secret, shown + done, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conflict_ends_with_1_and_the_rest_is_published_all_the_same()
    {
        using var person = await RegisterAsync("conflict.example");
        var trial = await person.RunAsync(Line("conflict.example", person, "--dry-run"));
        Assert.Equal((1, ""), (trial.ExitCode, trial.Error));
        var conflict = Rows(trial.Output).Single(f => f[0] == "conflict");
        Assert.Equal(("dkim", "other.example"), (conflict[1], conflict[4]));
        Assert.NotEqual("-", conflict[6]);

        var done = await person.RunAsync(Line("conflict.example", person, "--yes"));
        Assert.Equal((1, ""), (done.ExitCode, done.Error));
        Assert.Contains("\nspf\tholds\t", done.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_a_terminal_the_changes_are_shown_in_colours_and_asked_about()
    {
        using var person = await RegisterAsync("asked.example");
        var (exit, shown) = await person.AtTerminalAsync("[y/N]", "n\n", Line("asked.example", person));
        Assert.Equal(1, exit);
        Assert.Contains($"{Green}+ ", shown, StringComparison.Ordinal);
        Assert.Contains("create MX asked.example", shown, StringComparison.Ordinal);
        Assert.Contains("6 records to change.", shown, StringComparison.Ordinal);
        Assert.Equal(0, (await person.RunAsync(Line("asked.example", person, "--dry-run"))).Output.Split('\n').Count(l => l.StartsWith("keep", StringComparison.Ordinal)));

        (exit, shown) = await person.AtTerminalAsync("[y/N]", "y\n", Line("asked.example", person));
        Assert.Equal(0, exit);
        Assert.Contains("Domain verified.", shown, StringComparison.Ordinal);
        (exit, shown) = await person.AtTerminalAsync(null, "", Line("asked.example", person));
        Assert.Equal(0, exit);
        Assert.Contains("Nothing to change.", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("[y/N]", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_zone_that_changes_while_somebody_thinks_is_left_as_it_is()
    {
        using var person = await RegisterAsync("changed.example");
        await using var terminal = PseudoTerminal.Start(person.Home, person.Variables, Line("changed.example", person));
        await terminal.WaitForAsync("[y/N]");
        await service.ChangeAsync("changed.example", "v=spf1 ip4:192.0.2.1 -all");
        await terminal.TypeAsync("y\n");
        Assert.Equal(1, await terminal.WaitForExitAsync());
        Assert.Contains("plan_changed", terminal.Shown, StringComparison.Ordinal);
        var rows = Rows(await person.SucceedAsync(Line("changed.example", person, "--dry-run")));
        Assert.Equal(("update", "create"), (rows.Single(f => f[1] == "spf")[0], rows.Single(f => f[1] == "mx")[0]));
    }

    [Fact]
    public async Task JSON_is_one_document()
    {
        using var person = await RegisterAsync("document.example");
        var plan = JsonNode.Parse(await person.SucceedAsync(Line("document.example", person, "--json", "--dry-run")))!;
        Assert.Equal((false, "create", null), ((bool)plan["applied"]!, (string)plan["changes"]![0]!["action"]!, plan["verification"]));
        var done = JsonNode.Parse(await person.SucceedAsync(Line("document.example", person, "--json", "--yes")))!;
        Assert.Equal((true, true, (string)plan["plan"]!), ((bool)done["applied"]!, (bool)done["verification"]!["verified"]!, (string)done["plan"]!));
    }

    [Fact]
    public async Task The_secret_comes_from_a_file_a_variable_standard_input_or_somebody_who_types_it_unseen()
    {
        using var person = await RegisterAsync("sources.example");
        string[] line = [.. Line("sources.example", null), "--dry-run"];
        var none = await person.RunAsync(line);
        Assert.Equal(2, none.ExitCode);
        Assert.Contains("no secret was given", none.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await person.RunAsync([.. line, "--secret-file", "not-there"])).ExitCode);
        Assert.Equal((0, "create"), await PipedAsync(person, line));

        var (exit, shown) = await person.AtTerminalAsync("Secret of the key", PublishService.Secret + "\n", line);
        Assert.Equal(0, exit);
        Assert.DoesNotContain(PublishService.Secret, shown, StringComparison.Ordinal);
        person.Variables["POSTSCALE_DNS_SECRET"] = PublishService.Secret;
        await person.SucceedAsync(line);
        person.Variables["POSTSCALE_DNS_SECRET"] = "wrong";
        await person.SucceedAsync(Line("sources.example", person, "--dry-run"));
    }

    [Fact]
    public async Task What_the_provider_refuses_ends_with_1_and_one_that_is_away_with_5()
    {
        using var person = await RegisterAsync("refused.example");
        person.Variables["POSTSCALE_DNS_SECRET"] = "b3RoZXIgc2VjcmV0";
        var refused = await person.RunAsync([.. Line("refused.example", null), "--yes"]);
        Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
        Assert.Contains("(dns_provider_refused, request ", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("b3RoZXIgc2VjcmV0", refused.Error, StringComparison.Ordinal);
        var away = await person.RunAsync("domains", "publish", "refused.example", "--via", "powerdns", "--powerdns-url", $"http://127.0.0.1:{Testing.FreePort.Next()}", "--yes");
        Assert.Equal((5, ""), (away.ExitCode, away.Output));
        Assert.Contains("(dns_provider_failed, request ", away.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_that_were_made_in_part_end_with_5_and_the_service_s_own_sentence()
    {
        await using var stub = new StubService(
            (200, """{"domain":"half.example","zone":"half.example","via":"cloudflare","applied":false,"plan":"p","changes":[],"verification":null}"""),
            (502, """{"error":"1 of 2 changes was made, then the provider did not answer","code":"dns_provider_failed","request_id":"r"}"""),
            (409, """{"error":"the plan is another one","code":"plan_changed","request_id":"r"}"""));
        using var person = new Person(stub.Url, service.Key);
        person.Variables["POSTSCALE_DNS_SECRET"] = "token";
        var result = await person.RunAsync("domains", "publish", "half.example", "--via", "cloudflare", "--yes");
        Assert.Equal((5, "postscale: 1 of 2 changes was made, then the provider did not answer (dns_provider_failed, request r)\n"), (result.ExitCode, result.Error));
        Assert.Equal(2, stub.Requests.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--via carrier-pigeon --dry-run")]
    [InlineData("--via rfc2136 --server 127.0.0.1 --dry-run")]
    [InlineData("--via powerdns --dry-run")]
    [InlineData("--via cloudflare --zone refused.example --dry-run")]
    [InlineData("--via rfc2136 --server 127.0.0.1 --key-name k --algorithm hmac-md5 --dry-run")]
    [InlineData("--via cloudflare --secret x --dry-run")]
    [InlineData("--via cloudflare --yes --dry-run")]
    [InlineData("--via cloudflare")]
    public async Task What_is_used_wrongly_ends_with_2(string options)
    {
        using var person = new Person(service.Url, service.Key);
        var result = await person.RunAsync(["domains", "publish", "refused.example", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal(2, result.ExitCode);
        Assert.NotEqual("", result.Error);
    }

    private static IEnumerable<string[]> Rows(string output) => output.TrimEnd('\n').Split('\n').Select(l => l.Split('\t'));

    /// <summary>Runs it with the secret on standard input.</summary>
    /// <returns>The exit code, and the first word of the output.</returns>
    private static async Task<(int Exit, string Output)> PipedAsync(Person person, string[] arguments)
    {
        var start = new ProcessStartInfo(Cli.Program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = person.Home };
        foreach (var (name, value) in person.Variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        await process.StandardInput.WriteLineAsync(PublishService.Secret);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output.Split('\t')[0]);
    }

    /// <summary>The command line that publishes; of a person, with the secret in a file.</summary>
    private string[] Line(string domain, Person? person, params string[] options) =>
    [
        "domains", "publish", domain, "--via", "rfc2136", "--server", service.Server, "--key-name", PublishService.KeyName,
        .. person is null ? (string[])[] : ["--secret-file", Path.Combine(person.Home, "secret")], .. options,
    ];

    private async Task<Person> RegisterAsync(string domain)
    {
        var person = new Person(service.Url, service.Key);
        await File.WriteAllTextAsync(Path.Combine(person.Home, "secret"), PublishService.Secret + "\n", TestContext.Current.CancellationToken);
        await person.SucceedAsync("domains", "create", domain, "--type", "both");
        return person;
    }
}
