using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Http;

/// <summary>Requests that the server refuses before they are one, or that might be taken for two. Each is answered, and none by a fault.</summary>
public sealed class MalformedRequestTests(TestService service) : IClassFixture<TestService>
{
    private const string Good = "Connection: close\r\nHost: x\r\n";

    [Theory]
    [InlineData("GET /v1/domains/b\u00fccher.example HTTP/1.1", Good)]
    [InlineData("GET /v1/domains/a%00.example HTTP/1.1", Good)]
    [InlineData("GET /v1/domains/a\0.example HTTP/1.1", Good)]
    [InlineData("GET v1/domains HTTP/1.1", Good)]
    [InlineData("GET  HTTP/1.1", Good)]
    [InlineData("GET /v1/domains", Good)]
    [InlineData("G\u00cbT /v1/domains HTTP/1.1", Good)]
    [InlineData("GET /v1/domains HTTP/1.1", "Connection: close\r\n")]
    [InlineData("GET /v1/domains HTTP/1.1", "Connection: close\r\nHost: a\r\nHost: b\r\n")]
    [InlineData("GET /v1/domains HTTP/1.1", "Connection: close\r\nHost: a b\r\n")]
    [InlineData("GET /v1/domains HTTP/1.1", Good + "Name with space: x\r\n")]
    [InlineData("GET /v1/domains HTTP/1.1", Good + "X : x\r\n")]
    [InlineData("GET /v1/domains HTTP/1.1", Good + "X: a\0b\r\n")]
    [InlineData("GET /v1/domains HTTP/1.1", Good + "nocolon\r\n")]
    [InlineData("GET /v1/domains HTTP/1.1", Good + "X: a\r\n folded\r\n")]
    [InlineData("POST /v1/domains HTTP/1.1", Good + "Content-Length: -1\r\n")]
    [InlineData("POST /v1/domains HTTP/1.1", Good + "Content-Length: 0x2\r\n")]
    [InlineData("POST /v1/domains HTTP/1.1", Good + "Content-Length: 99999999999999999999\r\n")]
    [InlineData("POST /v1/domains HTTP/1.1", Good + "Content-Length: 2\r\nContent-Length: 3\r\n")]
    [InlineData("POST /v1/domains HTTP/1.1", Good + "Transfer-Encoding: gzip\r\n")]
    [InlineData("POST /v1/domains HTTP/1.1", Good + "Transfer-Encoding: chunked, gzip\r\n")]
    public async Task Is_refused_as_a_bad_request(string line, string headers)
    {
        var client = await service.ClientAsync();
        var answer = await RawHttp.SendAsync(service.Address, $"{line}\r\n{headers}Authorization: Bearer {client.Key}\r\n\r\n{{}}");
        Assert.StartsWith("HTTP/1.1 4", answer, StringComparison.Ordinal);
        Assert.Single(Answers(answer));
    }

    /// <summary>RFC 9112 §6.3: what one side takes for a body the other must not take for a request.</summary>
    [Theory]
    [InlineData("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: xchunked\r\nContent-Length: 5\r\n", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding : chunked\r\n", "0\r\n\r\n")]
    [InlineData("Content-Length: 5\r\nContent-Length: 0\r\n", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n", "0\n\n")]
    [InlineData("Transfer-Encoding: chunked\r\n", "-1\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n", "FFFFFFFFFFFFFFFF1\r\n\r\n")]
    public async Task A_request_hidden_behind_a_body_of_two_lengths_is_never_served(string headers, string body)
    {
        var client = await service.ClientAsync();
        var name = $"hidden-{Guid.NewGuid():N}.example";
        var hidden = $$"""{"domain":"{{name}}"}""";
        await RawHttp.SendAsync(
            service.Address,
            $"POST /v1/domains HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {client.Key}\r\nContent-Type: application/json\r\n{headers}\r\n{body}"
            + $"POST /v1/domains HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {client.Key}\r\nContent-Type: application/json\r\nContent-Length: {hidden.Length}\r\n\r\n{hidden}");
        (await client.GetAsync($"/v1/domains/{name}")).IsError(404, "domain_not_found");
    }

    /// <summary>RFC 9110 §15.6.6: the one 5xx that is the client's doing.</summary>
    [Fact]
    public async Task A_version_of_HTTP_that_is_not_spoken_is_refused_with_505() =>
        Assert.StartsWith("HTTP/1.1 505 ", await RawHttp.SendAsync(service.Address, $"GET /v1/domains HTTP/1.9\r\n{Good}\r\n"), StringComparison.Ordinal);

    [Fact]
    public async Task After_any_of_them_the_service_serves_on() => Assert.Equal(200, (await (await service.ClientAsync()).GetAsync("/v1/domains")).Status);

    private static string[] Answers(string text) => text.Split("HTTP/1.1 ", StringSplitOptions.RemoveEmptyEntries);
}
