using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Http;

public sealed class ContentTypeTests(TestService service) : IClassFixture<TestService>
{
    [Theory]
    [InlineData("application/json")]
    [InlineData("APPLICATION/JSON")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=\"UTF-8\"")]
    [InlineData("application/json; profile=x")]
    [InlineData("application/vnd.postscale+json")]
    public async Task Json_in_utf8_is_taken_under_all_its_names(string contentType)
    {
        var client = await service.ClientAsync();
        Assert.Equal(201, (await client.SendAsync(HttpMethod.Post, "/v1/domains", Body(contentType))).Status);
        Assert.Equal(200, (await client.SendAsync(HttpMethod.Put, "/v1/domains/typed.example", Body(contentType))).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("text/plain")]
    [InlineData("text/plain; charset=utf-8")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("application/jsonp")]
    [InlineData("image/+json")]
    [InlineData("json")]
    [InlineData("application/json, text/plain")]
    [InlineData("*/*")]
    public async Task Anything_else_is_refused(string? contentType)
    {
        var client = await service.ClientAsync();
        await client.CreateAsync("typed.example");
        foreach (var chunked in (bool[])[false, true])
        {
            (await client.SendAsync(HttpMethod.Post, "/v1/domains", Body(contentType), chunked: chunked)).IsError(415, "unsupported_media_type");
            (await client.SendAsync(HttpMethod.Put, "/v1/domains/typed.example", Body(contentType), chunked: chunked)).IsError(415, "unsupported_media_type");
        }
    }

    [Fact]
    public async Task Without_any_body_the_body_is_what_is_missing()
    {
        var client = await service.ClientAsync();
        Assert.Contains("empty", (await client.SendAsync(HttpMethod.Post, "/v1/domains", null)).IsError(400, "invalid_json"), StringComparison.Ordinal);
        Assert.Contains("empty", (await client.PostAsync("/v1/domains", "")).IsError(400, "invalid_json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_answer_says_that_it_is_json_and_not_to_be_guessed_at()
    {
        var client = await service.ClientAsync();
        await client.CreateAsync("answer.example");
        foreach (var path in (string[])["/v1/domains", "/v1/domains/answer.example", "/v1/domains/answer.example/dns", "/v1/domains/no.example", "/nothing"])
        {
            var answer = await client.GetAsync(path);
            Assert.Equal("application/json; charset=utf-8", answer.Header("Content-Type"));
            Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
            Assert.Null(answer.Header("Server"));
        }
    }

    private static ByteArrayContent Body(string? contentType) => ApiClient.Octets("""{"domain":"typed.example"}"""u8.ToArray(), contentType);
}
