using System.Text.Json.Nodes;
using Postscale.EndToEnd.Dns;
using Postscale.EndToEnd.Running;
using Postscale.Testing;

namespace Postscale.EndToEnd.Operating;

public sealed class RestartTests
{
    [Fact]
    public async Task All_state_is_there_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        await using var zone = new ScriptedZone();
        string key;
        List<ApiReply> before;
        await using (var service = await Service.StartAsync(folder.File("p.db"), zone.Server.Endpoint, ScriptedZone.Platform.Options))
        {
            key = service.FirstKey!;
            var api = service.Client();
            await api.CreateAsync(ScriptedZone.Customer);
            zone.Publish((await api.GetAsync($"/v1/domains/{ScriptedZone.Customer}/dns")).Expect(200)["records"]!.AsArray());
            Assert.True((bool)(await api.PostAsync($"/v1/domains/{ScriptedZone.Customer}/verify")).Expect(200)["verified"]!);
            (await api.PostAsync("/v1/domains", new JsonObject { ["domain"] = "once.example" }, "the-key")).Expect(201);
            (await api.PutAsync("/v1/domains/once.example", new JsonObject { ["active"] = false, ["type"] = "outbound" })).Expect(200);
            await api.CreateAsync("gone.example");
            (await api.DeleteAsync("/v1/domains/gone.example")).Expect(200);
            before = await ReadAllAsync(api);
            await service.StopAsync();
        }

        await using var again = await Service.StartAsync(folder.File("p.db"), zone.Server.Endpoint, ScriptedZone.Platform.Options);
        var client = again.Client(key);
        Assert.Equal(before.Select(r => (r.Status, r.Text)), (await ReadAllAsync(client)).Select(r => (r.Status, r.Text)));
        var replayed = await client.PostAsync("/v1/domains", new JsonObject { ["domain"] = "once.example" }, "the-key");
        replayed.Expect(201);
        Assert.Equal("true", replayed.Headers["Idempotent-Replayed"]);
    }

    [Fact]
    public async Task An_empty_database_gets_a_key_that_is_shown_once_and_never_again()
    {
        using var folder = new TemporaryFolder();
        string key;
        await using (var first = await Service.StartAsync(folder.File("p.db")))
        {
            key = first.FirstKey!;
            Assert.Matches("^ps_live_[0-9A-Za-z]{38}$", key);
            Assert.Equal(200, (await first.Client().GetAsync("/v1/domains")).Status);
            await first.StopAsync();
        }

        await using var second = await Service.StartAsync(folder.File("p.db"));
        Assert.Equal($"Listening on {second.Address.ToString().TrimEnd('/')}\n", second.StandardOutput);
        Assert.Equal(200, (await second.Client(key).GetAsync("/v1/domains")).Status);
    }

    [Fact]
    public async Task A_database_whose_first_key_was_made_by_command_gets_no_other()
    {
        using var folder = new TemporaryFolder();
        var key = (await Executable.SucceedAsync("keys", "create", "--account", "mine", "--database", $"sqlite:{folder.File("p.db")}")).Lines[0];
        await using var service = await Service.StartAsync(folder.File("p.db"));
        Assert.Null(service.FirstKey);
        Assert.Equal(200, (await service.Client(key).GetAsync("/v1/domains")).Status);
    }

    private static async Task<List<ApiReply>> ReadAllAsync(ApiClient api)
    {
        List<ApiReply> replies = [];
        foreach (var path in (string[])["", $"/{ScriptedZone.Customer}", $"/{ScriptedZone.Customer}/dns", "/once.example", "/once.example/dns", "/gone.example"])
        {
            var reply = await api.GetAsync($"/v1/domains{path}");
            replies.Add(reply.Status == 200 ? reply : reply with { Text = "" });
        }

        return replies;
    }
}
