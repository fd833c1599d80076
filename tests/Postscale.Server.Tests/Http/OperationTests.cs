using Microsoft.Data.Sqlite;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Http;

public sealed class OperationTests : IAsyncLifetime
{
    private readonly TestService _service = new();

    public ValueTask InitializeAsync() => _service.InitializeAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Health_and_readiness_need_no_key()
    {
        foreach (var path in (string[])["/healthz", "/readyz"])
        {
            Assert.Equal(200, (await _service.Nobody.GetAsync(path)).Status);
        }
    }

    [Trait("Database", "SQLite")]
    [Fact]
    public async Task While_another_process_holds_the_database_reads_go_on_and_the_service_is_not_ready()
    {
        var client = await _service.ClientAsync();
        await client.CreateAsync("before.example");
        Task<Answer> write;
        using (var connection = new SqliteConnection($"Data Source={_service.DatabaseUrl["sqlite:".Length..]};Pooling=false"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            using var transaction = connection.BeginTransaction(deferred: false);
            write = client.PostAsync("/v1/domains", """{"domain":"after.example"}""");
            Assert.Single((await client.GetAsync("/v1/domains")).Json.GetProperty("domains").EnumerateArray());
            var ready = await _service.Nobody.GetAsync("/readyz");
            ready.IsError(503, "not_ready");
            Assert.NotNull(ready.Header("Retry-After"));
            Assert.Equal(200, (await _service.Nobody.GetAsync("/healthz")).Status);
            Assert.False(write.IsCompleted);
        }

        Assert.Equal(201, (await write).Status);
        Assert.Equal(200, (await _service.Nobody.GetAsync("/readyz")).Status);
    }

    [Fact]
    public async Task A_request_under_way_is_finished_when_the_service_is_told_to_stop()
    {
        var client = await _service.ClientAsync();
        var id = (await client.CreateAsync("stop.example")).Id();
        await _service.PublishAsync(client, id);
        Task<Answer> running;
        Task stopping;
        using (var gate = _service.Gate.Close())
        {
            running = client.PostAsync($"/v1/domains/{id}/verify");
            await gate.ReachedAsync();
            stopping = _service.StopAsync();
            Assert.False(stopping.IsCompleted || running.IsCompleted);
        }

        Assert.True((await running).Json.Truth("verified"));
        await stopping;
    }
}
