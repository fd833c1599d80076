using Postscale.Testing;

namespace Postscale.Cli.Tests;

public sealed class UsageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("nonsense")]
    [InlineData("serve --nonsense")]
    [InlineData("serve extra")]
    [InlineData("serve --listen")]
    [InlineData("keys")]
    [InlineData("keys nonsense")]
    [InlineData("keys create")]
    [InlineData("keys create --account")]
    [InlineData("keys create --account a --environment prod")]
    [InlineData("keys create --account a --listen http://127.0.0.1:1")]
    [InlineData("keys create --account a --scope admin")]
    [InlineData("keys rotate")]
    [InlineData("keys list extra")]
    [InlineData("keys revoke")]
    [InlineData("migrate extra")]
    [InlineData("export --account")]
    [InlineData("export extra")]
    [InlineData("import extra")]
    [InlineData("import --account a")]
    public async Task What_the_command_line_does_not_know_ends_with_2_and_a_message_on_standard_error(string line)
    {
        var result = await Cli.RunAsync(_folder.Path, line.Split(' '));
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.NotEqual("", result.Error.Trim());
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("postscale: the setting 'verify-budget' takes a whole number from 0 to 1000000000, not 'x'", "serve", "--verify-budget", "x")]
    [InlineData("postscale: the setting 'listen' takes a URL with an IP address or localhost, such as http://127.0.0.1:8080 or http://0.0.0.0:8080, not 'nowhere'", "serve", "--listen", "nowhere")]
    [InlineData("postscale: --platform takes KEY=VALUE, not 'mx'", "serve", "--platform", "mx")]
    [InlineData("postscale: an account name has 1 to 64 letters, digits, dots, underscores or hyphens", "keys", "create", "--account", "a b")]
    [InlineData("postscale: that is no key id; 'postscale keys list' shows them", "keys", "revoke", "x")]
    [InlineData("postscale: that is no key id; 'postscale keys list' shows them", "keys", "rotate", "x")]
    [InlineData("postscale: --overlap takes a time such as 24h or 7d, at most ten years, or 0, not 'soon'", "keys", "rotate", "x", "--overlap", "soon")]
    [InlineData("postscale: --read-only is the same as --scope read; give one of the two", "keys", "create", "--account", "a", "--read-only", "--scope", "write")]
    [InlineData("postscale: --expires takes a time such as 90d or 12h, at most ten years, or a date or time to come such as 2027-01-31, not '2020-01-31'", "keys", "create", "--account", "a", "--expires", "2020-01-31")]
    [InlineData("postscale: --expires takes a time such as 90d or 12h, at most ten years, or a date or time to come such as 2027-01-31, not 'x'", "keys", "create", "--account", "a", "--expires", "x")]
    public async Task A_value_that_is_wrong_ends_with_2_and_says_what_is_right(string message, params string[] arguments)
    {
        var result = await Cli.RunAsync(_folder.Path, arguments);
        Assert.Equal((2, "", message), (result.ExitCode, result.Output, result.Error.TrimEnd()));
    }

    [Fact]
    public async Task All_that_is_wrong_with_the_settings_is_said_at_once()
    {
        await File.WriteAllTextAsync(_folder.File("postscale.json"), "{\"listens\": 1}", TestContext.Current.CancellationToken);
        var result = await Cli.RunAsync(
            _folder.Path, new Dictionary<string, string> { ["POSTSCALE_LOG_LEVEL"] = "loud" }, "serve", "--rate-limit", "-1");
        Assert.Equal(2, result.ExitCode);
        Assert.Equal(3, result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_settings_file_that_is_named_and_not_there_is_an_error()
    {
        var result = await Cli.RunAsync(_folder.Path, "keys", "list", "--config", "gone.json");
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("postscale: the settings file cannot be read: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_cannot_be_opened_ends_with_1()
    {
        foreach (var arguments in new string[][] { ["keys", "list"], ["serve", "--listen", "http://127.0.0.1:0"] })
        {
            var result = await Cli.RunAsync(_folder.Path, [.. arguments, "--database", "sqlite:/nowhere/at/all.db"]);
            Assert.Equal((1, ""), (result.ExitCode, result.Output));
            Assert.StartsWith("postscale: the database file '/nowhere/at/all.db' cannot be opened: ", result.Error, StringComparison.Ordinal);
            Assert.Single(result.Error.TrimEnd().Split('\n'));
        }
    }

    [Theory]
    [InlineData("serve", "--help", "--listen", "--database", "--dns", "--dns-mode", "--verify-budget", "--rate-limit", "--platform", "POSTSCALE_VERIFY_BUDGET")]
    [InlineData("keys", "--help", "create", "list", "revoke")]
    [InlineData("--help", "serve", "keys")]
    public async Task Help_names_what_there_is(params string[] words)
    {
        var at = Array.IndexOf(words, "--help") + 1;
        var result = await Cli.RunAsync(_folder.Path, words[..at]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.All(words[at..], word => Assert.Contains(word, result.Output, StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();
}
