using Postscale.Server.Accounts;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Domains;

public sealed class MailUseTests(TestService service) : IClassFixture<TestService>
{
    [Theory]
    [InlineData("inbound", false, true)]
    [InlineData("outbound", true, false)]
    [InlineData("both", true, true)]
    [InlineData("alias", false, false)]
    public async Task A_verified_domain_may_do_what_its_type_says(string type, bool send, bool receive)
    {
        var client = await service.ClientAsync();
        var json = await service.VerifiedAsync(client, $"use-{type}.example", type);
        Assert.Equal((send, receive), (json.Truth("can_send"), json.Truth("can_receive")));
    }

    [Fact]
    public async Task Sending_also_needs_dkim()
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("nodkim.example", "both")).Id();
        await service.PublishAsync(client, id, "ownership", "Inbound", "SPF");
        Assert.True((await client.VerifyAsync(id)).Truth("verified"));
        Assert.False((await client.ReadAsync(id)).Truth("can_send"));
        Assert.True((await client.ReadAsync(id)).Truth("can_receive"));
        await service.PublishAsync(client, id, "DKIM");
        await client.VerifyAsync(id);
        Assert.True((await client.ReadAsync(id)).Truth("can_send"));
    }

    [Theory]
    [InlineData("inbound")]
    [InlineData("outbound")]
    [InlineData("both")]
    public async Task A_domain_of_the_test_environment_is_verified_alike_and_takes_no_part_in_mail(string type)
    {
        var client = await service.ClientAsync(environment: KeyEnvironment.Test);
        var json = await service.VerifiedAsync(client, $"test-{type}.example", type);
        Assert.True(json.Truth("verified"));
        Assert.NotNull(json.Time("verified_at"));
        Assert.False(json.Truth("can_send") || json.Truth("can_receive"));
    }
}
