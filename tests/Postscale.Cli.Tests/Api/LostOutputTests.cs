using System.Diagnostics;
using Postscale.Testing;

namespace Postscale.Cli.Tests.Api;

/// <summary>Output that cannot be written is a failure that scripts hear of.</summary>
public sealed class LostOutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("export")]
    [InlineData("audit --json")]
    [InlineData("keys list --json")]
    [InlineData("keys list")]
    [InlineData("keys create --account other")]
    [InlineData("completion bash")]
    [InlineData("--help")]
    public async Task Where_nobody_reads_it_ends_with_141_and_no_word(string line)
    {
        await ShellAsync("postscale keys create --account acme >key");
        // A pipe whose reader has gone before the first octet.
        Assert.Equal("141", await ShellAsync($"mkfifo pipe; exec 3<>pipe 4>pipe 3>&-; postscale {line} >&4 2>error; echo $? $(cat error)"));
    }

    [Theory]
    [InlineData("postscale keys create --account acme >/dev/full")]
    [InlineData("postscale keys list --json >/dev/full || exit $?")]
    [InlineData("postscale --version >/dev/full")]
    [InlineData("postscale --help >/dev/full")]
    [InlineData("postscale completion bash >/dev/full")]
    [InlineData("postscale audit >/dev/full")]
    [InlineData("postscale platform records >/dev/full")]
    public async Task A_full_disk_ends_with_74_and_a_sentence(string line)
    {
        await ShellAsync("postscale keys create --account acme >key");
        Assert.Equal("74 postscale: standard output cannot be written: No space left on device; what was to be done may have been", await ShellAsync($"({line}) 2>error; echo $? $(cat error)"));
    }

    [Fact]
    public async Task Output_that_is_closed_ends_with_74_and_a_sentence()
    {
        await ShellAsync("postscale keys create --account acme >key");
        var said = await ShellAsync("postscale keys list >&- 2>error; echo $? $(cat error)");
        Assert.StartsWith("74 postscale: standard output cannot be written: ", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_cannot_show_its_first_key_says_how_to_make_another()
    {
        var said = await ShellAsync("postscale serve --listen http://127.0.0.1:0 --dns 127.0.0.1:9 --platform-check off >/dev/full 2>error; echo $? $(cat error)");
        Assert.Equal(
            "74 postscale: the first API key could not be shown, and will not be again; make another: postscale keys create --account default "
            + "postscale: standard output cannot be written: No space left on device; what was to be done may have been",
            said);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> ShellAsync(string script)
    {
        var start = new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.Path };
        Cli.Clean(start);
        start.Environment["PATH"] = $"{Path.GetDirectoryName(Cli.Program)}:{start.Environment["PATH"]}";
        start.Environment["XDG_CONFIG_HOME"] = _folder.Path;
        using var process = Process.Start(start)!;
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(TimeSpan.FromMinutes(2));
        try
        {
            var said = await process.StandardOutput.ReadToEndAsync(bound.Token);
            await process.WaitForExitAsync(bound.Token);
            return said.Trim();
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
