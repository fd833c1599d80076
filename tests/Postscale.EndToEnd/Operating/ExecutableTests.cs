using Postscale.EndToEnd.Running;
using Postscale.Testing;

namespace Postscale.EndToEnd.Operating;

/// <summary>The published file itself.</summary>
public sealed class ExecutableTests
{
    /// <summary>
    /// The budget. The file has 40.0 MB, of which the driver of PostgreSQL is 9, the client with its retries and the command line on it
    /// some 3, the documentation with what renders it 0.9; a step beyond the budget is a decision, not an accident.
    /// </summary>
    private const long MaxSize = 41_000_000;

    [Fact]
    public void The_executable_stays_within_its_budget_and_needs_sqlite_alone_beside_it()
    {
        var file = new FileInfo(Executable.Path);
        Assert.InRange(file.Length, 1_000_000, MaxSize);
        Assert.Equal(["libe_sqlite3.so"], file.Directory!.GetFiles("*.so*").Concat(file.Directory.GetFiles("*.dll")).Select(f => f.Name));
    }

    [Fact]
    public async Task It_links_with_the_systems_own_libraries_alone()
    {
        var (code, output) = await ChildProcess.RunAsync("/usr/bin/ldd", [Executable.Path], TimeSpan.FromSeconds(10));
        Assert.Equal(0, code);
        var libraries = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => Path.GetFileName(l.Trim().Split(' ')[0]));
        Assert.Empty(libraries.Except(["linux-vdso.so.1", "libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libgcc_s.so.1", "ld-linux-x86-64.so.2"]));
    }

    [Theory]
    [InlineData("serve domains webhooks events keys login logout profiles check platform migrate export import completion --help --version")]
    [InlineData("create list get update delete dns verify watch checks --url --api-key-file --profile --json --color", "domains")]
    [InlineData("--listen --database --database-connections --migrate --dns --dns-mode --verify-budget --rate-limit --platform --config POSTSCALE_LISTEN http://127.0.0.1:8080", "serve")]
    [InlineData("create list revoke", "keys")]
    [InlineData("--account --environment --read-only --database", "keys", "create")]
    [InlineData("--database", "keys", "list")]
    [InlineData("<ID> --database", "keys", "revoke")]
    [InlineData("records check dkim", "platform")]
    [InlineData("--address --database --platform", "platform", "records")]
    [InlineData("--json --dns --dns-mode --database --platform", "platform", "check")]
    [InlineData("list rotate retire", "platform", "dkim")]
    [InlineData("--check --database", "migrate")]
    [InlineData("--account --output --database PRIVATE", "export")]
    [InlineData("--input --database", "import")]
    public async Task Help_names_every_verb_and_option(string words, params string[] verb)
    {
        var help = await Executable.SucceedAsync([.. verb, "--help"]);
        Assert.Empty(help.StandardError);
        Assert.All(words.Split(' '), w => Assert.Contains(w, help.StandardOutput));
    }

    [Fact]
    public async Task The_version_is_printed_alone() => Assert.Matches(@"^\d+\.\d+\.\d+\S*\n$", (await Executable.SucceedAsync("--version")).StandardOutput);
}
