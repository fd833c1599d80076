using Postscale.EndToEnd.Running;
using Postscale.Testing;

namespace Postscale.EndToEnd.Durability;

/// <summary>The promise: what was acknowledged is there, whatever happens to the process.</summary>
public sealed class KillTests
{
    private static readonly int s_rounds = Environment.GetEnvironmentVariable("POSTSCALE_TEST_LONG") is { Length: > 0 } ? 300 : 30;

    [Fact]
    public async Task Every_acknowledged_write_outlives_kill_9()
    {
        using var folder = new TemporaryFolder();
        var entries = new List<Entry>();
        List<Entry> fresh = [];
        string? key = null;
        for (var round = 0; round < s_rounds; round++)
        {
            await using var service = await Service.StartAsync(folder.File("p.db"), options: ["--rate-limit", "0", "--log-level", "error"]);
            key ??= service.FirstKey!;
            var api = service.Client(key);
            await new Audit(api, $"after round {round - 1}").RunAsync(entries, fresh);
            fresh = await Round.WriteUntilAsync(api, round, service.KillAsync);
            entries.AddRange(fresh);
            Assert.Empty(service.StandardError);
        }

        await using var last = await Service.StartAsync(folder.File("p.db"));
        await new Audit(last.Client(key!), "after the last round").RunAsync(entries, fresh);
        Assert.True(entries.Count(e => e.Acknowledged is not null) > s_rounds, "hardly anything was written");
        await last.StopAsync();
    }
}
