using System.Text.Json;
using Postscale.Testing;

namespace Postscale.Cli.Tests;

public sealed class AuditTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_log_shows_what_was_done_to_keys_newest_first()
    {
        var key = (await RunAsync("keys", "create", "--account", "acme", "--read-only")).Output.Trim();
        await RunAsync("keys", "create", "--account", "other");
        var id = (await RunAsync("keys", "list")).Output.Split('\t')[0];
        await RunAsync("keys", "revoke", id);

        var all = await RunAsync("audit");
        Assert.Equal((0, ""), (all.ExitCode, all.Error));
        var lines = all.Output.TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        var hint = $"{key[..12]}…{key[^4..]}";
        Assert.Matches($"^{Time}  acme +-     key.revoke +{hint}  by command line  revoked_at: - -> {Time}$", lines[0]);
        Assert.Matches($"^{Time}  other +-     key.create ", lines[1]);
        Assert.Matches($"^{Time}  acme +-     key.create +{hint}  by command line  environment: - -> live, scopes: - -> read$", lines[2]);
        Assert.DoesNotContain(key[12..^4], all.Output, StringComparison.Ordinal);

        Assert.Equal([lines[0], lines[2]], (await RunAsync("audit", "--account", "acme")).Output.TrimEnd().Split('\n'));
        Assert.Equal([lines[0]], (await RunAsync("audit", "--limit", "1")).Output.TrimEnd().Split('\n'));
        Assert.Equal("", (await RunAsync("audit", "--account", "nobody")).Output);
    }

    [Fact]
    public async Task For_programs_each_line_is_a_JSON_object()
    {
        await RunAsync("keys", "create", "--account", "acme", "--environment", "test");
        var entry = JsonElement.Parse((await RunAsync("audit", "--json")).Output);
        Assert.Equal(("acme", "key.create", "command_line"), (entry.GetProperty("account").GetString(), entry.GetProperty("action").GetString(), entry.GetProperty("actor").GetString()));
        Assert.Equal("""{"before":null,"after":"test"}""", entry.GetProperty("changes").GetProperty("environment").ToString());
        Assert.False(entry.TryGetProperty("request_id", out _));
    }

    [Theory]
    [InlineData("audit")]
    [InlineData("keys", "list")]
    [InlineData("keys", "revoke", "00000000-0000-7000-8000-000000000000")]
    [InlineData("keys", "rotate", "00000000-0000-7000-8000-000000000000")]
    [InlineData("export", "--output", "backup.jsonl")]
    public async Task Who_looks_at_a_database_that_is_not_there_makes_none_and_spoils_nothing(params string[] verb)
    {
        await File.WriteAllTextAsync(_folder.File("backup.jsonl"), "yesterday's", TestContext.Current.CancellationToken);
        var result = await RunAsync([.. verb, "--database", "sqlite:mistyped.db"]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("mistyped.db", result.Error, StringComparison.Ordinal);
        Assert.Equal(["backup.jsonl"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
        Assert.Equal("yesterday's", await File.ReadAllTextAsync(_folder.File("backup.jsonl"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_the_whole_platform_s_is_shown_as_such()
    {
        Assert.Equal(0, (await RunAsync("platform", "dkim", "rotate")).ExitCode);
        Assert.Matches(
            $"^{Time}  \\(platform\\) +-     dkim.rotate +postscale1  by command line  active: postscale1 -> postscale2, retiring_at: - -> {Time}$", (await RunAsync("audit")).Output.TrimEnd());
        Assert.Equal("(platform)", JsonElement.Parse((await RunAsync("audit", "--json")).Output).GetProperty("account").GetString());
    }

    [Fact]
    public async Task A_limit_below_one_is_refused() => Assert.Equal(2, (await RunAsync("audit", "--limit", "0")).ExitCode);

    private const string Time = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z";

    private Task<CliResult> RunAsync(params string[] arguments) => Cli.RunAsync(_folder.Path, arguments);
}
