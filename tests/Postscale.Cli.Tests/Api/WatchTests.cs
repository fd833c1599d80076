using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Postscale.Testing;

namespace Postscale.Cli.Tests.Api;

/// <summary><c>postscale domains watch</c>, while a real name server's zone changes.</summary>
public sealed class WatchTests(ApiService service) : IClassFixture<ApiService>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task In_a_pipe_it_prints_each_record_once_and_then_what_changes_and_ends_with_0()
    {
        using var person = new Person(service.Url, service.Key);
        await person.SucceedAsync("domains", "create", "watched.example", "--type", "both");
        await using var watch = ChildProcess.Start(
            Cli.Program, ["domains", "watch", "watched.example", "--interval", "2"], person.Variables.ToDictionary(v => v.Key, string? (v) => v.Value), person.Home);
        await watch.WaitForOutputAsync("\tCNAME\tps-bounces.watched.example\t", s_patience);
        await service.PublishAsync("watched.example", await person.SucceedAsync("domains", "dns", "watched.example"));
        await watch.WaitForExitAsync(s_patience);
        Assert.Equal(0, watch.ExitCode);
        var lines = watch.StandardOutput.TrimEnd('\n').Split('\n').Select(l => l.Split('\t')[1..]).ToList();
        Assert.Equal(["pending", "pending", "pending", "pending", "recommended", "pending"], lines[..6].Select(l => l[0]));
        Assert.Equal(["verified", "watched.example"], lines[^1]);
        Assert.Equal(6, lines[6..^1].Count(l => l[0] == "verified"));
        Assert.DoesNotContain('\e', watch.StandardOutput);
    }

    [Fact]
    public async Task At_a_terminal_it_draws_in_place_and_the_records_turn_green()
    {
        using var person = new Person(service.Url, service.Key);
        await person.SucceedAsync("domains", "create", "drawn.example", "--type", "both");
        await using var watch = PseudoTerminal.Start(person.Home, person.Variables, ["domains", "watch", "drawn.example", "--interval", "2"]);
        await watch.WaitForAsync("0 of 6 records hold");
        await watch.WaitForAsync("DNS is looked at again in ");
        await service.PublishAsync("drawn.example", await person.SucceedAsync("domains", "dns", "drawn.example"));
        Assert.Equal(0, await watch.WaitForExitAsync());
        Assert.Matches("\e\\[\\d+A\e\\[J", watch.Shown);
        Assert.Contains("[####################]  6 of 6 records hold", watch.Shown, StringComparison.Ordinal);
        Assert.Contains("\e[32m✓ verified     MX     drawn.example\e[0m", watch.Shown, StringComparison.Ordinal);
        Assert.Contains("drawn.example is verified.", watch.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_that_is_made_smaller_is_drawn_to_as_it_is_now()
    {
        using var person = new Person(service.Url, service.Key);
        await person.SucceedAsync("domains", "create", "resized.example", "--type", "both");
        await using var watch = PseudoTerminal.Start(person.Home, person.Variables, ["domains", "watch", "resized.example", "--interval", "60"]);
        await watch.WaitForAsync("DNS is looked at again in ");
        await watch.ResizeAsync(20, 6);
        await watch.WaitForAsync("\e[5A\e[J");
        var small = watch.Shown[watch.Shown.IndexOf("\e[5A\e[J", StringComparison.Ordinal)..];
        Assert.StartsWith("resized.example  […", small.Replace("\e[5A\e[J", "", StringComparison.Ordinal).Replace("\e[1m", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_that_moves_no_cursor_gets_lines()
    {
        using var person = new Person(service.Url, service.Key);
        await person.SucceedAsync("domains", "create", "dumb.example");
        person.Variables["TERM"] = "dumb";
        var (exit, shown) = await person.AtTerminalAsync(null, "", "domains", "watch", "dumb.example", "--timeout", "1");
        Assert.Equal(1, exit);
        Assert.Contains("\tnot_verified\tdumb.example", shown, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', shown);
    }

    [Fact]
    public async Task What_is_not_verified_in_time_ends_with_1_and_with_JSON_the_documents_are_lines()
    {
        using var person = new Person(service.Url, service.Key);
        await person.SucceedAsync("domains", "create", "late.example");
        var result = await person.RunAsync("domains", "watch", "late.example", "--timeout", "15", "--json");
        Assert.Equal(1, result.ExitCode);
        Assert.All(result.Output.TrimEnd().Split('\n'), l => Assert.Equal("late.example", (string)JsonNode.Parse(l)!["domain"]!));
    }

    [Fact]
    public async Task A_service_that_never_answers_in_time_ends_it_with_5()
    {
        // Takes the connection and says nothing.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var person = new Person($"http://{silent.LocalEndpoint}", "ps_live_any");
        var result = await person.RunAsync("domains", "watch", "late.example", "--timeout", "1");
        Assert.Equal((5, "", "postscale: the service did not answer within the time\n"), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public async Task A_service_that_cannot_be_reached_to_the_end_ends_it_with_5()
    {
        using var person = new Person($"http://127.0.0.1:{FreePort.Next()}", "ps_live_any");
        Assert.Equal(5, (await person.RunAsync("domains", "watch", "late.example", "--timeout", "1")).ExitCode);
    }

    [Fact]
    public async Task Without_a_reader_of_its_output_it_ends()
    {
        using var person = new Person(service.Url, service.Key);
        await person.SucceedAsync("domains", "create", "unread.example", "--type", "both");
        var start = new ProcessStartInfo("/bin/sh", ["-c", "{ \"$0\" domains watch unread.example; echo $? >exit; } | true", Cli.Program]) { WorkingDirectory = person.Home };
        person.Variables.ToList().ForEach(v => start.Environment[v.Key] = v.Value);
        using var shell = Process.Start(start)!;
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(s_patience);
        try
        {
            await shell.WaitForExitAsync(bound.Token);
        }
        finally
        {
            shell.Kill(entireProcessTree: true);
        }

        Assert.Equal("141", (await File.ReadAllTextAsync(Path.Combine(person.Home, "exit"), bound.Token)).Trim());
    }

    [Fact]
    public async Task A_domain_that_is_not_there_and_a_key_that_is_wrong_end_it_at_once()
    {
        using var person = new Person(service.Url, service.Key);
        Assert.Equal(1, (await person.RunAsync("domains", "watch", "nobodys.example")).ExitCode);
        person.Variables["POSTSCALE_API_KEY"] = "ps_live_wrong";
        Assert.Equal(3, (await person.RunAsync("domains", "watch", "nobodys.example")).ExitCode);
    }
}
