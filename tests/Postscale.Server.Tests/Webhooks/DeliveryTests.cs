using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Postscale.Server.Accounts;
using Postscale.Server.Events;
using Postscale.Server.Storage;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Webhooks;

/// <summary>From the event to the receiver.</summary>
public sealed class DeliveryTests : IAsyncLifetime
{
    private WebhookWorld _world = null!;
    private Receiver _receiver = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await WebhookWorld.StartAsync();
        _receiver = await Receiver.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task Events_are_sent_in_their_order_signed_and_once()
    {
        var webhook = await _world.AddAsync(_receiver.Url);
        await _world.HappenAsync("domain.created", "domain.updated", "domain.verified", "domain.unverified", "domain.deleted");
        await _world.UntilAllAsync("delivered");
        Assert.Equal([1, 2, 3, 4, 5], _receiver.Requests.Select(r => r.Json.GetProperty("sequence").GetInt64()));
        Assert.Equal(["domain.created", "domain.updated", "domain.verified", "domain.unverified", "domain.deleted"], _receiver.Requests.Select(r => r.Json.Text("type")));
        Assert.All(_receiver.Requests, r =>
        {
            Assert.True(r.IsSignedBy(webhook.Text("secret")));
            Assert.Equal(["id", "type", "sequence", "environment", "timestamp", "data"], r.Json.Names());
            Assert.Equal((r.Id, "live", r.Json.Text("type")), (r.Json.Id(), r.Json.Text("environment"), r.Json.GetProperty("data").Text("of")));
        });
    }

    [Fact]
    public async Task What_is_sent_is_what_can_be_read_as_an_event()
    {
        await _world.AddAsync(_receiver.Url);
        var domain = await _world.Client.CreateAsync("example.com");
        var sent = (await _receiver.SeesAsync(1))[0];
        var events = (await _world.Client.GetAsync("/v1/events")).Json.GetProperty("events");
        Assert.Equal(JsonSerializer.Serialize(events[0]), JsonSerializer.Serialize(sent.Json));
        Assert.Equal(("domain.created", domain.Id()), (sent.Json.Text("type"), sent.Json.GetProperty("data").GetProperty("domain").Id()));
    }

    [Fact]
    public async Task Every_change_of_a_domain_is_sent()
    {
        await _world.AddAsync(_receiver.Url);
        var domain = await _world.Service.VerifiedAsync(_world.Client, "example.com", "both");
        await _world.Client.UpdateAsync(domain.Id(), """{"active":false}""");
        await _world.Service.UnpublishAsync(_world.Client, domain.Id());
        await _world.Client.VerifyAsync(domain.Id());
        await _world.Client.DeleteAsync($"/v1/domains/{domain.Id()}");
        await _world.UntilAsync(d => d.Count >= 7 && d.All(x => x.Text("state") == "delivered"));
        var types = _receiver.Requests.Select(r => r.Json.Text("type")).ToList();
        Assert.Equal("domain.created", types[0]);
        Assert.Equal("domain.deleted", types[^1]);
        Assert.Superset(new HashSet<string> { "domain.verified", "domain.updated", "domain.dns_changed" }, types.ToHashSet());
    }

    [Fact]
    public async Task What_fails_is_tried_again_and_what_comes_after_it_waits()
    {
        await _world.AddAsync(_receiver.Url);
        _receiver.AnswerWith(500, 302, 404, 200);
        await _world.HappenAsync("domain.created", "domain.updated");
        var deliveries = await _world.UntilAllAsync("delivered");
        Assert.Equal([1, 1, 1, 1, 2], _receiver.Requests.Select(r => r.Json.GetProperty("sequence").GetInt64()));
        Assert.Single(_receiver.Requests.Take(4).Select(r => r.Id).Distinct());
        Assert.Single(_receiver.Requests.Take(4).Select(r => r.Text).Distinct());
        Assert.Equal((1L, 4L), (deliveries[0].GetProperty("attempts").GetInt64(), deliveries[1].GetProperty("attempts").GetInt64()));
    }

