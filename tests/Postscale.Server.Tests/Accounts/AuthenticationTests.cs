using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Accounts;

public sealed class AuthenticationTests(TestService service) : IClassFixture<TestService>
{
    private static readonly (string Method, string Path)[] s_endpoints =
    [
        ("POST", "/v1/domains"), ("GET", "/v1/domains"), ("GET", "/v1/domains/a.example"), ("PUT", "/v1/domains/a.example"), ("DELETE", "/v1/domains/a.example"),
        ("POST", "/v1/domains/a.example/verify"), ("GET", "/v1/domains/a.example/dns"),
    ];

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("KEY")]
    [InlineData("Basic KEY")]
    [InlineData("Token KEY")]
    [InlineData("BearerKEY")]
    public async Task Without_a_bearer_key_every_endpoint_asks_for_one(string? header)
    {
        var client = await service.ClientAsync();
        foreach (var (method, path) in s_endpoints)
        {
            (string, string)[] headers = header is null ? [] : [("Authorization", header.Replace("KEY", client.Key, StringComparison.Ordinal))];
            var answer = await service.Nobody.SendAsync(new HttpMethod(method), path, null, headers);
            answer.IsError(401, "api_key_missing");
            Assert.Equal("Bearer", answer.Header("WWW-Authenticate"));
        }
    }

    [Theory]
    [InlineData("KEYx")]
    [InlineData("xKEY")]
    [InlineData("KEY KEY")]
    [InlineData("KEY,KEY")]
    [InlineData("\"KEY\"")]
    [InlineData("x")]
    [InlineData("ps_live_")]
    [InlineData("UNKNOWN")]
    [InlineData("MISTYPED")]
    [InlineData("LOWER")]
    [InlineData("TEST")]
    public async Task With_a_wrong_key_every_endpoint_refuses(string form)
    {
        var key = (await service.ClientAsync()).Key;
        // The last character of the random part, so that the checksum tells.
        var mistyped = key[..39] + (key[39] == 'a' ? 'b' : 'a') + key[40..];
        var sent = form.Replace("UNKNOWN", KeyTexts.Unknown(), StringComparison.Ordinal).Replace("MISTYPED", mistyped, StringComparison.Ordinal)
            .Replace("LOWER", key.ToUpperInvariant(), StringComparison.Ordinal).Replace("TEST", "ps_test_" + key[8..], StringComparison.Ordinal).Replace("KEY", key, StringComparison.Ordinal);
        foreach (var (method, path) in s_endpoints)
        {
            var answer = await service.WithKey(sent).SendAsync(new HttpMethod(method), path, null);
            answer.IsError(401, "api_key_invalid");
            Assert.Equal("Bearer", answer.Header("WWW-Authenticate"));
            Assert.DoesNotContain(key, answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_scheme_is_taken_in_any_case_and_two_headers_are_not()
    {
        var client = await service.ClientAsync();
        Assert.Equal(200, (await service.Nobody.GetAsync("/v1/domains", ("Authorization", $"bearer {client.Key}"))).Status);
        Assert.Equal(200, (await service.Nobody.GetAsync("/v1/domains", ("Authorization", $"BEARER   {client.Key}"))).Status);
        var request = $"GET /v1/domains HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {client.Key}\r\nAuthorization: Bearer {client.Key}\r\n\r\n";
        Assert.StartsWith("HTTP/1.1 401 ", await RawHttp.SendAsync(service.Address, request), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_not_taken_from_anywhere_but_its_header()
    {
        var client = await service.ClientAsync();
        (await service.Nobody.GetAsync($"/v1/domains?api_key={client.Key}&access_token={client.Key}", ("X-Api-Key", client.Key), ("Cookie", $"key={client.Key}"))).IsError(401, "api_key_missing");
    }

    [Fact]
    public async Task Who_may_not_come_in_hears_nothing_of_what_is_wrong_with_the_request()
    {
        (await service.Nobody.PostAsync("/v1/domains", "[")).IsError(401, "api_key_missing");
        (await service.Nobody.PostAsync("/v1/domains", "{}", ("Idempotency-Key", "a b"))).IsError(401, "api_key_missing");
        (await service.Nobody.GetAsync("/v1/domains?limit=0")).IsError(401, "api_key_missing");
    }
}
