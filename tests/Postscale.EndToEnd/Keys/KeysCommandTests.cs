using System.Diagnostics;
using System.Text.Json.Nodes;
using Postscale.EndToEnd.Running;
using Postscale.Testing;

namespace Postscale.EndToEnd.Keys;

/// <summary><c>postscale keys</c> beside a running service, on the same database.</summary>
public sealed class KeysCommandTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private Service? _service;

    private Service Running => _service!;

    private string Url => $"sqlite:{_folder.File("p.db")}";

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync(_folder.File("p.db"));

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Theory]
    [InlineData("live", "^ps_live_[0-9A-Za-z]{38}\n$")]
    [InlineData("test", "^ps_test_[0-9A-Za-z]{38}\n$")]
    public async Task A_new_key_is_printed_alone_and_works_at_once(string environment, string pattern)
    {
        var made = await CreateAsync("acme", "--environment", environment);
        Assert.Matches(pattern, made.StandardOutput);
        Assert.Empty(made.StandardError);
        var api = Running.Client(made.Lines[0]);
        await api.CreateAsync("acme.example");
        Assert.Equal(409, (await api.PostAsync("/v1/domains", new JsonObject { ["domain"] = "acme.example" })).Status);
    }

    [Fact]
    public async Task The_environments_of_an_account_and_other_accounts_see_separate_domains()
    {
        var live = Running.Client((await CreateAsync("one")).Lines[0]);
        var test = Running.Client((await CreateAsync("one", "--environment", "test")).Lines[0]);
        var other = Running.Client((await CreateAsync("two")).Lines[0]);
        var second = Running.Client((await CreateAsync("one")).Lines[0]);

        var id = (string)(await live.CreateAsync("separate.example"))["id"]!;

        Assert.Equal(200, (await second.GetAsync($"/v1/domains/{id}")).Status);
        foreach (var stranger in (ApiClient[])[test, other])
        {
            Assert.Equal("domain_not_found", (string?)(await stranger.GetAsync($"/v1/domains/{id}")).Expect(404)["code"]);
            Assert.Empty((await stranger.GetAsync("/v1/domains")).Expect(200)["domains"]!.AsArray());
            Assert.Equal(404, (await stranger.DeleteAsync("/v1/domains/separate.example")).Status);
            await stranger.CreateAsync("separate.example");
        }
    }

    [Fact]
    public async Task A_read_only_key_reads_and_changes_nothing()
    {
        var writer = Running.Client((await CreateAsync("readers")).Lines[0]);
        var reader = Running.Client((await CreateAsync("readers", "--read-only")).Lines[0]);
        await writer.CreateAsync("read.example");

        foreach (var path in (string[])["/v1/domains", "/v1/domains/read.example", "/v1/domains/read.example/dns"])
        {
            Assert.Equal(200, (await reader.GetAsync(path)).Status);
        }

        ApiReply[] refused =
        [
            await reader.PostAsync("/v1/domains", new JsonObject { ["domain"] = "write.example" }),
            await reader.PutAsync("/v1/domains/read.example", new JsonObject { ["active"] = false }),
            await reader.PostAsync("/v1/domains/read.example/verify"),
            await reader.DeleteAsync("/v1/domains/read.example"),
        ];
        Assert.All(refused, r => Assert.Equal("api_key_read_only", (string?)r.Expect(403)["code"]));
        Assert.True((bool)(await writer.GetAsync("/v1/domains/read.example")).Expect(200)["active"]!);
        Assert.Equal(404, (await writer.GetAsync("/v1/domains/write.example")).Status);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_within_a_second_and_its_neighbour_is_not()
    {
        var key = (await CreateAsync("revoked")).Lines[0];
        var kept = Running.Client((await CreateAsync("revoked")).Lines[0]);
        var api = Running.Client(key);
        Assert.Equal(200, (await api.GetAsync("/v1/domains")).Status);
        var id = await IdOfAsync(key);

        Assert.Equal($"revoked {id}\n", (await Executable.SucceedAsync("keys", "revoke", id, "--database", Url)).StandardOutput);

        // A busy key: each request might renew the trust in it, and must not.
        var clock = Stopwatch.StartNew();
        ApiReply reply;
        TimeSpan sent;
        do
        {
            sent = clock.Elapsed;
            reply = await api.GetAsync("/v1/domains");
        }
        while (reply.Status == 200 && sent <= TimeSpan.FromSeconds(1));

        var body = reply.Expect(401);
        Assert.Equal("api_key_invalid", (string?)body["code"]);
        Assert.StartsWith("Bearer", reply.Headers["WWW-Authenticate"]);
        Assert.Equal(401, (await api.GetAsync("/v1/domains")).Status);
        Assert.Equal(200, (await kept.GetAsync("/v1/domains")).Status);

        var again = await Executable.RunAsync("keys", "revoke", id, "--database", Url);
        Assert.Equal((1, ""), (again.ExitCode, again.StandardOutput));
        Assert.Contains("revoked already", again.StandardError);
    }

    [Fact]
    public async Task The_list_tells_keys_apart_and_never_shows_one()
    {
        var key = (await CreateAsync("listed", "--environment", "test", "--read-only")).Lines[0];

        var list = await Executable.SucceedAsync("keys", "list", "--database", Url);

        var line = list.Lines.Single(l => l.EndsWith("\tlisted", StringComparison.Ordinal));
        Assert.Equal(["test", "read", $"{key[..12]}…{key[^4..]}"], line.Split('\t')[1..4]);
        Assert.DoesNotContain(key[12..^4], list.StandardOutput);
        Assert.DoesNotContain(Running.FirstKey![12..^4], list.StandardOutput);
    }

    private Task<CommandResult> CreateAsync(string account, params string[] more) =>
        Executable.SucceedAsync(["keys", "create", "--account", account, "--database", Url, .. more]);

    private async Task<string> IdOfAsync(string key) =>
        (await Executable.SucceedAsync("keys", "list", "--database", Url)).Lines.Single(l => l.Contains($"…{key[^4..]}\t", StringComparison.Ordinal)).Split('\t')[0];
}
