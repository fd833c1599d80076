using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Postscale.Server.Options;
using Postscale.Server.Storage;
using Postscale.Server.Tests.Support;
using Postscale.Server.Webhooks;

namespace Postscale.Server.Tests.Webhooks;

/// <summary>Services that die, stop and share.</summary>
public sealed class ReplicaTests : IAsyncLifetime
{
    private static readonly PostscaleOptions s_silent = WebhookWorld.Options with { WebhookConcurrency = 0 };

    private Receiver _receiver = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _receiver = await Receiver.StartAsync();

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    [Fact]
    public async Task What_was_committed_before_a_service_died_is_sent_by_the_next()
    {
        await using var world = await WebhookWorld.StartAsync(s_silent);
        await world.AddAsync(_receiver.Url);
        await world.Client.CreateAsync("example.com");
        Assert.Equal("pending", Assert.Single(await world.DeliveriesAsync()).Text("state"));
        Assert.Empty(_receiver.Requests);
        await using var next = await BesideAsync(world);
        Assert.Equal("domain.created", (await _receiver.SeesAsync(1))[0].Json.Text("type"));
        await world.UntilAllAsync("delivered");
    }

    [Fact]
    public async Task What_a_dead_service_had_claimed_is_sent_once_its_lease_has_ended()
    {
        await using var world = await WebhookWorld.StartAsync(s_silent);
        await world.AddAsync(_receiver.Url);
        await world.HappenAsync("domain.created");
        Assert.Single(await ClaimAsync(world, TimeSpan.FromHours(1)));
        await using var next = await BesideAsync(world);
        await using var free = await Receiver.StartAsync();
        await world.AddAsync(free.Url);
        await world.HappenAsync("domain.updated");
        await free.SeesAsync(1);
        Assert.Empty(_receiver.Requests);
        await world.SqlAsync("UPDATE webhooks SET leased_until = {now} - 1 WHERE leased_until IS NOT NULL");
        await _receiver.SeesAsync(2);
        await world.UntilAllAsync("delivered");
    }

