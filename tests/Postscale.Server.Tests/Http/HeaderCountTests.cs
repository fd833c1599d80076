using System.Globalization;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Http;

public sealed class HeaderCountTests(TestService service) : IClassFixture<TestService>
{
    [Theory]
    [InlineData(200)]
    [InlineData(1000)]
    [InlineData(2000)]
    public async Task Many_small_headers_that_fit_are_no_fault(int count) =>
        Assert.StartsWith("HTTP/1.1 200 ", await SendAsync(service, count), StringComparison.Ordinal);

    [Theory]
    [InlineData(2400)]
    [InlineData(3500)]
    public async Task Headers_that_are_too_many_are_refused_in_the_form_of_every_error(int count)
    {
        var answer = await SendAsync(service, count);
        Assert.StartsWith("HTTP/1.1 431 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"headers_too_large\"", answer, StringComparison.Ordinal);
        Assert.Contains("X-Request-ID: ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(1 << 20)]
    public async Task The_service_starts_at_both_ends_of_the_setting(int limit)
    {
        await using var other = await TestService.StartAsync(new() { RateLimit = 0, VerifyBudget = 0, MaxHeaderBytes = limit });
        Assert.StartsWith("HTTP/1.1 200 ", await SendAsync(other, 100), StringComparison.Ordinal);
    }

    private static async Task<string> SendAsync(TestService service, int count)
    {
        var client = await service.ClientAsync();
        var headers = string.Concat(Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"X-H{i:0000}: {i:0000}\r\n")));
        return await RawHttp.SendAsync(service.Address, $"GET /v1/domains HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {client.Key}\r\n{headers}\r\n");
    }
}
