using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Http;

public sealed class RequestIdTests(TestService service) : IClassFixture<TestService>
{
    [Theory]
    [InlineData("a")]
    [InlineData("Az09._-")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public async Task A_clients_own_id_is_kept(string id)
    {
        var client = await service.ClientAsync();
        Assert.Equal(id, (await client.GetAsync("/v1/domains", ("X-Request-ID", id))).Header("X-Request-ID"));
        Assert.Equal(id, (await service.Nobody.GetAsync("/healthz", ("X-Request-ID", id))).Header("X-Request-ID"));
        var error = await service.Nobody.GetAsync("/v1/domains", ("X-Request-ID", id));
        error.IsError(401, "api_key_missing");
        Assert.Equal(id, error.Json.Text("request_id"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a:b")]
    [InlineData("\"a\"")]
    [InlineData("<b>")]
    public async Task Any_other_is_replaced(string id)
    {
        var client = await service.ClientAsync();
        var given = (await client.GetAsync("/v1/domains/no.example", ("X-Request-ID", id))).Header("X-Request-ID");
        Assert.NotEqual(id, given);
        Assert.Matches("^[A-Za-z0-9._-]{1,64}$", given);
    }

    [Fact]
    public async Task Each_request_without_one_gets_one_of_its_own()
    {
        var client = await service.ClientAsync();
        await client.CreateAsync("id.example");
        Answer[] answers =
        [
            await client.GetAsync("/v1/domains"), await client.GetAsync("/v1/domains/id.example"), await client.PostAsync("/v1/domains/id.example/verify"),
            await client.GetAsync("/v1/domains/id.example/dns"), await client.PutAsync("/v1/domains/id.example", "{}"), await client.PostAsync("/v1/domains", "["),
            await client.DeleteAsync("/v1/domains/id.example"), await client.GetAsync("/nothing"), await client.DeleteAsync("/v1/domains"), await service.Nobody.GetAsync("/metrics"),
            await service.Nobody.GetAsync("/readyz"), await service.Nobody.GetAsync("/v1/domains"), await client.GetAsync("/v1/domains", ("X-Request-ID", "a"), ("X-Request-ID", "b")),
        ];
        Assert.All(answers, a => Assert.Matches("^[A-Za-z0-9._-]{1,64}$", a.Header("X-Request-ID")));
        Assert.Equal(answers.Length, answers.Select(a => a.Header("X-Request-ID")).Distinct().Count());
    }
}
