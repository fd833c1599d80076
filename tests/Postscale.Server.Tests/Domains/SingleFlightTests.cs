using System.Net.Sockets;
using System.Text;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Domains;

public sealed class SingleFlightTests : IAsyncLifetime
{
    private readonly TestService _service = new();
    private ApiClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        await _service.InitializeAsync();
        _client = await _service.ClientAsync();
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Those_who_come_while_a_check_runs_get_its_answer()
    {
        var id = (await _client.CreateAsync("example.com", "both")).Id();
        await _service.PublishAsync(_client, id);
        var published = _service.Zone.Asked.Count;
        await _client.VerifyAsync(id);
        var once = _service.Zone.Asked.Count - published;

        // Nobody outside sees that a request has joined the check: leave them time for a while, longer with each try.
        for (var attempt = 1; attempt <= 6; attempt++)
        {
            var before = _service.Zone.Asked.Count;
            Task<Answer> first;
            List<Task<Answer>> others;
            using (var gate = _service.Gate.Close())
            {
                first = _client.PostAsync($"/v1/domains/{id}/verify");
                await gate.ReachedAsync();
                others = [.. Enumerable.Range(0, 8).Select(i => _client.PostAsync($"/v1/domains/{(i % 2 == 0 ? id : "EXAMPLE.com")}/verify"))];
                for (var i = 0; i < 20 * attempt; i++)
                {
                    await _client.ReadAsync(id);
                }
            }

            var answer = await first;
            var answers = await Task.WhenAll(others);
            if (_service.Zone.Asked.Count - before == once)
            {
                Assert.Equal(200, answer.Status);
                Assert.All(answers, other => Assert.Equal(answer.Text, other.Text));
                return;
            }
        }

        Assert.Fail("callers who came during a check had look-ups of their own");
    }

    [Fact]
    public async Task Checks_of_different_domains_run_at_the_same_time()
    {
        var (one, two) = ((await _client.CreateAsync("one.example")).Id(), (await _client.CreateAsync("two.example")).Id());
        using var gate = _service.Gate.Close(name => name.Text.EndsWith("one.example", StringComparison.Ordinal));
        var waiting = _client.VerifyAsync(one);
        await gate.ReachedAsync();
        await _client.VerifyAsync(two);
        Assert.False(waiting.IsCompleted);
        gate.Dispose();
        await waiting;
    }

    [Fact]
    public async Task A_caller_who_leaves_does_not_stop_the_check()
    {
        var id = (await _client.CreateAsync("example.com", "both")).Id();
        await _service.PublishAsync(_client, id);
        using (var gate = _service.Gate.Close())
        {
            using var caller = new TcpClient();
            await caller.ConnectAsync(_service.Address.Host, _service.Address.Port, TestContext.Current.CancellationToken);
            var request = $"POST /v1/domains/{id}/verify HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {_client.Key}\r\nContent-Length: 0\r\n\r\n";
            await caller.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
            await gate.ReachedAsync();
            caller.LingerState = new LingerOption(true, 0);
            caller.Close();
            await _service.Log.SeesAsync(" 499 ");
        }

        await _service.Log.SeesAsync($"({id}) verified: True");
        Assert.True((await _client.ReadAsync(id)).Truth("verified"));
    }

    [Fact]
    public async Task What_is_deleted_while_it_is_checked_stays_deleted()
    {
        var id = (await _client.CreateAsync("example.com", "both")).Id();
        await _service.PublishAsync(_client, id);
        Task<Answer> running;
        string renewed;
        using (var gate = _service.Gate.Close())
        {
            running = _client.PostAsync($"/v1/domains/{id}/verify");
            await gate.ReachedAsync();
            Assert.Equal(200, (await _client.DeleteAsync($"/v1/domains/{id}")).Status);
            renewed = (await _client.CreateAsync("example.com", "both")).Id();
        }

        (await running).IsError(404, "domain_not_found");
        (await _client.GetAsync($"/v1/domains/{id}")).IsError(404, "domain_not_found");
        Assert.Equal("", (await _client.ReadAsync(renewed)).Flags());
    }

    [Fact]
    public async Task A_change_during_a_check_is_not_undone_by_it()
    {
        var id = (await _client.CreateAsync("example.com", "both")).Id();
        await _service.PublishAsync(_client, id, "ownership", "SPF");
        Task<Answer> running;
        using (var gate = _service.Gate.Close())
        {
            running = _client.PostAsync($"/v1/domains/{id}/verify");
            await gate.ReachedAsync();
            await _client.UpdateAsync(id, """{"type":"outbound","catch_all_enabled":true,"active":false}""");
        }

        Assert.True((await running).Json.Truth("verified"));
        var after = await _client.ReadAsync(id);
        Assert.Equal(("outbound", true, false, true), (after.Text("type"), after.Truth("catch_all_enabled"), after.Truth("active"), after.Truth("verified")));
    }

    [Fact]
    public async Task A_fault_in_a_check_is_ours_and_the_next_check_works()
    {
        var id = (await _client.CreateAsync("example.com")).Id();
        using (_service.Gate.Close(_ => throw new InvalidOperationException("a fault on purpose")))
        {
            (await _client.PostAsync($"/v1/domains/{id}/verify")).IsError(500, "internal_error");
        }

        Assert.DoesNotContain("on purpose", (await _client.PostAsync($"/v1/domains/{id}/verify")).Text, StringComparison.Ordinal);
        Assert.Equal(200, (await _client.PostAsync($"/v1/domains/{id}/verify")).Status);
    }
}
