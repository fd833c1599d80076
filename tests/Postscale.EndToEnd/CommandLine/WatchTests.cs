using System.Text.Json.Nodes;
using Postscale.EndToEnd.Dns;
using Postscale.EndToEnd.Running;
using Postscale.Testing;

namespace Postscale.EndToEnd.CommandLine;

/// <summary>The native executable on both sides: it serves, and it is the customer who registers, publishes and watches.</summary>
public sealed class WatchTests(DnsWorld world)
{
    private const string Name = "watched-by-hand.example";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_domain_is_registered_published_watched_and_removed_with_the_command_line_alone()
    {
        var platform = new PlatformZone("watch-platform.example");
        await world.PublishAsync(platform.Domain, platform.Records());
        await world.PublishAsync(Name, "");
        using var folder = new TemporaryFolder();
        await using var service = await Service.StartAsync(folder.File("p.db"), world.Resolver, platform.Options);
        await File.WriteAllTextAsync(folder.File("key"), service.FirstKey, TestContext.Current.CancellationToken);
        var environment = new Dictionary<string, string?> { ["XDG_CONFIG_HOME"] = folder.Path };

        Assert.Equal(0, (await RunAsync(environment, "login", "--url", service.Address.ToString(), "--api-key-file", folder.File("key"))).ExitCode);
        Assert.Equal("both", (string)JsonNode.Parse((await RunAsync(environment, "domains", "create", Name, "--type", "both", "--json")).StandardOutput)!["type"]!);
        await using var watch = Executable.Start(["domains", "watch", Name, "--interval", "2"], environment);
        await watch.WaitForOutputAsync($"\tCNAME\tps-bounces.{Name}\t", s_patience);

        var dns = JsonNode.Parse((await RunAsync(environment, "domains", "dns", Name, "--json")).StandardOutput)!;
        await world.PublishAsync(Name, string.Join('\n', dns["records"]!.AsArray().Select(r => ZoneText.Line(r!))));
        await watch.WaitForExitAsync(s_patience);
        Assert.Equal((0, ""), (watch.ExitCode, watch.StandardError));
        Assert.EndsWith($"\tverified\t{Name}\n", watch.StandardOutput, StringComparison.Ordinal);

        Assert.Contains("\tdomain.verified\t", (await RunAsync(environment, "events")).StandardOutput, StringComparison.Ordinal);
        Assert.Equal($"removed {Name}\n", (await RunAsync(environment, "domains", "delete", Name)).StandardOutput);
        Assert.Equal(1, (await RunAsync(environment, "domains", "get", Name)).ExitCode);
    }

    private static async Task<CommandResult> RunAsync(Dictionary<string, string?> environment, params string[] arguments)
    {
        await using var child = Executable.Start(arguments, environment);
        await child.WaitForExitAsync(s_patience);
        return new CommandResult(child.ExitCode, child.StandardOutput, child.StandardError);
    }
}
