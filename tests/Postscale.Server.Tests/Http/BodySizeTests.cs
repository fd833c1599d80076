using System.Text;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Http;

public sealed class BodySizeTests(TestService service) : IClassFixture<TestService>
{
    private const int Limit = 64 * 1024;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_of_exactly_64_kib_is_read(bool chunked)
    {
        var client = await service.ClientAsync();
        var answer = await client.SendAsync(HttpMethod.Post, "/v1/domains", ApiClient.Octets(Body("fits.example", Limit)), chunked: chunked);
        Assert.Equal(201, answer.Status);
        answer = await client.SendAsync(HttpMethod.Put, "/v1/domains/fits.example", ApiClient.Octets(Body("fits.example", Limit)), chunked: chunked);
        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    [InlineData(true, 2)]
    [InlineData(false, 1 << 20)]
    [InlineData(true, 1 << 20)]
    public async Task A_body_of_more_is_too_large(bool chunked, int more)
    {
        var client = await service.ClientAsync();
        await client.CreateAsync("there.example");
        (string, string)[][] headers = [[], [("Idempotency-Key", "large")]];
        foreach (var with in headers)
        {
            var answer = await client.SendAsync(HttpMethod.Post, "/v1/domains", ApiClient.Octets(Body("large.example", Limit + more)), with, chunked);
            answer.IsError(413, "body_too_large");
            answer = await client.SendAsync(HttpMethod.Put, "/v1/domains/there.example", ApiClient.Octets(Body("there.example", Limit + more)), with, chunked);
            answer.IsError(413, "body_too_large");
        }

        (await client.GetAsync("/v1/domains/large.example")).IsError(404, "domain_not_found");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task The_size_of_chunks_does_not_count(int chunk)
    {
        var client = await service.ClientAsync();
        foreach (var (length, status) in ((int, int)[])[(Limit, 201), (Limit + 1, 413)])
        {
            var answer = await RawHttp.SendAsync(service.Address, Chunked(client.Key, Body($"c{chunk}.example", length), chunk));
            Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_length_that_is_announced_is_refused_before_it_is_sent()
    {
        var client = await service.ClientAsync();
        var request = $"POST /v1/domains HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {client.Key}\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n{{";
        var answer = await RawHttp.SendAsync(service.Address, request);
        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"body_too_large\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_takes_no_body_refuses_one_that_is_too_large_all_the_same()
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("verify.example")).Id();
        foreach (var chunked in (bool[])[false, true])
        {
            var answer = await client.SendAsync(HttpMethod.Post, $"/v1/domains/{id}/verify", ApiClient.Octets(Body("verify.example", Limit + 1)), chunked: chunked);
            answer.IsError(413, "body_too_large");
        }
    }

    /// <summary>A body of an exact length.</summary>
    private static byte[] Body(string domain, int length)
    {
        var start = $$"""{"domain":"{{domain}}","x":" """.TrimEnd();
        return Encoding.ASCII.GetBytes($"{start}{new string('x', length - start.Length - 2)}\"}}");
    }

    private static byte[] Chunked(string key, byte[] body, int chunk)
    {
        var request = new StringBuilder(
            $"POST /v1/domains HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        foreach (var piece in body.Chunk(chunk))
        {
            request.Append(System.Globalization.CultureInfo.InvariantCulture, $"{piece.Length:x}\r\n{Encoding.ASCII.GetString(piece)}\r\n");
        }

        return Encoding.ASCII.GetBytes(request.Append("0\r\n\r\n").ToString());
    }
}
