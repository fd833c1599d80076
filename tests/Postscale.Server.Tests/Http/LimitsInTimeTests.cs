using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Postscale.Server.Accounts;
using Postscale.Server.Options;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Http;

public sealed class LimitsInTimeTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.Parse("2026-01-18T10:30:00Z", CultureInfo.InvariantCulture));
    private TestService? _service;

    public ValueTask DisposeAsync() => _service?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_key_has_its_rate_and_is_told_when_to_come_back()
    {
        var client = await StartAsync(new PostscaleOptions { RateLimit = 5 });
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(200, (await client.GetAsync("/v1/domains")).Status);
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        var refused = await client.GetAsync("/v1/domains");
        refused.IsError(429, "rate_limited");
        Assert.Equal("35", refused.Header("Retry-After"));
        (await client.PostAsync("/v1/domains", """{"domain":"a.example"}""", ("Idempotency-Key", "k"))).IsError(429, "rate_limited");

        // Another key has a rate of its own, also one of the same account; what needs no key has none.
        Assert.Equal(200, (await (await _service!.ClientAsync(client.Account)).GetAsync("/v1/domains")).Status);
        Assert.Equal(200, (await _service.Nobody.GetAsync("/healthz")).Status);

        _time.Advance(TimeSpan.FromSeconds(0.25));
        Assert.Equal("35", (await client.GetAsync("/v1/domains")).Header("Retry-After"));
        _time.Advance(TimeSpan.FromSeconds(34.25));
        Assert.Equal("1", (await client.GetAsync("/v1/domains")).Header("Retry-After"));
        _time.Advance(TimeSpan.FromSeconds(0.5));
        var created = await client.PostAsync("/v1/domains", """{"domain":"a.example"}""", ("Idempotency-Key", "k"));
        Assert.Equal((201, null), (created.Status, created.Header("Idempotent-Replayed")));
    }

    [Fact]
    public async Task An_account_has_its_verify_budget_over_all_its_keys_and_domains()
    {
        var client = await StartAsync(new PostscaleOptions { VerifyBudget = 3 });
        var second = await _service!.ClientAsync(client.Account);
        var test = await _service.ClientAsync(client.Account, KeyEnvironment.Test);
        await client.CreateAsync("one.example");
        await client.CreateAsync("two.example");
        await test.CreateAsync("one.example");
        await client.VerifyAsync("one.example");
        await second.VerifyAsync("two.example");
        await test.VerifyAsync("one.example");
        _time.Advance(TimeSpan.FromSeconds(20));

        var asked = _service.Zone.Asked.Count;
        foreach (var key in (ApiClient[])[client, second, test])
        {
            var refused = await key.PostAsync("/v1/domains/one.example/verify", null, ("Idempotency-Key", "v"));
            refused.IsError(429, "verify_budget_exceeded");
            Assert.Equal("40", refused.Header("Retry-After"));
        }

        Assert.Equal(asked, _service.Zone.Asked.Count);
        Assert.Equal(200, (await client.GetAsync("/v1/domains/one.example")).Status);
        (await client.PostAsync("/v1/domains/no.example/verify")).IsError(404, "domain_not_found");

        var other = await _service.ClientAsync();
        await other.CreateAsync("one.example");
        await other.VerifyAsync("one.example");

        _time.Advance(TimeSpan.FromSeconds(40));
        var answer = await client.PostAsync("/v1/domains/one.example/verify", null, ("Idempotency-Key", "v"));
        Assert.Equal((200, null), (answer.Status, answer.Header("Idempotent-Replayed")));
        await client.VerifyAsync("one.example");
        await client.VerifyAsync("one.example");
        (await client.PostAsync("/v1/domains/one.example/verify")).IsError(429, "verify_budget_exceeded");
    }

    [Fact]
    public async Task The_defaults_are_the_documented_ones()
    {
        var client = await StartAsync(new PostscaleOptions());
        await client.CreateAsync("one.example");
        for (var i = 0; i < 120; i++)
        {
            await client.VerifyAsync("one.example");
        }

        Assert.Equal("60", (await client.PostAsync("/v1/domains/one.example/verify")).Header("Retry-After"));
        Assert.Equal(6000, new PostscaleOptions().RateLimit);
    }

    [Fact]
    public async Task An_idempotency_key_is_remembered_for_24_hours()
    {
        var client = await StartAsync(new PostscaleOptions());
        (string, string) key = ("Idempotency-Key", "day");
        await client.PostAsync("/v1/domains", """{"domain":"a.example"}""", key);
        _time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Equal("true", (await client.PostAsync("/v1/domains", """{"domain":"a.example"}""", key)).Header("Idempotent-Replayed"));
        (await client.PostAsync("/v1/domains", """{"domain":"b.example"}""", key)).IsError(422, "idempotency_key_reused");
        _time.Advance(TimeSpan.FromSeconds(2));
        (await client.PostAsync("/v1/domains", """{"domain":"a.example"}""", key)).IsError(409, "domain_exists", "domain");
        var replay = await client.PostAsync("/v1/domains", """{"domain":"a.example"}""", key);
        Assert.Equal((409, "true"), (replay.Status, replay.Header("Idempotent-Replayed")));
    }

    private async Task<ApiClient> StartAsync(PostscaleOptions options)
    {
        _service = await TestService.StartAsync(options, _time);
        return await _service.ClientAsync();
    }
}
