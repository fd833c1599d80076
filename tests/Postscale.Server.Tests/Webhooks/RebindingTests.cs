using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Webhooks;

/// <summary>A service that does not let webhooks lead inside.</summary>
public sealed class RebindingTests : IAsyncLifetime
{
    private const string Host = "hooks.example.com";

    private WebhookWorld _world = null!;
    private Receiver _receiver = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await WebhookWorld.StartAsync(WebhookWorld.Options with { WebhookAllowPrivate = false, WebhookAllowHttp = true });
        _receiver = await Receiver.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task A_name_that_leads_inside_when_it_is_called_is_not_called()
    {
        _world.Service.Zone.Address(Host, "8.8.8.8");
        var webhook = await _world.AddAsync(new Uri($"http://{Host}:{_receiver.Url.Port}/hook"));
        _world.Service.Zone.Remove(Host).Address(Host, "127.0.0.1");
        await _world.HappenAsync("domain.created");
        var delivery = (await _world.UntilAsync(d => d.Count == 1 && d[0].GetProperty("attempts").GetInt64() > 0))[0];
        Assert.Equal("the host has an address that is not on the public Internet (loopback)", delivery.Text("error"));
        var test = await _world.Client.PostAsync($"/v1/webhooks/{webhook.Id()}/test");
        Assert.Equal((200, false, "the host has an address that is not on the public Internet (loopback)"), (test.Status, test.Json.Truth("delivered"), test.Json.Text("error")));
        Assert.Empty(_receiver.Requests);
    }

    [Fact]
    public async Task A_name_that_leads_inside_is_not_taken_in_the_first_place()
    {
        _world.Service.Zone.Address(Host, "10.0.0.1");
        var json = $$"""{"url":"http://{{Host}}/"}""";
        Assert.Contains("not on the public Internet (private)", (await _world.Client.PostAsync("/v1/webhooks", json)).IsError(400, "webhook_url_invalid", "url"), StringComparison.Ordinal);
        _world.Service.Zone.Remove(Host).Fail(Host);
        var webhook = (await _world.Client.PostAsync("/v1/webhooks", json)).Json;
        _world.Service.Zone.Remove(Host).Address("inside.example.com", "fd00::1");
        (await _world.Client.PatchAsync($"/v1/webhooks/{webhook.Id()}", """{"url":"http://inside.example.com/"}""")).IsError(400, "webhook_url_invalid", "url");
    }
}
