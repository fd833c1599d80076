using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Accounts;

public sealed class ReadOnlyKeyTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task Reads_all_and_writes_nothing()
    {
        var client = await service.ClientAsync();
        var readOnly = await service.ClientAsync(client.Account, readOnly: true);
        var before = await client.CreateAsync("read.example");
        var id = before.Id();
        Assert.Equal(200, (await readOnly.GetAsync("/v1/domains")).Status);
        Assert.Equal(before.ToString(), (await readOnly.ReadAsync(id)).ToString());
        Assert.Equal(200, (await readOnly.GetAsync($"/v1/domains/{id}/dns")).Status);

        (await readOnly.PostAsync("/v1/domains", """{"domain":"new.example"}""")).IsError(403, "api_key_read_only");
        (await readOnly.PostAsync("/v1/domains", """{"domain":"new.example"}""", ("Idempotency-Key", "ro"))).IsError(403, "api_key_read_only");
        (await readOnly.PutAsync($"/v1/domains/{id}", "{}")).IsError(403, "api_key_read_only");
        (await readOnly.PutAsync($"/v1/domains/{id}", """{"active":false}""")).IsError(403, "api_key_read_only");
        (await readOnly.DeleteAsync($"/v1/domains/{id}")).IsError(403, "api_key_read_only");
        (await readOnly.PostAsync($"/v1/domains/{id}/verify")).IsError(403, "api_key_read_only");
        (await readOnly.DeleteAsync("/v1/domains/none.example")).IsError(403, "api_key_read_only");

        Assert.Equal(before.ToString(), (await client.ReadAsync(id)).ToString());
        Assert.Single((await client.GetAsync("/v1/domains")).Json.GetProperty("domains").EnumerateArray());

        // The refusal has not used up the idempotency key of the account.
        Assert.Equal(201, (await client.PostAsync("/v1/domains", """{"domain":"new.example"}""", ("Idempotency-Key", "ro"))).Status);
    }
}