    [Fact]
    public async Task Two_services_send_each_event_once_and_in_order()
    {
        const int Hooks = 6;
        const int Events = 40;
        await using var world = await WebhookWorld.StartAsync();
        await using var other = await BesideAsync(world);
        var receivers = new List<Receiver>();
        for (var i = 0; i < Hooks; i++)
        {
            receivers.Add(await Receiver.StartAsync());
            await world.AddAsync(receivers[i].Url);
        }

        for (var i = 0; i < Events; i++)
        {
            await world.HappenAsync("domain.updated");
            other.Services.GetRequiredService<WebhookSignal>().Wake();
        }

        foreach (var receiver in receivers)
        {
            await receiver.SeesAsync(Events);
        }

        await UntilAsync(async () => await TestScalarAsync(world, "SELECT count(*) FROM webhook_deliveries WHERE state <> 'delivered'") == 0);
        Assert.All(receivers, r => Assert.Equal(Enumerable.Range(1, Events).Select(n => (long)n), r.Requests.Select(q => q.Json.GetProperty("sequence").GetInt64())));
        Assert.Equal(Hooks * Events, await TestScalarAsync(world, "SELECT sum(attempts) FROM webhook_deliveries"));
        Assert.Equal(0, await TestScalarAsync(world, "SELECT count(*) FROM webhooks WHERE due_at IS NOT NULL"));
        foreach (var receiver in receivers)
        {
            await receiver.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_service_that_was_away_too_long_writes_nothing()
    {
        await using var world = await WebhookWorld.StartAsync(s_silent);
        await world.AddAsync(_receiver.Url);
        await world.HappenAsync("domain.created", "domain.updated");
        var late = Assert.Single(await ClaimAsync(world, TimeSpan.Zero));
        var next = (await NextAsync(world, late))!;
        var owner = Assert.Single(await ClaimAsync(world, TimeSpan.FromHours(1)));
        Assert.True(owner.Claim > late.Claim);
        Assert.Null(await NextAsync(world, late));

        var success = new Attempt(200, null, "", TimeSpan.Zero, null);
        var failure = new Attempt(500, "it answered with status 500", "", TimeSpan.Zero, null);
        Assert.False(await WriteAsync(world, (s, t) => DeliveryQueue.DeliveredAsync(s, late, next.Id, success, TimeSpan.FromHours(1), t)));
        Assert.False(await WriteAsync(world, (s, t) => DeliveryQueue.DisableAsync(s, late, next, failure, "", t)));
        Assert.False(await WriteAsync(world, (s, t) => DeliveryQueue.EventGoneAsync(s, late, next.Id, TimeSpan.FromHours(1), t)));
        await WriteAsync(world, async (s, t) =>
        {
            await DeliveryQueue.FailedAsync(s, late, next, failure, TimeSpan.Zero, t);
            await DeliveryQueue.ReleaseAsync(s, late, t);
            return true;
        });
        Assert.All(await world.DeliveriesAsync(), d => Assert.Equal(("pending", 0L), (d.Text("state"), d.GetProperty("attempts").GetInt64())));
        Assert.Empty(await ClaimAsync(world, TimeSpan.FromHours(1)));

        Assert.True(await WriteAsync(world, (s, t) => DeliveryQueue.DeliveredAsync(s, owner, next.Id, success, TimeSpan.FromHours(1), t)));
        Assert.Equal(["pending", "delivered"], (await world.DeliveriesAsync()).Select(d => d.Text("state")));
    }

    [Fact]
    public async Task A_service_that_stops_lets_a_try_end_and_writes_what_came_of_it()
    {
        await using var world = await WebhookWorld.StartAsync(WebhookWorld.Options with { ShutdownTimeout = TimeSpan.FromSeconds(40) });
        await using var silent = await TestService.StartAsync(s_silent, beside: world.Service);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _receiver.Answer = (_, _) => gate.Task;
        await world.AddAsync(_receiver.Url);
        await world.HappenAsync("domain.created", "domain.updated");
        await _receiver.SeesAsync(1);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Service.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(told.SetResult);
        var stopping = world.Service.StopAsync();
        await told.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        gate.SetResult();
        await stopping;
        Assert.Single(_receiver.Requests);
        var states = await States(silent);
        Assert.Equal(["domain.created delivered 1", "domain.updated pending 0"], states);

        await using var next = await BesideAsync(world);
        Assert.Equal("domain.updated", (await _receiver.SeesAsync(2))[1].Json.Text("type"));

        static Task<List<string>> States(TestService service) => service.Services.GetRequiredService<Database>().ReadAsync(
            (s, t) => s.ListAsync(
                "SELECT event_type, state, attempts FROM webhook_deliveries ORDER BY event_seq", [], r => $"{r.GetString(0)} {r.GetString(1)} {r.GetInt64(2)}", t),
            Token);
    }

    [Fact]
    public async Task A_service_that_stops_does_not_wait_for_who_never_answers()
    {
        await using var world = await WebhookWorld.StartAsync(WebhookWorld.Options with { ShutdownTimeout = TimeSpan.FromSeconds(1) });
        await using var silent = await TestService.StartAsync(s_silent, beside: world.Service);
        _receiver.Answer = (context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        await world.AddAsync(_receiver.Url);
        await world.HappenAsync("domain.created");
        await _receiver.SeesAsync(1);
        await world.Service.StopAsync();
        Assert.Equal(1, await silent.Services.GetRequiredService<Database>().ReadAsync((s, t) => s.ScalarAsync<long>("SELECT count(*) FROM webhook_deliveries WHERE state = 'pending' AND attempts = 0", [], t), Token));
    }

    [Fact]
    public async Task What_has_ended_is_kept_for_a_time_and_what_waits_for_good()
    {
        await using var world = await WebhookWorld.StartAsync();
        await world.AddAsync(_receiver.Url);
        await world.HappenAsync("domain.created", "domain.updated", "domain.deleted");
        await world.UntilAllAsync("delivered");
        await world.SqlAsync("UPDATE webhook_deliveries SET state = 'pending' WHERE event_seq = 3");
        var now = TimeProvider.System.GetUtcNow();
        Task<int> ForgetAsync(DateTimeOffset before, int limit) => world.Database.WriteAsync((s, t) => DeliveryStore.ForgetAsync(s, before, limit, t), Token);
        Assert.Equal(0, await ForgetAsync(now.AddDays(-1), 100));
        Assert.Equal(1, await ForgetAsync(now.AddDays(1), 1));
        Assert.Equal(1, await ForgetAsync(now.AddDays(1), 100));
        Assert.Equal(0, await ForgetAsync(now.AddDays(1), 100));
        Assert.Equal(1, await TestScalarAsync(world, "SELECT count(*) FROM webhook_deliveries"));
    }

    private static Task<TestService> BesideAsync(WebhookWorld world) => TestService.StartAsync(WebhookWorld.Options, beside: world.Service);

    private static Task<List<ClaimedWebhook>> ClaimAsync(WebhookWorld world, TimeSpan lease) =>
        world.Database.WriteAsync(WriteScope.Rows, (s, t) => DeliveryQueue.ClaimAsync(s, new DeliverySlots(10, 10, new Dictionary<Guid, int>()), lease, t), Token);

    private static Task<NextDelivery?> NextAsync(WebhookWorld world, ClaimedWebhook webhook) =>
        world.Database.ReadAsync((s, t) => DeliveryQueue.NextAsync(s, webhook, TimeSpan.FromDays(3), 13, t), Token);

    private static Task<bool> WriteAsync(WebhookWorld world, Func<DbSession, CancellationToken, Task<bool>> work) => world.Database.WriteAsync(WriteScope.Rows, work, Token);

    private static Task<long> TestScalarAsync(WebhookWorld world, string sql) => world.Database.ReadAsync((s, t) => s.ScalarAsync<long>(sql, [], t), Token);

    private static async Task UntilAsync(Func<Task<bool>> wanted)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(Token);
        bound.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await wanted())
        {
            await Task.Delay(10, bound.Token);
        }
    }
}
