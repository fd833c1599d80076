using System.Diagnostics;
using Postscale.EndToEnd.Durability;
using Postscale.EndToEnd.Running;
using Postscale.Testing;

namespace Postscale.EndToEnd.Faults;

/// <summary>PostgreSQL goes away and comes back, while customers write and read. The service is never started again.</summary>
public sealed class PostgresOutageTests
{
    /// <summary>The promise: so long after the server is back, requests are served again.</summary>
    private static readonly TimeSpan s_back = TimeSpan.FromSeconds(5);

    private static readonly string[] s_options = ["--rate-limit", "0", "--log-level", "error", "--database-connections", "8"];

    [Fact]
    public async Task While_the_database_is_stopped_or_dead_all_answers_are_503_and_5_seconds_after_its_return_none_is()
    {
        await using var server = await PostgresServer.StartAsync(syncs: true);
        await using var service = await Service.StartOnAsync(await server.CreateDatabaseAsync(), options: s_options);
        var api = service.Client();
        await using var load = new Load(() => api, "outage");
        var slowest = TimeSpan.Zero;
        var rounds = LongRun.Pick(2, 20);
        for (var round = 0; round < rounds; round++)
        {
            await load.WriteAsync(50);
            await (round % 2 == 0 ? server.StopAsync() : server.KillAsync());
            await load.RefuseAsync(20);
            await CheckUnavailableAsync(api);

            await server.ResumeAsync();
            var since = Stopwatch.StartNew();
            await Wait.UntilAsync(async () => (await api.GetAsync("/readyz")).Status == 200, "the service is ready", s_back);
            await load.WriteAsync(1, s_back);
            Assert.Equal(200, (await api.GetAsync("/v1/domains")).Status);
            slowest = slowest > since.Elapsed ? slowest : since.Elapsed;
        }

        await load.StopAsync();
        await new Audit(api, "after all outages").RunAsync(load.Entries, []);
        LongRun.Note($"{rounds} outages, {load.Acknowledged} writes acknowledged and none lost, {load.Refused} answered 503, served again after at most {slowest.TotalSeconds:0.0} s");
        await service.StopAsync();
    }

    [Fact]
    public async Task When_its_connections_are_cut_requests_go_on_or_hear_503_and_nothing_acknowledged_is_lost()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var service = await Service.StartOnAsync(await server.CreateDatabaseAsync(), options: s_options);
        var api = service.Client();
        await using var load = new Load(() => api, "cut");
        var rounds = LongRun.Pick(20, 200);
        for (var round = 0; round < rounds; round++)
        {
            await load.WriteAsync(10, s_back);
            await server.SqlAsync("postgres", "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'postscale'");
            Assert.Equal(200, (await api.GetAsync("/v1/domains?limit=1")).Status);
        }

        await load.StopAsync();
        await new Audit(api, "after all cuts").RunAsync(load.Entries, []);
        LongRun.Note($"{rounds} times all connections cut, {load.Acknowledged} writes acknowledged and none lost, {load.Refused} answered 503");
        await service.StopAsync();
    }

    private static async Task CheckUnavailableAsync(ApiClient api)
    {
        foreach (var path in (string[])["/v1/domains", "/v1/domains/outage-0-0.example", "/v1/events", "/readyz"])
        {
            var reply = await api.GetAsync(path);
            Assert.True(reply.Status == 503, $"{path} gets {reply.Status}: {reply.Text}");
            Assert.True(reply.Headers.ContainsKey("Retry-After"), $"{path} gets a 503 without Retry-After");
            Assert.Equal("not_ready", (string)reply.Expect(503)["code"]!);
        }

        Assert.Equal(503, (await api.PostAsync("/v1/domains/outage-0-0.example/verify")).Status);
        Assert.Equal(503, (await api.PostAsync("/v1/domains", new() { ["domain"] = "keyed.example" }, "a-key")).Status);
        Assert.Equal(200, (await api.GetAsync("/healthz")).Status);
    }
}
