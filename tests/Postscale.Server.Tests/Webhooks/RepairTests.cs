using System.Text.Json;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Webhooks;

/// <summary>An owner who sees to a webhook while a try that will fail is under way.</summary>
public sealed class RepairTests : IAsyncLifetime
{
    private readonly TaskCompletionSource<int> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebhookWorld _world = null!;
    private Receiver _receiver = null!;
    private Receiver _other = null!;
    private JsonElement _webhook;

    public async ValueTask InitializeAsync()
    {
        _world = await WebhookWorld.StartAsync();
        (_receiver, _other) = (await Receiver.StartAsync(), await Receiver.StartAsync());
        // The first try waits for the test, and asks for an hour of peace.
        _receiver.Answer = async (context, before) =>
        {
            context.Response.Headers.RetryAfter = "3600";
            context.Response.StatusCode = before == 0 ? await _answer.Task.WaitAsync(context.RequestAborted) : 200;
        };
        _webhook = await _world.AddAsync(_receiver.Url);
        await _world.HappenAsync("domain.created");
        await _receiver.SeesAsync(1);
    }

    public async ValueTask DisposeAsync()
    {
        _answer.TrySetResult(200);
        await _world.DisposeAsync();
        await _receiver.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Theory]
    [InlineData(503)]
    [InlineData(410)]
    public async Task The_failure_of_the_former_receiver_neither_disables_nor_delays_the_new_one(int status)
    {
        await PatchAsync($$"""{"url":"{{_other.Url}}"}""");
        await _world.HappenAsync("domain.updated");
        _answer.SetResult(status);
        Assert.Equal([1, 2], (await _other.SeesAsync(2)).Select(r => r.Json.GetProperty("sequence").GetInt64()));
        await _world.UntilAllAsync("delivered");
        var webhook = await _world.ReadAsync(_webhook);
        Assert.Equal((true, 0L), (webhook.Truth("active"), webhook.GetProperty("failures").GetInt64()));
        Assert.Single(_receiver.Requests);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(410)]
    public async Task A_failure_from_before_it_was_switched_off_and_on_counts_for_nothing(int status)
    {
        await PatchAsync("""{"active":false}""");
        await PatchAsync("""{"active":true}""");
        await _world.HappenAsync("domain.updated");
        _answer.SetResult(status);
        Assert.Equal([1, 2], (await _receiver.SeesAsync(2)).Select(r => r.Json.GetProperty("sequence").GetInt64()));
        await _world.UntilAsync(d => d[0].Text("state") == "delivered" && d[1].Text("state") == "skipped");
        Assert.True((await _world.ReadAsync(_webhook)).Truth("active"));
    }

    [Fact]
    public async Task A_retry_that_is_asked_for_during_a_try_comes_right_after_it()
    {
        var delivery = Assert.Single(await _world.DeliveriesAsync());
        Assert.Equal(202, (await _world.Client.PostAsync($"/v1/webhook-deliveries/{delivery.Id()}/retry")).Status);
        _answer.SetResult(503);
        await _receiver.SeesAsync(2);
        Assert.Equal(2, (await _world.UntilAllAsync("delivered"))[0].GetProperty("attempts").GetInt64());
    }

    [Fact]
    public async Task Nothing_overtakes_the_try()
    {
        await PatchAsync($$"""{"url":"{{_other.Url}}"}""");
        await using var witness = await Receiver.StartAsync();
        await _world.AddAsync(witness.Url);
        await _world.HappenAsync("domain.updated");
        await witness.SeesAsync(1);
        Assert.Empty(_other.Requests);
        _answer.SetResult(200);
        Assert.Equal([2], (await _other.SeesAsync(1)).Select(r => r.Json.GetProperty("sequence").GetInt64()));
    }

    private async Task PatchAsync(string json) => Assert.Equal(200, (await _world.Client.PatchAsync($"/v1/webhooks/{_webhook.Id()}", json)).Status);
}
