using System.Globalization;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using Postscale.Server.Options;
using Postscale.Server.Tests.Accounts;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Http;

/// <summary>The limit on requests without a good key, for each address.</summary>
public sealed class AddressLimitTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.Parse("2026-01-18T10:30:00Z", CultureInfo.InvariantCulture));
    private TestService? _service;

    private TestService Service => _service!;

    public ValueTask DisposeAsync() => _service?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Requests_without_a_good_key_are_refused_with_429_past_the_limit_and_told_when_to_come_back()
    {
        await StartAsync(4);
        (await Service.Nobody.GetAsync("/v1/domains")).IsError(401, "api_key_missing");
        (await Service.WithKey("x").GetAsync("/v1/domains")).IsError(401, "api_key_invalid");
        (await Service.WithKey(KeyTexts.Unknown()).PostAsync("/v1/domains", "{}")).IsError(401, "api_key_invalid");
        _time.Advance(TimeSpan.FromSeconds(20));
        (await Service.Nobody.DeleteAsync("/v1/domains/a.example")).IsError(401, "api_key_missing");

        foreach (var client in (ApiClient[])[Service.Nobody, Service.WithKey("x"), Service.WithKey(KeyTexts.Unknown())])
        {
            var refused = await client.GetAsync("/v1/domains");
            Assert.Equal("more than 4 requests without a valid API key have come from this address in a minute; wait 40 s", refused.IsError(429, "rate_limited"));
            Assert.Equal(("40", null), (refused.Header("Retry-After"), refused.Header("RateLimit")));
        }

        _time.Advance(TimeSpan.FromSeconds(40));
        (await Service.Nobody.GetAsync("/v1/domains")).IsError(401, "api_key_missing");
    }

    [Fact]
    public async Task A_good_key_is_served_from_an_address_past_its_limit_whether_it_was_seen_before_or_not()
    {
        await StartAsync(1);
        var known = await Service.ClientAsync();
        Assert.Equal(200, (await known.GetAsync("/v1/domains")).Status);
        for (var i = 0; i < 5; i++)
        {
            await Service.WithKey(KeyTexts.Unknown()).GetAsync("/v1/domains");
        }

        (await Service.Nobody.GetAsync("/v1/domains")).IsError(429, "rate_limited");
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(200, (await known.GetAsync("/v1/domains")).Status);
        Assert.Equal(200, (await (await Service.ClientAsync()).GetAsync("/v1/domains")).Status);
        (await Service.Nobody.GetAsync("/v1/domains")).IsError(429, "rate_limited");
    }

    [Fact]
    public async Task Good_keys_are_served_among_many_guesses_at_once()
    {
        await StartAsync(1);
        (await Service.Nobody.GetAsync("/v1/domains")).IsError(401, "api_key_missing");
        var clients = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Service.ClientAsync()));
        var guesses = Enumerable.Range(0, 100).Select(_ => Service.WithKey(KeyTexts.Unknown()).GetAsync("/v1/domains")).ToList();
        Assert.All(await Task.WhenAll(clients.Select(c => c.GetAsync("/v1/domains"))), a => Assert.Equal(200, a.Status));
        Assert.All(await Task.WhenAll(guesses), a => a.IsError(429, "rate_limited"));
    }

    [Fact]
    public async Task Zero_is_no_limit()
    {
        await StartAsync(0);
        for (var i = 0; i < 700; i++)
        {
            (await Service.Nobody.GetAsync("/v1/domains")).IsError(401, "api_key_missing");
        }
    }

    [Fact]
    public async Task What_needs_no_key_has_no_limit()
    {
        await StartAsync(1);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(200, (await Service.Nobody.GetAsync("/healthz")).Status);
            (await Service.Nobody.GetAsync("/nothing")).IsError(404, "not_found");
        }

        (await Service.Nobody.GetAsync("/v1/domains")).IsError(401, "api_key_missing");
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_each_client_has_a_limit_of_its_own()
    {
        await StartAsync(1, IPNetwork.Parse("127.0.0.0/8"));
        (await FromAsync("192.0.2.1")).IsError(401, "api_key_missing");
        (await FromAsync("192.0.2.1")).IsError(429, "rate_limited");
        (await FromAsync("192.0.2.2")).IsError(401, "api_key_missing");
        (await FromAsync("2001:db8::1")).IsError(401, "api_key_missing");
        (await FromAsync("2001:db8::ffff")).IsError(429, "rate_limited");
        (await FromAsync("2001:db8:0:1::1")).IsError(401, "api_key_missing");

        // What the client writes itself stands before what the proxy adds, and counts for nothing.
        (await FromAsync("198.51.100.7, 192.0.2.1")).IsError(429, "rate_limited");
        (await FromAsync("192.0.2.1, 192.0.2.3")).IsError(401, "api_key_missing");
    }

    [Fact]
    public async Task Without_trusted_proxies_the_header_counts_for_nothing()
    {
        await StartAsync(1);
        (await FromAsync("192.0.2.1")).IsError(401, "api_key_missing");
        (await FromAsync("192.0.2.2")).IsError(429, "rate_limited");
    }

    private Task<Answer> FromAsync(string forwardedFor) => Service.Nobody.GetAsync("/v1/domains", ("X-Forwarded-For", forwardedFor));

    private async Task StartAsync(int limit, params IPNetwork[] proxies) => _service = await TestService.StartAsync(new PostscaleOptions { AddressLimit = limit, TrustedProxies = proxies }, _time);
}