    [Fact]
    public async Task A_delivery_tells_how_its_last_try_ended()
    {
        var webhook = await _world.AddAsync(_receiver.Url);
        _receiver.Answer = (context, before) =>
        {
            context.Response.StatusCode = before == 0 ? 503 : 200;
            context.Response.Headers.RetryAfter = "3600";
            return context.Response.WriteAsync(before == 0 ? "not now" : "thanks");
        };
        await _world.HappenAsync("domain.created");
        var failed = (await _world.UntilAsync(d => d is [var x] && x.GetProperty("attempts").GetInt64() == 1))[0];
        Assert.Equal(
            ("pending", 503, "it answered with status 503", "not now", JsonValueKind.Null),
            (failed.Text("state"), failed.GetProperty("status").GetInt32(), failed.Text("error"), failed.Text("answer"), failed.Kind("delivered_at")));
        var failing = await _world.ReadAsync(webhook);
        Assert.Equal(1, failing.GetProperty("failures").GetInt64());
        Assert.InRange(failing.Time("next_attempt_at")!.Value - failing.Time("failing_since")!.Value, TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(70));

        await _world.SqlAsync("UPDATE webhooks SET due_at = {now}");
        var delivered = (await _world.UntilAllAsync("delivered"))[0];
        Assert.Equal(
            (2, 200, JsonValueKind.Null, "thanks", "domain.created", 1),
            (delivered.GetProperty("attempts").GetInt64(), delivered.GetProperty("status").GetInt32(), delivered.Kind("error"), delivered.Text("answer"), delivered.Text("event_type"), delivered.GetProperty("sequence").GetInt64()));
        Assert.NotNull(delivered.Time("delivered_at"));
        Assert.Equal(_receiver.Requests[0].Id, delivered.Text("event_id"));
        var well = await _world.ReadAsync(webhook);
        Assert.Equal((0, JsonValueKind.Null, JsonValueKind.Null), (well.GetProperty("failures").GetInt64(), well.Kind("failing_since"), well.Kind("next_attempt_at")));
    }

    [Fact]
    public async Task A_webhook_gets_the_types_it_asks_for()
    {
        await using var other = await Receiver.StartAsync();
        await _world.AddAsync(_receiver.Url, "domain.created", "domain.deleted");
        await _world.AddAsync(other.Url, "domain.dns_changed");
        await _world.HappenAsync("domain.created", "domain.dns_changed", "domain.updated", "domain.deleted");
        await _world.UntilAsync(d => d.Count == 3 && d.All(x => x.Text("state") == "delivered"));
        Assert.Equal(["domain.created", "domain.deleted"], _receiver.Requests.Select(r => r.Json.Text("type")));
        Assert.Equal(["domain.dns_changed"], other.Requests.Select(r => r.Json.Text("type")));
    }

    [Fact]
    public async Task Events_stay_in_their_account_and_environment()
    {
        await _world.AddAsync(_receiver.Url);
        var test = await _world.Service.ClientAsync(_world.Client.Account, KeyEnvironment.Test);
        var stranger = await _world.Service.ClientAsync();
        await test.CreateAsync("test.example");
        await stranger.CreateAsync("stranger.example");
        await _world.Client.CreateAsync("mine.example");
        await _world.UntilAllAsync("delivered");
        Assert.Equal("mine.example", Assert.Single(_receiver.Requests).Json.GetProperty("data").GetProperty("domain").Text("domain"));
        Assert.Empty((await test.GetAsync("/v1/webhook-deliveries")).Json.GetProperty("deliveries").EnumerateArray());
        Assert.Empty((await stranger.GetAsync("/v1/webhook-deliveries")).Json.GetProperty("deliveries").EnumerateArray());
    }

