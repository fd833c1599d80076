using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Domains;

public sealed class IdentifierTests(TestService service) : IClassFixture<TestService>
{
    [Theory]
    [InlineData("xn--bcher-kva.example")]
    [InlineData("XN--BCHER-KVA.EXAMPLE")]
    [InlineData("xn--bcher-kva.example.")]
    [InlineData("b%C3%BCcher.example")]
    [InlineData("B%C3%9CCHER.example")]
    [InlineData("%20b%C3%BCcher.example%20")]
    [InlineData("bu%CC%88cher.example")]
    [InlineData("bücher.example")]
    [InlineData("b%C3%BCcher%E3%80%82example")]
    [InlineData("b%C3%BCcher%2Eexample")]
    public async Task A_domain_is_found_by_name_in_any_spelling_that_create_accepts(string spelling)
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("bücher.example")).Id();
        Assert.Equal(id, (await client.ReadAsync(spelling)).Id());
        Assert.Equal("xn--bcher-kva.example", (await client.RecordsAsync(spelling)).Text("domain"));
        Assert.False((await client.VerifyAsync(spelling)).Truth("verified"));
        Assert.True((await client.UpdateAsync(spelling, """{"catch_all_enabled":true}""")).Truth("catch_all_enabled"));
        Assert.Equal(200, (await client.DeleteAsync($"/v1/domains/{spelling}")).Status);
    }

    [Fact]
    public async Task A_domain_is_found_by_its_id_in_either_case()
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("example.com")).Id();
        foreach (var spelling in (string[])[id, id.ToUpperInvariant()])
        {
            Assert.Equal(id, (await client.ReadAsync(spelling)).Id());
            Assert.Equal("example.com", (await client.RecordsAsync(spelling)).Text("domain"));
            Assert.False((await client.VerifyAsync(spelling)).Truth("verified"));
            Assert.Equal(id, (await client.UpdateAsync(spelling, "{}")).Id());
        }

        Assert.Equal(200, (await client.DeleteAsync($"/v1/domains/{id.ToUpperInvariant()}")).Status);
    }

    [Theory]
    [InlineData("other.example")]
    [InlineData("d290f1ee-6c54-4b01-90e6-d701748f0851")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("x")]
    [InlineData("%20")]
    [InlineData("a%2Fb.example")]
    [InlineData("%25%25")]
    [InlineData("%F0%9F%92%A9")]
    [InlineData("192.0.2.1")]
    [InlineData("'%20OR%201=1--")]
    public async Task What_names_no_domain_of_the_account_is_not_found_on_every_endpoint(string id)
    {
        var client = await service.ClientAsync();
        await client.CreateAsync("example.com");
        (await client.GetAsync($"/v1/domains/{id}")).IsError(404, "domain_not_found");
        (await client.PutAsync($"/v1/domains/{id}", "{}")).IsError(404, "domain_not_found");
        (await client.DeleteAsync($"/v1/domains/{id}")).IsError(404, "domain_not_found");
        (await client.PostAsync($"/v1/domains/{id}/verify")).IsError(404, "domain_not_found");
        (await client.GetAsync($"/v1/domains/{id}/dns")).IsError(404, "domain_not_found");
    }
}
