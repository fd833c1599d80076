using System.Text.Json;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Webhooks;

/// <summary>When the service gives a webhook up, and how it comes back.</summary>
public sealed class DisablingTests : IAsyncLifetime
{
    private WebhookWorld _world = null!;
    private Receiver _receiver = null!;
    private Receiver _other = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await WebhookWorld.StartAsync();
        (_receiver, _other) = (await Receiver.StartAsync(), await Receiver.StartAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await _receiver.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task A_webhook_that_fails_for_three_days_is_disabled_with_an_event()
    {
        var webhook = await _world.AddAsync(_receiver.Url);
        await _world.AddAsync(_other.Url, "webhook.disabled");
        _receiver.AnswerWith(500);
        await _world.HappenAsync("domain.created", "domain.updated");
        await _receiver.SeesAsync(2);
        Assert.True((await _world.ReadAsync(webhook)).Truth("active"));

        await AgeAsync(days: 3);
        var told = (await _other.SeesAsync(1))[0].Json;
        Assert.Equal("webhook.disabled", told.Text("type"));
        var disabled = await _world.ReadAsync(webhook);
        // The path may be all that it takes to call the receiver: it is for those alone who may read webhooks.
        var shown = told.GetProperty("data").GetProperty("webhook");
        Assert.Equal(["id", "host", "disabled_at", "disabled_reason"], shown.Names());
        Assert.Equal(
            (webhook.Id(), _receiver.Url.Authority, disabled.Time("disabled_at"), disabled.Text("disabled_reason")),
            (shown.Id(), shown.Text("host"), shown.Time("disabled_at"), shown.Text("disabled_reason")));
        Assert.DoesNotContain(_receiver.Url.AbsolutePath, told.GetRawText(), StringComparison.Ordinal);
        Assert.False(disabled.Truth("active"));
        Assert.NotNull(disabled.Time("disabled_at"));
        Assert.Equal("it failed for 72 hours without a break; the last time: it answered with status 500", disabled.Text("disabled_reason"));
        var deliveries = await _world.UntilAsync(d => d.Count(x => x.Text("state") == "delivered") == 1);
        Assert.Equal(["failed", "failed"], deliveries.Where(d => d.Text("webhook_id") == webhook.Id()).Select(d => d.Text("state")));

        var before = _receiver.Requests.Count;
        await _world.HappenAsync("domain.deleted", "webhook.disabled");
        await _other.SeesAsync(2);
        Assert.Equal(before, _receiver.Requests.Count);
    }

    [Fact]
    public async Task A_webhook_that_fails_for_less_is_not_disabled()
    {
        var webhook = await _world.AddAsync(_receiver.Url);
        _receiver.AnswerWith(500);
        await _world.HappenAsync("domain.created");
        await _receiver.SeesAsync(2);
        await AgeAsync(days: 2.9);
        await _receiver.SeesAsync(_receiver.Requests.Count + 3);
        Assert.True((await _world.ReadAsync(webhook)).Truth("active"));
    }

    [Fact]
    public async Task Three_days_in_which_nothing_was_tried_do_not_disable_a_webhook()
    {
        var webhook = await _world.AddAsync(_receiver.Url);
        _receiver.AnswerWith(500);
        await _world.HappenAsync("domain.created");
        await _receiver.SeesAsync(2);
        // As after a clock that was set ahead, or a service that was down.
        await AgeAsync(days: 30, failures: 0);
        await _receiver.SeesAsync(_receiver.Requests.Count + 3);
        Assert.True((await _world.ReadAsync(webhook)).Truth("active"));
    }

    [Fact]
    public async Task That_the_service_gave_a_webhook_up_is_in_the_audit_log()
    {
        var webhook = await _world.AddAsync(_receiver.Url);
        _receiver.AnswerWith(410);
        await _world.HappenAsync("domain.created");
        await _world.UntilAllAsync("failed");
        var entries = (await _world.Client.GetAsync($"/v1/audit?object={webhook.Id()}&action=webhook.disable")).Json.GetProperty("entries");
        var entry = Assert.Single(entries.EnumerateArray());
        Assert.Equal(("service", _receiver.Url.Authority, "live"), (entry.GetProperty("actor").Text("type"), entry.Text("object_name"), entry.Text("environment")));
        Assert.Equal(
            """{"active":{"before":"true","after":"false"},"disabled_reason":{"before":null,"after":"it answered with status 410: it is there no more"}}""",
            entry.GetProperty("changes").ToString());
    }

    [Fact]
    public async Task One_success_begins_the_three_days_anew()
    {
        var webhook = await _world.AddAsync(_receiver.Url);
        _receiver.AnswerWith(500);
        await _world.HappenAsync("domain.created");
        await _receiver.SeesAsync(2);
        await AgeAsync(days: 2.9);
        _receiver.AnswerWith(200);
        await _world.UntilAllAsync("delivered");
        _receiver.AnswerWith(500);
        await _world.HappenAsync("domain.updated");
        await _world.UntilAsync(d => d[0].GetProperty("attempts").GetInt64() > 2);
        var failing = await _world.ReadAsync(webhook);
        Assert.True(failing.Truth("active"));
        Assert.InRange(failing.Time("failing_since")!.Value, TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddHours(1));
    }

    [Fact]
    public async Task A_receiver_that_is_gone_is_believed_at_once()
    {
        var webhook = await _world.AddAsync(_receiver.Url);
        await _world.AddAsync(_other.Url, "webhook.disabled");
        _receiver.AnswerWith(410);
        await _world.HappenAsync("domain.created");
        await _other.SeesAsync(1);
        Assert.Single(_receiver.Requests);
        Assert.Equal("it answered with status 410: it is there no more", (await _world.ReadAsync(webhook)).Text("disabled_reason"));
    }

    [Fact]
    public async Task A_disabled_webhook_can_be_enabled_and_what_was_given_up_sent_again()
    {
        var webhook = await _world.AddAsync(_receiver.Url);
        _receiver.AnswerWith(410);
        await _world.HappenAsync("domain.created", "domain.updated");
        var failed = await _world.UntilAllAsync("failed");
        (await RetryAsync(failed[0])).IsError(409, "webhook_inactive");

        _receiver.AnswerWith(200);
        var enabled = (await _world.Client.PatchAsync($"/v1/webhooks/{webhook.Id()}", """{"active":true}""")).Json;
        Assert.Equal(
            (true, JsonValueKind.Null, JsonValueKind.Null, 0),
            (enabled.Truth("active"), enabled.Kind("disabled_at"), enabled.Kind("disabled_reason"), enabled.GetProperty("failures").GetInt64()));
        Assert.Single(_receiver.Requests);
        var answer = await RetryAsync(failed[0]);
        Assert.Equal((202, "pending"), (answer.Status, answer.Json.Text("state")));
        var sent = (await _receiver.SeesAsync(2))[1];
        Assert.Equal((failed[0].Text("event_id"), "domain.updated"), (sent.Id, sent.Json.Text("type")));
        await _world.UntilAsync(d => d[0].Text("state") == "delivered" && d[1].Text("state") == "failed");
    }

    [Fact]
    public async Task What_was_delivered_can_be_sent_again_under_the_same_id()
    {
        await _world.AddAsync(_receiver.Url);
        await _world.HappenAsync("domain.created", "domain.updated");
        var delivered = await _world.UntilAllAsync("delivered");
        Assert.Equal(202, (await RetryAsync(delivered[1])).Status);
        var requests = await _receiver.SeesAsync(3);
        Assert.Equal((requests[0].Id, requests[0].Text), (requests[2].Id, requests[2].Text));
        var again = await _world.UntilAllAsync("delivered");
        Assert.Equal((2, 1), (again[1].GetProperty("attempts").GetInt64(), again[0].GetProperty("attempts").GetInt64()));
    }

    [Fact]
    public async Task A_retry_does_not_wait_for_the_next_try()
    {
        _receiver.AnswerWith(500, 200);
        await _world.AddAsync(_receiver.Url);
        await _world.HappenAsync("domain.created");
        await _receiver.SeesAsync(1);
        var waiting = (await _world.UntilAsync(d => d.All(x => x.GetProperty("attempts").GetInt64() > 0)))[0];
        if (waiting.Text("state") == "pending")
        {
            await _world.SqlAsync("UPDATE webhooks SET due_at = {now} + 3600000000 WHERE due_at IS NOT NULL");
            Assert.Equal(202, (await RetryAsync(waiting)).Status);
        }

        await _world.UntilAllAsync("delivered");
    }

    private Task<Answer> RetryAsync(JsonElement delivery) => _world.Client.PostAsync($"/v1/webhook-deliveries/{delivery.Id()}/retry");

    /// <summary>As if it had failed for so long and so often. The second request shows that the failure of the first is written.</summary>
    private async Task AgeAsync(double days, int failures = 100_000_000) => Assert.Equal(1, await _world.SqlAsync(
        $"UPDATE webhooks SET failing_since = failing_since - {(long)TimeSpan.FromDays(days).TotalMicroseconds}, failures = failures + {failures} WHERE failing_since IS NOT NULL"));
}
