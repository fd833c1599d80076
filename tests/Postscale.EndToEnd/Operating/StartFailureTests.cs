using System.Net;
using System.Net.Sockets;
using Postscale.EndToEnd.Running;
using Postscale.Testing;

namespace Postscale.EndToEnd.Operating;

/// <summary>What cannot start says why, in one line for people, and ends with another code than 0.</summary>
public sealed class StartFailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Url => $"sqlite:{_folder.File("p.db")}";

    [Fact]
    public async Task A_port_in_use_is_named_and_no_key_is_lost_for_it()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var result = await Executable.RunAsync("serve", "--listen", $"http://{taken.LocalEndpoint}", "--database", Url);

        Assert.Equal((1, ""), (result.ExitCode, result.StandardOutput));
        Assert.Equal($"postscale: cannot listen: Failed to bind to address http://{taken.LocalEndpoint}: address already in use.\n", result.StandardError);
        await using var service = await Service.StartAsync(_folder.File("p.db"));
        Assert.NotNull(service.FirstKey);
    }

    [Fact]
    public async Task A_database_in_a_folder_that_is_not_there_is_named()
    {
        var path = _folder.File("missing/p.db");
        foreach (var command in (string[][])[["serve", "--listen", "http://127.0.0.1:0"], ["keys", "list"], ["keys", "create", "--account", "a"]])
        {
            var result = await Executable.RunAsync([.. command, "--database", $"sqlite:{path}"]);

            Assert.Equal((1, ""), (result.ExitCode, result.StandardOutput));
            Assert.StartsWith($"postscale: the database file '{path}' cannot be opened: ", result.StandardError);
            Assert.Single(result.StandardError.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named_and_left_as_it_is()
    {
        var path = _folder.File("letter.txt");
        var text = string.Concat(Enumerable.Repeat("Dear reader, this is no database.\n", 100));
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);

        var result = await Executable.RunAsync("serve", "--listen", "http://127.0.0.1:0", "--database", $"sqlite:{path}");

        Assert.Equal((1, ""), (result.ExitCode, result.StandardOutput));
        Assert.StartsWith($"postscale: the database file '{path}' cannot be opened: ", result.StandardError);
        Assert.Equal(text, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("Unrecognized", "bogus")]
    [InlineData("Unrecognized", "serve", "--bogus", "1")]
    [InlineData("--account", "keys", "create")]
    [InlineData("'listen'", "serve", "--listen", "ftp://127.0.0.1")]
    [InlineData("'dns'", "serve", "--dns", "dns.example")]
    [InlineData("'dns-mode'", "serve", "--dns-mode", "psychic")]
    [InlineData("'verify-budget'", "serve", "--verify-budget", "many")]
    [InlineData("'rate-limit'", "serve", "--rate-limit", "-1")]
    [InlineData("'verify-timeout'", "serve", "--verify-timeout", "0")]
    [InlineData("KEY=VALUE", "serve", "--platform", "domain")]
    [InlineData("colour", "serve", "--platform", "colour=blue")]
    [InlineData("settings file", "serve", "--config", "/nowhere/postscale.json")]
    [InlineData("key id", "keys", "revoke", "not-an-id")]
    [InlineData("account name", "keys", "create", "--account", "no spaces please")]
    [InlineData("ENVIRONMENT", "keys", "create", "--account", "a", "--environment", "staging")]
    public async Task Options_that_make_no_sense_end_with_code_2_and_say_which(string named, params string[] arguments)
    {
        string[] database = arguments is ["bogus"] ? [] : ["--database", Url];

        var result = await Executable.RunAsync([.. arguments, .. database]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(named == "ENVIRONMENT" ? "staging" : named, result.StandardError);
        Assert.DoesNotContain("ps_", result.StandardOutput);
    }

    public void Dispose() => _folder.Dispose();
}
