using System.Text.RegularExpressions;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Http;

public sealed class PathTests(TestService service) : IClassFixture<TestService>
{
    [Theory]
    [InlineData("GET", "/index.html")]
    [InlineData("GET", "/dashboard")]
    [InlineData("GET", "/dashboard/")]
    [InlineData("GET", "/dashboard/none.js")]
    [InlineData("GET", "/dashboard/../../etc/passwd")]
    [InlineData("GET", "/v1")]
    [InlineData("GET", "/v2/domains")]
    [InlineData("POST", "/domains")]
    [InlineData("GET", "/v1/domains/a.example/records")]
    [InlineData("GET", "/v1/domains/a.example/dns/x")]
    [InlineData("GET", "/v1/domains//dns")]
    [InlineData("PROPFIND", "/nothing")]
    [InlineData("GET", "/v1/domains/a%2Fb/dns/x")]
    [InlineData("GET", "/../../etc/passwd")]
    public async Task An_unknown_path_is_not_found_with_a_key_or_without(string method, string path)
    {
        foreach (var client in (ApiClient[])[service.Nobody, await service.ClientAsync()])
        {
            (await client.SendAsync(new HttpMethod(method), path, null)).IsError(404, "not_found");
        }
    }

    [Theory]
    [InlineData("PUT", "/v1/domains", "GET, POST")]
    [InlineData("DELETE", "/v1/domains", "GET, POST")]
    [InlineData("PATCH", "/v1/domains", "GET, POST")]
    [InlineData("OPTIONS", "/v1/domains", "GET, POST")]
    [InlineData("POST", "/v1/domains/a.example", "DELETE, GET, PUT")]
    [InlineData("PATCH", "/v1/domains/a.example", "DELETE, GET, PUT")]
    [InlineData("GET", "/v1/domains/a.example/verify", "POST")]
    [InlineData("PUT", "/v1/domains/a.example/verify", "POST")]
    [InlineData("POST", "/v1/domains/a.example/dns", "GET")]
    [InlineData("MADEUP", "/v1/domains/a.example/dns", "GET")]
    [InlineData("POST", "/healthz", "GET, HEAD")]
    [InlineData("POST", "/", "GET, HEAD")]
    [InlineData("POST", "/dashboard/app.js", "GET, HEAD")]
    public async Task A_method_that_a_path_does_not_know_is_answered_with_those_it_knows(string method, string path, string allow)
    {
        foreach (var client in (ApiClient[])[service.Nobody, await service.ClientAsync()])
        {
            var answer = await client.SendAsync(new HttpMethod(method), path, null);
            answer.IsError(405, "method_not_allowed");
            Assert.Equal(allow, string.Join(", ", answer.Header("Allow")!.Split(',', StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal)));
        }
    }

    [Fact]
    public async Task A_request_with_headers_beyond_all_measure_is_refused_in_the_form_of_every_error()
    {
        var client = await service.ClientAsync();
        var answer = await RawHttp.SendAsync(
            service.Address, $"GET /v1/domains HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {client.Key}\r\nX-Long: {new string('x', 33 * 1024)}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 431 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"headers_too_large\"", answer, StringComparison.Ordinal);
        Assert.Matches(new Regex("\r\nX-Request-ID: [0-9a-f]{32}\r\n", RegexOptions.IgnoreCase), answer);

        Assert.Equal(200, (await client.GetAsync("/v1/domains", ("X-Long", new string('x', 16 * 1024)))).Status);
        (await client.GetAsync($"/v1/domains?q={new string('x', 20 * 1024)}")).IsError(400, "field_invalid", "q");
        (await client.GetAsync($"/v1/domains/{new string('x', 20 * 1024)}")).IsError(404, "domain_not_found");
    }
}
