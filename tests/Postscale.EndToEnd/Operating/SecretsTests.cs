using System.Text;
using System.Text.Json.Nodes;
using Postscale.EndToEnd.Running;
using Postscale.Testing;

namespace Postscale.EndToEnd.Operating;

/// <summary>A key is shown once. It stands in no log and not in the database.</summary>
public sealed class SecretsTests
{
    [Fact]
    public async Task No_key_is_in_the_logs_the_metrics_or_the_database_whatever_happens()
    {
        using var folder = new TemporaryFolder();
        var database = folder.File("p.db");
        await using var service = await Service.StartAsync(database, options: ["--log-level", "debug", "--verify-timeout", "1"]);
        var revoked = (await Executable.SucceedAsync("keys", "create", "--account", "other", "--database", $"sqlite:{database}")).Lines[0];
        var mistyped = service.FirstKey![..^1] + (service.FirstKey[^1] == 'A' ? 'B' : 'A');
        string[] secrets = [service.FirstKey, revoked, mistyped];
        foreach (var key in secrets)
        {
            var api = service.Client(key);
            await api.GetAsync("/v1/domains");
            await api.PostAsync("/v1/domains", new JsonObject { ["domain"] = "logged.example" }, "idempotency");
            await api.PostAsync("/v1/domains", new JsonObject { ["domain"] = "" });
            await api.PostAsync("/v1/domains/logged.example/verify");
            await api.DeleteAsync("/nowhere");
        }

        var metrics = (await service.Client().GetAsync("/metrics")).Text;
        await service.StopAsync();

        // The logs tell of what happened, with the request's id.
        Assert.Contains("/v1/domains", service.StandardError);
        Assert.Contains("request_id", service.StandardError);
        Assert.Single(service.StandardOutput.Split('\n'), l => l.Contains("ps_live_", StringComparison.Ordinal));
        var kept = string.Concat(Directory.GetFiles(folder.Path).Select(f => Encoding.Latin1.GetString(File.ReadAllBytes(f))));
        Assert.Contains("logged.example", kept);
        foreach (var secret in secrets.Select(s => s[12..^4]))
        {
            Assert.DoesNotContain(secret, service.StandardError);
            Assert.DoesNotContain(secret, metrics);
            Assert.DoesNotContain(secret, kept);
        }
    }
}
