using Postscale.Client.Tests.Support;

namespace Postscale.Client.Tests.Service;

/// <summary>Webhooks of the real service, received and verified.</summary>
public sealed class WebhookTests(RunningService service) : IClassFixture<RunningService>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_webhook_is_made_tested_changed_rotated_and_removed()
    {
        await using var receiver = ScriptedHttpServer.Start(HttpScript.Json(204, ""));
        using var client = await service.ClientAsync();
        var made = await client.Webhooks.CreateAsync(new NewWebhook { Url = receiver.Address.ToString(), Events = [EventTypes.DomainCreated], Description = "mine" }, cancellationToken: Token);
        Assert.StartsWith("whsec_", made.Secret, StringComparison.Ordinal);
        Assert.Null((await client.Webhooks.GetAsync(made.Id, Token)).Secret);

        var test = await client.Webhooks.TestAsync(made.Id, cancellationToken: Token);
        Assert.Equal((true, 204), (test.Delivered, test.Status));
        var sent = Assert.Single(receiver.Requests);
        Assert.Equal(WebhookVerdict.Genuine, Verify(new WebhookVerifier(made.Secret!), sent));
        var happened = PostscaleEvent.Parse(System.Text.Encoding.Latin1.GetBytes(sent.Body));
        Assert.Equal((EventTypes.WebhookTest, 0L, test.EventId, null), (happened.Type, happened.Sequence, happened.Id, happened.ReadDomain()));

        var rotated = await client.Webhooks.RotateSecretAsync(made.Id, overlapHours: 1, cancellationToken: Token);
        Assert.NotEqual(made.Secret, rotated.Secret);
        Assert.NotNull(rotated.PreviousSecretUntil);
        await client.Webhooks.TestAsync(made.Id, cancellationToken: Token);
        Assert.Equal(WebhookVerdict.Genuine, Verify(new WebhookVerifier(made.Secret!), receiver.Requests[1]));
        Assert.Equal(WebhookVerdict.Genuine, Verify(new WebhookVerifier(rotated.Secret!), receiver.Requests[1]));

        var changed = await client.Webhooks.UpdateAsync(made.Id, new WebhookUpdate { Events = [], Active = false }, Token);
        Assert.True(changed is { Active: false, Description: "mine", Events.Count: 0 });
        Assert.Equal(made.Id, Assert.Single(await client.Webhooks.ListAsync(Token).ToListAsync(Token)).Id);
        await client.Webhooks.DeleteAsync(made.Id, Token);
        Assert.Empty((await client.Webhooks.GetPageAsync(cancellationToken: Token)).Webhooks);
    }

    [Fact]
    public async Task A_delivery_is_listed_and_sent_again()
    {
        await using var receiver = ScriptedHttpServer.Start(HttpScript.Json(200, "{}"));
        using var client = await service.ClientAsync();
        var webhook = await client.Webhooks.CreateAsync(new NewWebhook { Url = receiver.Address.ToString() }, cancellationToken: Token);
        await client.Domains.CreateAsync(new NewDomain { Name = "delivered.example.com" }, cancellationToken: Token);
        var delivery = await DeliveredAsync(client, webhook.Id, attempts: 1);
        Assert.Equal((EventTypes.DomainCreated, 1L, 200), (delivery.EventType, delivery.Sequence, delivery.Status));

        Assert.Equal(DeliveryState.Pending, (await client.WebhookDeliveries.RetryAsync(delivery.Id, cancellationToken: Token)).State);
        await DeliveredAsync(client, webhook.Id, attempts: 2);
        Assert.Equal(2, receiver.Requests.Count);
        Assert.Single(receiver.Requests.Select(r => r.Header(WebhookVerifier.IdHeader)).Distinct());
        Assert.Empty(await client.WebhookDeliveries.ListAsync(new WebhookDeliveryQuery { State = DeliveryState.Failed }, Token).ToListAsync(Token));
        Assert.Equal(delivery.Id, (await client.WebhookDeliveries.GetAsync(delivery.Id, Token)).Id);
    }

    private static WebhookVerdict Verify(WebhookVerifier verifier, HttpExchange sent) => verifier.Verify(
        sent.Header(WebhookVerifier.IdHeader), sent.Header(WebhookVerifier.TimestampHeader), sent.Header(WebhookVerifier.SignatureHeader), System.Text.Encoding.Latin1.GetBytes(sent.Body));

    private static async Task<WebhookDelivery> DeliveredAsync(PostscaleClient client, Guid webhook, long attempts)
    {
        while (true)
        {
            var found = await client.WebhookDeliveries.ListAsync(new WebhookDeliveryQuery { WebhookId = webhook, State = DeliveryState.Delivered }, Token).FirstOrDefaultAsync(d => d.Attempts >= attempts, Token);
            if (found is not null)
            {
                return found;
            }

            await Task.Delay(10, Token);
        }
    }
}
