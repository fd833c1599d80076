using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Domains;

public sealed class DeleteTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task A_deleted_domain_is_gone_everywhere_and_a_second_delete_finds_nothing()
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("example.com")).Id();
        var answer = await client.DeleteAsync($"/v1/domains/{id}");
        Assert.Equal(200, answer.Status);
        Assert.Equal("""{"status":"deleted"}""", answer.Json.ToString());

        (await client.DeleteAsync($"/v1/domains/{id}")).IsError(404, "domain_not_found");
        (await client.GetAsync($"/v1/domains/{id}")).IsError(404, "domain_not_found");
        (await client.GetAsync("/v1/domains/example.com")).IsError(404, "domain_not_found");
        (await client.PutAsync($"/v1/domains/{id}", """{"active":true}""")).IsError(404, "domain_not_found");
        (await client.PostAsync($"/v1/domains/{id}/verify")).IsError(404, "domain_not_found");
        (await client.GetAsync($"/v1/domains/{id}/dns")).IsError(404, "domain_not_found");
        Assert.Empty((await client.GetAsync("/v1/domains")).Json.GetProperty("domains").EnumerateArray());
    }

    [Fact]
    public async Task Of_many_who_delete_one_domain_at_once_exactly_one_does()
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("example.com")).Id();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => client.DeleteAsync($"/v1/domains/{id}")));
        Assert.Single(answers, a => a.Status == 200);
        Assert.Equal(9, answers.Count(a => a.Status == 404));
    }

    [Fact]
    public async Task The_name_is_free_at_once_and_nothing_of_the_old_domain_is_left()
    {
        var client = await service.ClientAsync();
        await service.VerifiedAsync(client, "reborn.example", "both");
        await client.DeleteAsync("/v1/domains/reborn.example");
        var reborn = await client.CreateAsync("reborn.example", "both");
        Assert.Equal("", reborn.Flags());
        Assert.False(reborn.Truth("verified") || reborn.Truth("return_path_verified"));

        // The old token still stands in DNS and proves nothing any more.
        Assert.False((await client.VerifyAsync(reborn.Id())).Truth("ownership_verified"));
    }
}
