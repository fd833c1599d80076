using System.Diagnostics;
using Postscale.Cli.Tests.Check;
using Postscale.Testing;

namespace Postscale.Cli.Tests.Api;

/// <summary>Help and completion: what somebody sees who does not know the program yet.</summary>
public sealed class HelpTests : IDisposable
{
    private static readonly string[] s_verbs =
    [
        "domains", "domains create", "domains list", "domains get", "domains update", "domains delete", "domains dns", "domains provider", "domains publish", "domains verify", "domains watch", "domains checks",
        "webhooks", "webhooks create", "webhooks list", "webhooks get", "webhooks update", "webhooks delete", "webhooks test", "webhooks rotate-secret", "webhooks deliveries", "webhooks retry",
        "events", "login", "logout", "profiles", "completion",
    ];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_help_of_each_verb_is_as_reviewed()
    {
        var pages = new List<string>();
        foreach (var verb in s_verbs)
        {
            var result = await Cli.RunAsync(_folder.Path, [.. verb.Split(' '), "--help"]);
            Assert.Equal((0, ""), (result.ExitCode, result.Error));
            pages.Add($"$ postscale {verb} --help\n{result.Output.TrimEnd()}\n");
        }

        Golden.Match("../../Api/Golden/help.txt", string.Join('\n', pages));
    }

    [Fact]
    public async Task Bash_completes_verbs_and_options()
    {
        var script = (await Cli.RunAsync(_folder.Path, "completion", "bash")).Output;
        Assert.Equal("create", await CompleteAsync(script, "postscale domains cr"));
        Assert.Equal("--interval", await CompleteAsync(script, "postscale domains watch a.example --int"));
        Assert.Contains("verify", await CompleteAsync(script, "postscale domains "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_at_bash_presses_the_tabulator_key()
    {
        var variables = new Dictionary<string, string> { ["PATH"] = $"{Path.GetDirectoryName(Cli.Program)}:{Environment.GetEnvironmentVariable("PATH")}", ["TERM"] = "xterm" };
        await using var bash = PseudoTerminal.Start(_folder.Path, variables, ["--norc", "--noprofile", "-i"], "bash");
        await bash.TypeAsync("eval \"$(postscale completion bash)\"\n");
        await bash.TypeAsync("postscale domains cr\t--hel\t\n");
        await bash.WaitForAsync("postscale domains create <DOMAIN> [options]");
        await bash.TypeAsync("exit\n");
        Assert.Equal(0, await bash.WaitForExitAsync());
    }

    [Theory]
    [InlineData("zsh", "compdef _postscale postscale")]
    [InlineData("fish", "complete -c postscale")]
    public async Task Other_shells_have_a_script_too(string shell, string line) =>
        Assert.Contains(line, (await Cli.RunAsync(_folder.Path, "completion", shell)).Output, StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private async Task<string> CompleteAsync(string script, string line)
    {
        var start = new ProcessStartInfo("bash", ["-c", script + "COMP_LINE=$1 COMP_POINT=${#1}\n_postscale\necho \"${COMPREPLY[*]}\"", "bash", line]) { RedirectStandardOutput = true, WorkingDirectory = _folder.Path };
        start.Environment["PATH"] = $"{Path.GetDirectoryName(Cli.Program)}:{start.Environment["PATH"]}";
        using var bash = Process.Start(start)!;
        var output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output.Trim();
    }
}
