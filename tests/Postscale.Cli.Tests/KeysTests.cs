using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Postscale.Server.Accounts;
using Postscale.Testing;

namespace Postscale.Cli.Tests;

public sealed partial class KeysTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Create_prints_the_key_alone_and_makes_the_default_database()
    {
        var result = await RunAsync("keys", "create", "--account", "acme");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.EndsWith("\n", result.Output, StringComparison.Ordinal);
        Assert.True(ApiKeyText.IsWellFormed(result.Output.TrimEnd('\n')));
        Assert.StartsWith("ps_live_", result.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.File("postscale.db")));
    }

    [Fact]
    public async Task List_shows_every_key_and_never_a_secret()
    {
        var live = (await RunAsync("keys", "create", "--account", "acme")).Output.Trim();
        var test = (await RunAsync("keys", "create", "--account", "other", "--environment", "test", "--read-only")).Output.Trim();
        Assert.StartsWith("ps_test_", test, StringComparison.Ordinal);
        var result = await RunAsync("keys", "list");
        Assert.Equal(0, result.ExitCode);
        var lines = result.Output.TrimEnd().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Matches($"^{Id}\tlive\tread,write,webhooks\t{live[..12]}…{live[^4..]}\t{Time}\t-\t-\t-\tacme$", lines[0]);
        Assert.Matches($"^{Id}\ttest\tread\t{test[..12]}…{test[^4..]}\t{Time}\t-\t-\t-\tother$", lines[1]);
        Assert.DoesNotContain(live[12..^4], result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(test[12..^4], result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoke_says_what_it_did_and_fails_on_what_is_unknown_or_revoked_already()
    {
        await RunAsync("keys", "create", "--account", "acme");
        var id = IdPattern().Match((await RunAsync("keys", "list")).Output).Value;
        Assert.Equal(new CliResult(0, $"revoked {id}\n", ""), await RunAsync("keys", "revoke", id));
        Assert.Matches($"{Time}\t-\t-\t{Time}\tacme$", (await RunAsync("keys", "list")).Output.TrimEnd());

        var failed = new CliResult(1, "", "postscale: there is no such key, or it is revoked already\n");
        Assert.Equal(failed, await RunAsync("keys", "revoke", id));
        Assert.Equal(failed, await RunAsync("keys", "revoke", "d290f1ee-6c54-4b01-90e6-d701748f0851"));
    }

    [Fact]
    public async Task Create_takes_scopes_and_an_end_and_the_list_shows_them()
    {
        await RunAsync("keys", "create", "--account", "acme", "--scope", "read", "--scope", "webhooks", "--expires", "2099-12-31");
        await RunAsync("keys", "create", "--account", "acme", "--scope", "write", "--expires", "90d");
        await RunAsync("keys", "create", "--account", "acme", "--read-only", "--scope", "read");
        await RunAsync("keys", "create", "--account", "acme", "--scope", "keys", "--scope", "read", "--scope", "write", "--scope", "webhooks");
        var lines = (await RunAsync("keys", "list")).Output.TrimEnd().Split('\n');
        Assert.Matches($"\tread,webhooks\t\\S+\t{Time}\t2099-12-31T00:00:00Z\t-\t-\tacme$", lines[0]);
        Assert.Matches($"\twrite\t\\S+\t{Time}\t{Time}\t-\t-\tacme$", lines[1]);
        Assert.Matches($"\tread\t\\S+\t{Time}\t-\t-\t-\tacme$", lines[2]);
        Assert.Matches($"\tread,write,webhooks,keys\t\\S+\t{Time}\t-\t-\t-\tacme$", lines[3]);
    }

    [Fact]
    public async Task Rotate_prints_the_new_key_alone_and_lets_the_old_one_end()
    {
        await RunAsync("keys", "create", "--account", "acme", "--scope", "read", "--environment", "test");
        var id = IdPattern().Match((await RunAsync("keys", "list")).Output).Value;
        var rotated = await RunAsync("keys", "rotate", id);
        Assert.Equal((0, ""), (rotated.ExitCode, rotated.Error));
        Assert.True(ApiKeyText.IsWellFormed(rotated.Output.TrimEnd('\n')));
        Assert.StartsWith("ps_test_", rotated.Output, StringComparison.Ordinal);
        var lines = (await RunAsync("keys", "list")).Output.TrimEnd().Split('\n');
        Assert.Matches($"\ttest\tread\t\\S+\t{Time}\t{Time}\t-\t-\tacme$", lines[0]);
        Assert.Matches($"\ttest\tread\t{rotated.Output[..12]}…{rotated.Output.TrimEnd()[^4..]}\t{Time}\t-\t-\t-\tacme$", lines[1]);

        Assert.Equal(0, (await RunAsync("keys", "rotate", id, "--overlap", "0")).ExitCode);
        Assert.Matches($"{Time}\t-\t{Time}\tacme$", (await RunAsync("keys", "list")).Output.TrimEnd().Split('\n')[0]);
        Assert.Equal(new CliResult(1, "", "postscale: there is no such key, or it is revoked or has expired; make another with 'keys create'\n"), await RunAsync("keys", "rotate", id));
    }

    [Fact]
    public async Task With_JSON_each_verb_prints_one_document_and_the_key_is_in_that_of_its_making_alone()
    {
        var made = JsonNode.Parse((await RunAsync("keys", "create", "--account", "acme", "--scope", "read", "--json")).Output)!;
        Assert.True(ApiKeyText.IsWellFormed((string)made["key"]!));
        Assert.Equal(("acme", "live", "[\"read\"]"), ((string)made["account"]!, (string)made["environment"]!, made["scopes"]!.ToJsonString()));
        var listed = JsonNode.Parse((await RunAsync("keys", "list", "--json")).Output)!.AsArray();
        Assert.Equal((string)made["id"]!, (string)Assert.Single(listed)!["id"]!);
        Assert.Null(listed[0]!["key"]);
        Assert.Null(listed[0]!["revoked_at"]);
        var rotated = JsonNode.Parse((await RunAsync("keys", "rotate", (string)made["id"]!, "--json")).Output)!;
        Assert.NotEqual((string)made["id"]!, (string)rotated["id"]!);
        Assert.Equal("{\"status\":\"revoked\"}\n", (await RunAsync("keys", "revoke", (string)rotated["id"]!, "--json")).Output);
    }

    [Fact]
    public async Task No_variable_moves_the_verbs_from_the_database_to_the_API()
    {
        var environment = new Dictionary<string, string> { ["POSTSCALE_URL"] = "http://127.0.0.1:9", ["POSTSCALE_API_KEY"] = "ps_live_any", ["POSTSCALE_PROFILE"] = "work" };
        Assert.Equal(0, (await Cli.RunAsync(_folder.Path, environment, "keys", "create", "--account", "acme")).ExitCode);
        Assert.True(File.Exists(_folder.File("postscale.db")));
    }

    [Fact]
    public async Task The_database_comes_from_option_variable_and_file_in_this_order()
    {
        await File.WriteAllTextAsync(_folder.File("postscale.json"), "{\"database\": \"sqlite:file.db\"}", TestContext.Current.CancellationToken);
        var environment = new Dictionary<string, string> { ["POSTSCALE_DATABASE"] = "sqlite:variable.db" };
        string[] create = ["keys", "create", "--account", "acme"];
        Assert.Equal(0, (await RunAsync(create)).ExitCode);
        Assert.Equal(0, (await Cli.RunAsync(_folder.Path, environment, create)).ExitCode);
        Assert.Equal(0, (await Cli.RunAsync(_folder.Path, environment, [.. create, "--database", "sqlite:option.db"])).ExitCode);
        Assert.Equal(["file.db", "option.db", "postscale.json", "variable.db"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Many_programs_at_once_on_a_new_file_make_its_schema_once_and_all_their_keys()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => RunAsync("keys", "create", "--account", $"account-{i % 2}")));
        Assert.All(results, r => Assert.Equal((0, ""), (r.ExitCode, r.Error)));
        var lines = (await RunAsync("keys", "list")).Output.TrimEnd().Split('\n').ToList();
        Assert.Equal(6, lines.Count);
        Assert.Equal(3, lines.Count(l => l.Contains("account-0", StringComparison.Ordinal)));
    }

    public void Dispose() => _folder.Dispose();

    private const string Id = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}";
    private const string Time = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z";

    private Task<CliResult> RunAsync(params string[] arguments) => Cli.RunAsync(_folder.Path, arguments);

    [GeneratedRegex(Id)]
    private static partial Regex IdPattern();
}