    [Fact]
    public async Task What_did_not_happen_is_not_sent()
    {
        await _world.AddAsync(_receiver.Url);
        await _world.Client.CreateAsync("example.com");
        (await _world.Client.PostAsync("/v1/domains", """{"domain":"example.com"}""")).IsError(409, "domain_exists", "domain");
        await _world.Client.CreateAsync("example.net");
        await _world.UntilAllAsync("delivered");
        Assert.Equal([1, 2], _receiver.Requests.Select(r => r.Json.GetProperty("sequence").GetInt64()));
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_delays_nobody_else()
    {
        await using var slow = await Receiver.StartAsync();
        slow.Answer = (context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        await _world.AddAsync(slow.Url);
        await _world.AddAsync(_receiver.Url);
        await _world.HappenAsync("domain.created", "domain.updated");
        await slow.SeesAsync(1);
        await _receiver.SeesAsync(2);
        await _world.HappenAsync("domain.deleted");
        await _receiver.SeesAsync(3);
        Assert.Single(slow.Requests);
    }

    [Fact]
    public async Task After_a_rotation_both_secrets_sign_until_the_former_one_ends()
    {
        var webhook = await _world.AddAsync(_receiver.Url);
        var rotated = (await _world.Client.PostAsync($"/v1/webhooks/{webhook.Id()}/rotate", """{"overlap_hours":1}""")).Json;
        var (former, current) = (webhook.Text("secret"), rotated.Text("secret"));
        Assert.NotEqual(former, current);
        await _world.HappenAsync("domain.created");
        var first = (await _receiver.SeesAsync(1))[0];
        Assert.True(first.IsSignedBy(current));
        Assert.True(first.IsSignedBy(former));
        Assert.NotEqual(JsonValueKind.Null, (await _world.ReadAsync(webhook)).Kind("previous_secret_until"));

        await _world.SqlAsync("UPDATE webhooks SET previous_until = {now} - 1");
        await _world.HappenAsync("domain.updated");
        var second = (await _receiver.SeesAsync(2))[1];
        Assert.True(second.IsSignedBy(current));
        Assert.False(second.IsSignedBy(former));
        Assert.Equal(JsonValueKind.Null, (await _world.ReadAsync(webhook)).Kind("previous_secret_until"));
    }

    [Fact]
    public async Task A_rotation_without_overlap_ends_the_former_secret_at_once()
    {
        var webhook = await _world.AddAsync(_receiver.Url);
        var rotated = (await _world.Client.PostAsync($"/v1/webhooks/{webhook.Id()}/rotate", """{"overlap_hours":0}""")).Json;
        await _world.HappenAsync("domain.created");
        var request = (await _receiver.SeesAsync(1))[0];
        Assert.True(request.IsSignedBy(rotated.Text("secret")));
        Assert.False(request.IsSignedBy(webhook.Text("secret")));
    }

    [Fact]
    public async Task A_new_URL_gets_what_waits_at_once()
    {
        _receiver.AnswerWith(500);
        var webhook = await _world.AddAsync(_receiver.Url);
        await _world.SqlAsync("UPDATE webhooks SET failures = 5");
        await _world.HappenAsync("domain.created");
        await _receiver.SeesAsync(1);
        await using var other = await Receiver.StartAsync();
        Assert.Equal(200, (await _world.Client.PatchAsync($"/v1/webhooks/{webhook.Id()}", $$"""{"url":"{{other.Url}}"}""")).Status);
        Assert.Equal(1, (await other.SeesAsync(1))[0].Json.GetProperty("sequence").GetInt64());
        await _world.UntilAllAsync("delivered");
    }

    [Fact]
    public async Task A_webhook_that_is_switched_off_gets_nothing_and_begins_with_what_happens_afterwards()
    {
        _receiver.AnswerWith(500);
        var webhook = await _world.AddAsync(_receiver.Url);
        await _world.HappenAsync("domain.created");
        await _receiver.SeesAsync(1);
        Assert.False((await _world.Client.PatchAsync($"/v1/webhooks/{webhook.Id()}", """{"active":false}""")).Json.Truth("active"));
        await _world.UntilAllAsync("skipped");
        await _world.HappenAsync("domain.updated");
        _receiver.AnswerWith(200);
        await _world.Client.PatchAsync($"/v1/webhooks/{webhook.Id()}", """{"active":true}""");
        await _world.HappenAsync("domain.deleted");
        var deliveries = await _world.UntilAsync(d => d.Count == 2 && d[0].Text("state") == "delivered");
        Assert.Equal(("domain.deleted", "skipped"), (deliveries[0].Text("event_type"), deliveries[1].Text("state")));
        Assert.Equal("domain.deleted", _receiver.Requests[^1].Json.Text("type"));
        Assert.DoesNotContain(_receiver.Requests, r => r.Json.Text("type") == "domain.updated");
    }

    [Fact]
    public async Task A_removed_webhook_takes_its_deliveries_with_it()
    {
        _receiver.AnswerWith(500);
        var webhook = await _world.AddAsync(_receiver.Url);
        await _world.HappenAsync("domain.created");
        await _receiver.SeesAsync(1);
        Assert.Equal(200, (await _world.Client.DeleteAsync($"/v1/webhooks/{webhook.Id()}")).Status);
        Assert.Empty(await _world.DeliveriesAsync());
        await _world.HappenAsync("domain.deleted");
        Assert.Empty(await _world.DeliveriesAsync());
    }

    [Fact]
    public async Task A_delivery_whose_event_is_kept_no_more_is_given_up()
    {
        _receiver.AnswerWith(500);
        var webhook = await _world.AddAsync(_receiver.Url);
        await _world.HappenAsync("domain.created");
        await _receiver.SeesAsync(1);
        await _world.SqlAsync("DELETE FROM events");
        var gone = (await _world.UntilAllAsync("failed"))[0];
        Assert.Equal("the event is kept no more", gone.Text("error"));
        var idle = await _world.ReadAsync(webhook);
        Assert.Equal((0, JsonValueKind.Null, JsonValueKind.Null), (idle.GetProperty("failures").GetInt64(), idle.Kind("failing_since"), idle.Kind("next_attempt_at")));
        (await _world.Client.PostAsync($"/v1/webhook-deliveries/{gone.Id()}/retry")).IsError(409, "event_gone");
        _receiver.AnswerWith(200);
        await _world.HappenAsync("domain.updated");
        await _world.UntilAsync(d => d[0].Text("state") == "delivered");
    }

    [Fact]
    public async Task An_event_is_kept_while_it_waits_to_be_delivered()
    {
        _receiver.AnswerWith(500);
        await _world.AddAsync(_receiver.Url, "domain.created");
        await _world.HappenAsync("domain.created", "domain.updated");
        await _receiver.SeesAsync(1);
        var later = TimeProvider.System.GetUtcNow().AddDays(1);
        Task<int> ForgetAsync() => _world.Database.WriteAsync(WriteScope.Rows, (s, t) => EventStore.ForgetAsync(s, later, 100, t), TestContext.Current.CancellationToken);
        Assert.Equal((1, 0), (await ForgetAsync(), await ForgetAsync()));
        _receiver.AnswerWith(200);
        await _world.UntilAllAsync("delivered");
        Assert.Equal(1, await ForgetAsync());
    }

    [Fact]
    public async Task A_hundred_events_and_more_come_in_order()
    {
        await _world.AddAsync(_receiver.Url);
        await _world.HappenAsync([.. Enumerable.Repeat(EventTypes.DomainUpdated, 250)]);
        await _receiver.SeesAsync(250);
        Assert.Equal(Enumerable.Range(1, 250).Select(i => (long)i), _receiver.Requests.Select(r => r.Json.GetProperty("sequence").GetInt64()));
    }
}
