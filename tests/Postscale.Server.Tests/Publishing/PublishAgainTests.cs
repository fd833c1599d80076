using System.Text;
using System.Text.Json;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Publishing;

/// <summary>What is published once is not published again under the same Idempotency-Key, however the first request ended.</summary>
public sealed class PublishAgainTests
{
    private static readonly (string, string) s_key = ("Idempotency-Key", "once");

    [Fact]
    public async Task A_client_that_left_while_it_was_published_gets_the_answer_when_it_asks_again()
    {
        const string Domain = "left.example";
        await using var world = await CloudflareCase.StartAsync(TestService.Unlimited);
        var client = await RegisterAsync(world, Domain);
        var plan = (await CloudflareCase.PublishAsync(client, Domain, apply: false)).Json.Text("plan");
        var body = CloudflareCase.Body(apply: true).Replace("\"apply\":true", $"\"apply\":true,\"plan\":\"{plan}\"", StringComparison.Ordinal);
        var (reached, open) = (new TaskCompletionSource(), new TaskCompletionSource());
        world.StandIn.BeforeChange = () =>
        {
            reached.TrySetResult();
            return open.Task;
        };
        using var clients = new GoneClients(world.Service);
        using var gone = new CancellationTokenSource();
        var first = client.SendAsync(
            HttpMethod.Post, $"/v1/domains/{Domain}/publish", new StringContent(body, Encoding.UTF8, "application/json"), [s_key], cancellationToken: gone.Token);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await clients.NoticedAsync();
        open.SetResult();
        await world.Service.Log.SeesAsync("POST /v1/domains/{id}/publish 499 in ");

        var again = await client.PostAsync($"/v1/domains/{Domain}/publish", body, s_key);
        Assert.Equal((200, "true", plan), (again.Status, again.Header("Idempotent-Replayed"), again.Json.Text("plan")));
        Assert.True(again.Json.Truth("applied"));
        Assert.Equal(JsonValueKind.Object, again.Json.Kind("verification"));
        Assert.Equal(6, world.StandIn.Bodies.Count);
    }

    [Fact]
    public async Task A_failure_after_changes_were_made_is_the_answer_also_when_it_is_sent_again()
    {
        const string Domain = "partly.example";
        await using var world = await CloudflareCase.StartAsync(TestService.Unlimited);
        var client = await RegisterAsync(world, Domain);
        world.StandIn.ChangesLeft = 2;
        var first = await CloudflareCase.PublishAsync(client, Domain, headers: s_key);
        Assert.Contains("2 of 6 changes were made before", first.IsError(502, "dns_provider_failed"), StringComparison.Ordinal);
        world.StandIn.ChangesLeft = int.MaxValue;

        var again = await CloudflareCase.PublishAsync(client, Domain, headers: s_key);
        Assert.Equal((502, "true", first.Text), (again.Status, again.Header("Idempotent-Replayed"), again.Text));
        Assert.Equal(2, world.StandIn.Bodies.Count);
        Assert.Equal(200, (await CloudflareCase.PublishAsync(client, Domain, headers: ("Idempotency-Key", "another"))).Status);
        Assert.Equal(6, world.StandIn.Bodies.Count);
    }

    [Fact]
    public async Task A_failure_before_anything_was_changed_leaves_the_key_free()
    {
        const string Domain = "unread.example";
        await using var world = await CloudflareCase.StartAsync(TestService.Unlimited);
        var client = await RegisterAsync(world, Domain);
        world.StandIn.IsFailing = true;
        (await CloudflareCase.PublishAsync(client, Domain, headers: s_key)).IsError(502, "dns_provider_failed");
        world.StandIn.IsFailing = false;
        var again = await CloudflareCase.PublishAsync(client, Domain, headers: s_key);
        Assert.Equal(200, again.Status);
        Assert.Null(again.Header("Idempotent-Replayed"));
    }

    private static async Task<ApiClient> RegisterAsync(CloudflareCase world, string domain)
    {
        world.StandIn.AddZone(domain, []);
        var client = await world.Service.ClientAsync();
        await client.CreateAsync(domain, "both");
        return client;
    }
}
