using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Postscale.Server.Accounts;
using Postscale.Server.Options;
using Postscale.Server.Storage;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Webhooks;

/// <summary>A service that may send to loopback, does not wait long, and an account of it.</summary>
internal sealed class WebhookWorld : IAsyncDisposable
{
    public static readonly PostscaleOptions Options = new()
    {
        RateLimit = 0,
        VerifyBudget = 0,
        WebhookAllowPrivate = true,
        WebhookTimeout = TimeSpan.FromSeconds(20),
        WebhookWaits = [TimeSpan.FromMilliseconds(20)],
        WebhookPoll = TimeSpan.FromMilliseconds(50),
    };

    private WebhookWorld(TestService service, ApiClient client, Caller caller) => (Service, Client, Caller) = (service, client, caller);

    public TestService Service { get; }

    public ApiClient Client { get; }

    public Caller Caller { get; }

    public Database Database => Service.Services.GetRequiredService<Database>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<WebhookWorld> StartAsync(PostscaleOptions? options = null)
    {
        var service = await TestService.StartAsync(options ?? Options);
        var client = await service.ClientAsync();
        var caller = await service.Services.GetRequiredService<KeyStore>().FindAsync(ApiKeyText.Hash(client.Key), Token);
        return new WebhookWorld(service, client, caller!.Caller);
    }

    /// <summary>Makes a webhook that must be taken.</summary>
    public async Task<JsonElement> AddAsync(Uri url, params string[] types)
    {
        var answer = await Client.PostAsync("/v1/webhooks", $$"""{"url":{{ApiClient.Quote(url.AbsoluteUri)}},"events":[{{string.Join(',', types.Select(ApiClient.Quote))}}]}""");
        Assert.Equal(201, answer.Status);
        return answer.Json;
    }

    public async Task<JsonElement> ReadAsync(JsonElement webhook)
    {
        var answer = await Client.GetAsync($"/v1/webhooks/{webhook.Id()}");
        Assert.Equal(200, answer.Status);
        return answer.Json;
    }

    /// <summary>Lets events happen, each in a transaction of its own.</summary>
    public async Task HappenAsync(params string[] types)
    {
        foreach (var type in types)
        {
            await Database.WriteAsync(
                WriteScope.Account(Caller.AccountId),
                (session, token) => EventStore.AddAsync(session, Caller.AccountId, Caller.Environment, type, null, TimeProvider.System.GetUtcNow(), $$"""{"of":"{{type}}"}""", token),
                Token);
        }

    }

    /// <summary>The account's deliveries, newest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> DeliveriesAsync(string query = "")
    {
        var answer = await Client.GetAsync($"/v1/webhook-deliveries{query}");
        Assert.Equal(200, answer.Status);
        return [.. answer.Json.GetProperty("deliveries").EnumerateArray()];
    }

    /// <summary>Ends when all deliveries are as they are waited for, and gives them.</summary>
    public async Task<IReadOnlyList<JsonElement>> UntilAsync(Func<IReadOnlyList<JsonElement>, bool> wanted)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(Token);
        bound.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            var deliveries = await DeliveriesAsync("?limit=100");
            if (wanted(deliveries))
            {
                return deliveries;
            }

            Assert.False(bound.IsCancellationRequested, $"it did not come to that: {string.Join('\n', deliveries)}");
            await Task.Delay(10, Token);
        }
    }

    /// <summary>Ends when all deliveries are in a state.</summary>
    public Task<IReadOnlyList<JsonElement>> UntilAllAsync(string state) => UntilAsync(d => d.Count > 0 && d.All(x => x.Text("state") == state));

    /// <summary>Changes the database as the passing of time would.</summary>
    public Task<int> SqlAsync(string sql) => Database.WriteAsync((session, token) => session.ExecuteAsync(sql, [], token), Token);

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
