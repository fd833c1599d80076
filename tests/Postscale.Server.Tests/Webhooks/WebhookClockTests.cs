using Postscale.Server.Storage;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Webhooks;

/// <summary>Webhooks of a database whose clock ran ahead and was set back.</summary>
public sealed class WebhookClockTests : IAsyncLifetime
{
    private static readonly long s_days = (long)TimeSpan.FromDays(20).TotalMicroseconds;

    private WebhookWorld _world = null!;
    private Receiver _receiver = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await WebhookWorld.StartAsync(WebhookWorld.Options with { WebhookConcurrency = 0 });
        _receiver = await Receiver.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task What_is_put_off_beyond_any_wait_is_sent_when_a_service_looks()
    {
        await _world.AddAsync(_receiver.Url);
        await _world.HappenAsync("domain.created");
        await _world.SqlAsync($"UPDATE webhooks SET due_at = {{now}} + {s_days}");
        await using var sending = await TestService.StartAsync(WebhookWorld.Options, beside: _world.Service);
        await _receiver.SeesAsync(1);
        await _world.UntilAllAsync("delivered");
    }

    [Fact]
    public async Task Leases_end_failures_have_begun_and_waits_that_can_be_stay()
    {
        var (ahead, usual) = (await _world.AddAsync(_receiver.Url), await _world.AddAsync(_receiver.Url));
        await _world.SqlAsync($"UPDATE webhooks SET due_at = {{now}} + {s_days}, leased_until = {{now}} + {s_days}, failing_since = {{now}} + {s_days} WHERE id = '{ahead.Id()}'");
        await _world.SqlAsync($"UPDATE webhooks SET due_at = {{now}} + 3600000000, leased_until = {{now}} + 20000000, failing_since = {{now}} - 3600000000 WHERE id = '{usual.Id()}'");
        await BringBackAsync(changed: 3);
        Assert.Equal(0, await CountAsync($"due_at > {{now}} AND id = '{ahead.Id()}'"));
        Assert.Equal(0, await CountAsync("failing_since > {now}"));
        Assert.Equal(1, await CountAsync($"leased_until > {{now}} AND leased_until <= {{now}} + 45000000 AND id = '{ahead.Id()}'"));
        Assert.Equal(1, await CountAsync($"due_at > {{now}} + 3000000000 AND failing_since < {{now}} - 3000000000 AND leased_until <= {{now}} + 20000000 AND id = '{usual.Id()}'"));
        await BringBackAsync(changed: 0);
    }

    private async Task BringBackAsync(int changed) => Assert.Equal(
        changed, await _world.Database.WriteAsync(WriteScope.Rows, (s, t) => DeliveryQueue.BringBackAsync(s, TimeSpan.FromHours(5), TimeSpan.FromSeconds(45), t), Token));

    private Task<long> CountAsync(string where) => _world.Database.ReadAsync((s, t) => s.ScalarAsync<long>($"SELECT count(*) FROM webhooks WHERE {where}", [], t), Token);
}
