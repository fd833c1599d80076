using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Postscale.Server.Options;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Http;

/// <summary>draft-ietf-httpapi-ratelimit-headers: the fields RateLimit and RateLimit-Policy.</summary>
public sealed class RateLimitFieldsTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.Parse("2026-01-18T10:30:00Z", CultureInfo.InvariantCulture));
    private TestService? _service;

    public ValueTask DisposeAsync() => _service?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Every_answer_to_a_key_says_how_much_is_left_and_when_all_is_there_again()
    {
        _service = await TestService.StartAsync(new PostscaleOptions(), _time);
        var client = await _service.ClientAsync();
        Is(await client.GetAsync("/v1/domains"), 200, "r=5999;t=60");
        Is(await client.PostAsync("/v1/domains", "["), 400, "r=5998;t=60");
        _time.Advance(TimeSpan.FromSeconds(17.5));
        Is(await client.GetAsync("/v1/domains/no.example"), 404, "r=5997;t=43");
        var created = await client.PostAsync("/v1/domains", """{"domain":"a.example"}""", ("Idempotency-Key", "k"));
        Is(created, 201, "r=5996;t=43");
        Is(await client.PostAsync("/v1/domains", """{"domain":"a.example"}""", ("Idempotency-Key", "k")), 201, "r=5995;t=43");
        _time.Advance(TimeSpan.FromSeconds(43));
        Is(await client.DeleteAsync("/v1/domains/a.example"), 200, "r=5999;t=60");

        static void Is(Answer answer, int status, string rest) => Assert.Equal(
            (status, "\"key\";q=6000;w=60", $"\"key\";{rest}"), (answer.Status, answer.Header("RateLimit-Policy"), answer.Header("RateLimit")));
    }

    [Fact]
    public async Task A_refused_request_and_one_that_lacks_a_scope_carry_them_too()
    {
        _service = await TestService.StartAsync(new PostscaleOptions { RateLimit = 1 }, _time);
        var client = await _service.ClientAsync(readOnly: true);
        var forbidden = await client.DeleteAsync("/v1/domains/a.example");
        forbidden.IsError(403, "api_key_read_only");
        Assert.Equal("\"key\";r=0;t=60", forbidden.Header("RateLimit"));
        var refused = await client.GetAsync("/v1/domains");
        refused.IsError(429, "rate_limited");
        Assert.Equal(("\"key\";q=1;w=60", "\"key\";r=0;t=60", "60"), (refused.Header("RateLimit-Policy"), refused.Header("RateLimit"), refused.Header("Retry-After")));
    }

    [Fact]
    public async Task A_malformed_request_carries_them_although_its_answer_was_begun_anew()
    {
        _service = await TestService.StartAsync(new PostscaleOptions(), _time);
        var client = await _service.ClientAsync();
        var answer = await RawHttp.SendAsync(
            _service.Address, $"POST /v1/domains HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {client.Key}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nRateLimit: \"key\";r=5999;t=60\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_limit_or_a_good_key_there_are_none()
    {
        _service = await TestService.StartAsync(new PostscaleOptions { RateLimit = 0 }, _time);
        foreach (var answer in (Answer[])[await (await _service.ClientAsync()).GetAsync("/v1/domains"), await _service.Nobody.GetAsync("/v1/domains"), await _service.Nobody.GetAsync("/healthz")])
        {
            Assert.Equal((null, null), (answer.Header("RateLimit"), answer.Header("RateLimit-Policy")));
        }
    }
}
