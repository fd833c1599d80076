using Postscale.Testing;

namespace Postscale.Cli.Tests.Api;

/// <summary>Somebody at a shell, with a home of his own: runs the program in a pipe, or at a terminal.</summary>
internal sealed class Person : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public Person(string? url = null, string? key = null)
    {
        Variables = new Dictionary<string, string> { ["XDG_CONFIG_HOME"] = _home.Path, ["TERM"] = "xterm" };
        if (url is not null)
        {
            Variables["POSTSCALE_URL"] = url;
        }

        if (key is not null)
        {
            Variables["POSTSCALE_API_KEY"] = key;
        }
    }

    public Dictionary<string, string> Variables { get; }

    public string Home => _home.Path;

    /// <summary>Where his keys are kept.</summary>
    public string ProfileFile => _home.File("postscale/profiles.json");

    public Task<CliResult> RunAsync(params string[] arguments) => Cli.RunAsync(Home, Variables, arguments);

    /// <summary>Runs it, which must end well.</summary>
    /// <returns>Standard output.</returns>
    public async Task<string> SucceedAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return result.Output;
    }

    /// <summary>Runs it at a terminal of 100 columns.</summary>
    /// <param name="waitFor">What to wait for before typing.</param>
    /// <param name="typed">What is typed.</param>
    /// <param name="arguments">The command line.</param>
    /// <returns>What the terminal showed, and the exit code.</returns>
    public async Task<(int Exit, string Shown)> AtTerminalAsync(string? waitFor, string typed, params string[] arguments)
    {
        await using var terminal = PseudoTerminal.Start(Home, Variables, arguments);
        if (waitFor is not null)
        {
            await terminal.WaitForAsync(waitFor);
            await terminal.TypeAsync(typed);
        }

        return (await terminal.WaitForExitAsync(), terminal.Shown);
    }

    public void Dispose() => _home.Dispose();
}
