using Microsoft.Extensions.Logging;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Webhooks;

/// <summary>What happens to deliveries when something fails that nobody thought of.</summary>
public sealed class DeliveryLoopTests
{
    [Fact]
    public async Task It_is_told_once_and_deliveries_go_on_when_it_has_passed()
    {
        await using var world = await WebhookWorld.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        var broken = await world.AddAsync(receiver.Url);
        // What has such an id cannot be read: neither the database nor the network is at fault.
        await world.SqlAsync($"UPDATE webhooks SET id = 'none', due_at = 1 WHERE id = '{broken.Id()}'");
        await world.Service.Log.SeesAsync("webhooks that are due could not be looked for");
        Assert.Equal(200, (await world.Client.GetAsync("/v1/domains")).Status);
        await world.SqlAsync("DELETE FROM webhooks WHERE id = 'none'");
        await world.AddAsync(receiver.Url);
        await world.HappenAsync("domain.created");
        await receiver.SeesAsync(1);
        await world.UntilAllAsync("delivered");
        Assert.Single(world.Service.Log.Lines, l => l.Level >= LogLevel.Warning && l.Text.Contains("could not be looked for", StringComparison.Ordinal));
    }
}
