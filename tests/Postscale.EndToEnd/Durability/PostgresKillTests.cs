using Postscale.EndToEnd.Running;
using Postscale.Testing;

namespace Postscale.EndToEnd.Durability;

/// <summary>The promise on PostgreSQL: what was acknowledged is there, whether the service is killed or the database.</summary>
public sealed class PostgresKillTests
{
    private static readonly bool s_isLong = Environment.GetEnvironmentVariable("POSTSCALE_TEST_LONG") is { Length: > 0 };

    private static readonly string[] s_options = ["--rate-limit", "0", "--log-level", "error", "--database-connections", "8", "--recheck", "off"];

    [Fact]
    public async Task Every_acknowledged_write_outlives_kill_9_of_the_service()
    {
        await using var server = await PostgresServer.StartAsync();
        var url = await server.CreateDatabaseAsync();
        var entries = new List<Entry>();
        List<Entry> fresh = [];
        string? key = null;
        var rounds = s_isLong ? 200 : 8;
        for (var round = 0; round <= rounds; round++)
        {
            await using var service = await Service.StartOnAsync(url, options: s_options);
            key ??= service.FirstKey!;
            var api = service.Client(key);
            await new Audit(api, $"after round {round - 1}", keysStayLocked: true).RunAsync(entries, fresh);
            fresh = await Round.WriteUntilAsync(api, round, service.KillAsync);
            entries.AddRange(fresh);
            // What it had sent last the server may still carry out.
            await WaitUntilAsync(async () => await server.SqlAsync("postgres", "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'postscale'") == "0");
            Assert.Empty(service.StandardError);
        }

        Assert.True(entries.Count(e => e.Acknowledged is not null) > rounds, "hardly anything was written");
    }

    [Fact]
    public async Task Every_acknowledged_write_outlives_kill_9_of_the_database_and_the_service_comes_back_by_itself()
    {
        await using var server = await PostgresServer.StartAsync(syncs: true);
        await using var service = await Service.StartOnAsync(await server.CreateDatabaseAsync(), options: s_options);
        var api = service.Client();
        var entries = new List<Entry>();
        var rounds = s_isLong ? 100 : 4;
        for (var round = 0; round < rounds; round++)
        {
            var fresh = await Round.WriteUntilAsync(api, round, server.KillAsync, databaseDies: true);
            Assert.Equal(503, (await api.GetAsync("/readyz")).Status);
            await server.ResumeAsync();
            await WaitUntilAsync(async () => (await api.GetAsync("/readyz")).Status == 200);
            entries.AddRange(fresh);
            await new Audit(api, $"after round {round}", keysStayLocked: true).RunAsync(entries, fresh);
        }

        Assert.True(entries.Count(e => e.Acknowledged is not null) > rounds, "hardly anything was written");
        await service.StopAsync();
    }

    private static async Task WaitUntilAsync(Func<Task<bool>> isSo)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await isSo())
        {
            await Task.Delay(20, deadline.Token);
        }
    }
}
