using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Postscale.Server.Accounts;
using Postscale.Server.Options;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Http;

public sealed class VerifyFailureBudgetTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.Parse("2026-01-18T10:30:00Z", CultureInfo.InvariantCulture));
    private TestService? _service;

    private TestService Service => _service!;

    public ValueTask DisposeAsync() => _service?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Failed_verifications_of_an_account_are_counted_over_an_hour_and_then_refused()
    {
        var client = await StartAsync(3);
        var test = await Service.ClientAsync(client.Account, KeyEnvironment.Test);
        await client.CreateAsync("one.example");
        await test.CreateAsync("one.example");
        await client.VerifyAsync("one.example");
        _time.Advance(TimeSpan.FromMinutes(31));
        await test.VerifyAsync("one.example");
        await client.VerifyAsync("one.example");

        var asked = Service.Zone.Asked.Count;
        foreach (var key in (ApiClient[])[client, test])
        {
            var refused = await key.PostAsync("/v1/domains/one.example/verify");
            Assert.Equal("more than 3 verifications of this account have failed in an hour; publish the records first, then wait 1740 s", refused.IsError(429, "verify_failure_budget_exceeded"));
            Assert.Equal("1740", refused.Header("Retry-After"));
        }

        Assert.Equal(asked, Service.Zone.Asked.Count);
        var other = await Service.ClientAsync();
        await other.CreateAsync("one.example");
        await other.VerifyAsync("one.example");

        _time.Advance(TimeSpan.FromMinutes(29));
        await client.VerifyAsync("one.example");
    }

    [Fact]
    public async Task Verifications_that_end_verified_never_count()
    {
        var client = await StartAsync(1);
        await Service.VerifiedAsync(client, "good.example", "both");
        for (var i = 0; i < 20; i++)
        {
            Assert.True((await client.VerifyAsync("good.example")).GetProperty("verified").GetBoolean());
        }

        await client.CreateAsync("bad.example");
        await client.VerifyAsync("bad.example");
        (await client.PostAsync("/v1/domains/bad.example/verify")).IsError(429, "verify_failure_budget_exceeded");
    }

    [Fact]
    public async Task A_failure_counts_although_its_client_has_gone()
    {
        var client = await StartAsync(1);
        await Service.VerifiedAsync(client, "good.example", "inbound");
        await client.CreateAsync("one.example");
        using (var gate = Service.Gate.Close())
        {
            using var gone = new CancellationTokenSource();
            var verify = client.SendAsync(HttpMethod.Post, "/v1/domains/one.example/verify", null, cancellationToken: gone.Token);
            await gate.ReachedAsync();
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => verify);
        }

        // The check ends in its own time. Asking with a domain that is verified counts for nothing itself.
        var since = Stopwatch.GetTimestamp();
        Answer answer;
        do
        {
            answer = await client.PostAsync("/v1/domains/good.example/verify");
        }
        while (answer.Status == 200 && Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(20));
        answer.IsError(429, "verify_failure_budget_exceeded");
    }

    [Fact]
    public async Task Zero_is_no_limit_and_the_default_is_the_documented_one()
    {
        var client = await StartAsync(0);
        await client.CreateAsync("one.example");
        for (var i = 0; i < 10; i++)
        {
            await client.VerifyAsync("one.example");
        }

        Assert.Equal(1200, new PostscaleOptions().VerifyFailureBudget);
    }

    private async Task<ApiClient> StartAsync(int budget)
    {
        _service = await TestService.StartAsync(new PostscaleOptions { VerifyFailureBudget = budget, VerifyBudget = 0 }, _time);
        return await _service.ClientAsync();
    }
}
