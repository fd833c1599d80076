using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Postscale.Server.Accounts;
using Postscale.Server.Storage;
using Postscale.Server.Tests.Support;
using Postscale.Server.Webhooks;

namespace Postscale.Server.Tests.Webhooks;

/// <summary>What one webhook, and one account, has of a service's time.</summary>
public sealed class ShareTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly ConcurrentQueue<string> _order = new();
    private readonly List<Guid> _accounts = [];
    private WebhookWorld _world = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = await WebhookWorld.StartAsync(WebhookWorld.Options with { WebhookConcurrency = 0 });

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_receiver_that_takes_long_over_each_of_many_has_a_turn_and_no_more()
    {
        await using var slow = await Receiver.StartAsync();
        await using var quick = await Receiver.StartAsync();
        slow.Answer = (_, before) =>
        {
            _order.Enqueue($"slow {before}");
            _time.Advance(TimeSpan.FromSeconds(6));
            return Task.CompletedTask;
        };
        quick.Answer = (_, before) =>
        {
            _order.Enqueue($"quick {before}");
            return Task.CompletedTask;
        };
        await _world.AddAsync(slow.Url);
        await _world.HappenAsync("domain.created");
        await _world.AddAsync(quick.Url, "domain.deleted");
        await _world.HappenAsync("domain.updated", "domain.verified", "domain.deleted");
        await using var sending = await TestService.StartAsync(WebhookWorld.Options with { WebhookConcurrency = 1 }, _time, _world.Service);
        await _world.UntilAllAsync("delivered");
        // Twice six seconds are a turn; then whoever has waited longer is next.
        Assert.Equal(["slow 0", "slow 1", "quick 0", "slow 2", "slow 3"], _order);
    }

    [Fact]
    public async Task One_account_cannot_hold_all_that_is_sent_at_once()
    {
        await using var slow = await Receiver.StartAsync();
        await using var quick = await Receiver.StartAsync();
        slow.Answer = (context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        for (var i = 0; i < 5; i++)
        {
            await _world.AddAsync(slow.Url);
        }

        await _world.HappenAsync("domain.created");
        await using var sending = await TestService.StartAsync(WebhookWorld.Options with { WebhookConcurrency = 3, WebhookAccountConcurrency = 2, ShutdownTimeout = TimeSpan.FromSeconds(1) }, beside: _world.Service);
        await slow.SeesAsync(2);
        var other = await _world.Service.ClientAsync();
        Assert.Equal(201, (await other.PostAsync("/v1/webhooks", $$"""{"url":"{{quick.Url}}"}""")).Status);
        await other.CreateAsync("example.com");
        await quick.SeesAsync(1);
        await other.CreateAsync("example.net");
        await quick.SeesAsync(2);
        Assert.Equal(2, slow.Requests.Count);
    }

    [Fact]
    public async Task A_claim_fills_the_room_and_gives_no_account_more_than_its_share()
    {
        var first = await AddAsync(count: 5);
        var second = await AddAsync(count: 3);
        var third = await AddAsync(count: 1);

        var claimed = await ClaimAsync(new DeliverySlots(5, 2, new Dictionary<Guid, int>()));
        Assert.Equal([(first, 2), (second, 2), (third, 1)], claimed);

        // What is under way counts, and so does what another service holds: that is not due.
        Assert.Equal([(first, 1)], await ClaimAsync(new DeliverySlots(5, 2, new Dictionary<Guid, int> { [first] = 1, [second] = 2 })));
        Assert.Equal([], await ClaimAsync(new DeliverySlots(5, 2, new Dictionary<Guid, int> { [first] = 2, [second] = 2 })));
        Assert.Equal([(first, 2), (second, 1)], await ClaimAsync(new DeliverySlots(9, 9, new Dictionary<Guid, int>())));
    }

    private async Task<List<(Guid Account, int Count)>> ClaimAsync(DeliverySlots slots)
    {
        var isDue = await _world.Database.ReadAsync((s, t) => DeliveryQueue.AnyDueAsync(s, slots, t), Token);
        var claimed = await _world.Database.WriteAsync(WriteScope.Rows, (s, t) => DeliveryQueue.ClaimAsync(s, slots, TimeSpan.FromHours(1), t), Token);
        Assert.Equal(isDue, claimed.Count > 0);
        return [.. claimed.CountBy(c => c.AccountId).Select(c => (c.Key, c.Value)).OrderBy(c => _accounts.IndexOf(c.Key))];
    }

    /// <summary>Makes an account with webhooks that are due, later than those of the accounts before it.</summary>
    private async Task<Guid> AddAsync(int count)
    {
        var client = await _world.Service.ClientAsync();
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(201, (await client.PostAsync("/v1/webhooks", """{"url":"https://hooks.example.com/"}""")).Status);
        }

        await client.CreateAsync("example.com");
        _accounts.Add((await new KeyStore(_world.Database).FindAsync(ApiKeyText.Hash(client.Key), Token))!.Caller.AccountId);
        return _accounts[^1];
    }
}
