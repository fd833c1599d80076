using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Http;

/// <summary>What client libraries do not send.</summary>
public sealed class WireTests(TestService service) : IClassFixture<TestService>
{
    [Theory]
    [InlineData("zz\r\n{}\r\n0\r\n\r\n")]
    [InlineData("2\r\n{}x\r\n0\r\n\r\n")]
    [InlineData("1fffffffffffffffffffffff\r\n{}\r\n0\r\n\r\n")]
    public async Task A_body_whose_chunks_are_broken_is_malformed_in_the_form_of_every_error(string body)
    {
        var answer = await SendAsync("POST /v1/domains", "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nX-Request-ID: broken\r\n", body);
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"bad_request\",\"request_id\":\"broken\"}", answer, StringComparison.Ordinal);
        Assert.Contains("X-Request-ID: broken\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("X-Content-Type-Options: nosniff\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Octets_beyond_ascii_in_a_header_break_nothing()
    {
        Assert.StartsWith("HTTP/1.1 200 ", await SendAsync("GET /v1/domains", "User-Agent: Jos\u00e9\r\n"), StringComparison.Ordinal);
        var replaced = await SendAsync("GET /v1/domains", "X-Request-ID: \u00e9\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", replaced, StringComparison.Ordinal);
        Assert.DoesNotContain("\u00e9", replaced, StringComparison.Ordinal);
        var refused = await SendAsync("POST /v1/domains", "Content-Type: application/json\r\nIdempotency-Key: \u00e9\r\nContent-Length: 2\r\n", "{}");
        Assert.Contains("\"field\":\"Idempotency-Key\"", refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /v1/domains/%FF")]
    [InlineData("GET /v1/domains/%C3%28")]
    [InlineData("GET /v1/domains/a%0D%0ASet-Cookie:x.example")]
    [InlineData("GET /v1/domains/a.example;x=1")]
    public async Task Odd_octets_in_a_path_name_no_domain(string request) =>
        Assert.Contains("\"code\":\"domain_not_found\"", await SendAsync(request, ""), StringComparison.Ordinal);

    [Theory]
    [InlineData("/v1/domains", true)]
    [InlineData("/v1/domains/none.example", true)]
    [InlineData("/v1/domains", false)]
    [InlineData("/nothing", false)]
    public async Task No_answer_of_the_API_is_kept_on_its_way_or_taken_for_another_type(string path, bool hasKey)
    {
        var answer = await (hasKey ? await service.ClientAsync() : service.Nobody).GetAsync(path);
        Assert.Equal(("no-store", "nosniff"), (answer.Header("Cache-Control"), answer.Header("X-Content-Type-Options")));
    }

    [Fact]
    public async Task A_client_that_waits_for_leave_to_send_its_body_gets_an_answer()
    {
        var answer = await SendAsync("POST /v1/domains", "Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 99999\r\n");
        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
    }

    private async Task<string> SendAsync(string request, string headers, string body = "")
    {
        var client = await service.ClientAsync();
        return await RawHttp.SendAsync(service.Address, $"{request} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {client.Key}\r\n{headers}\r\n{body}");
    }
}
