using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Threats;

/// <summary>What becomes of those who try to have a name without its owner's will. docs/security.md says which attack each belongs to.</summary>
public sealed class OwnershipThreatTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task A_token_read_from_DNS_proves_nothing_for_another_account()
    {
        var (owner, thief) = (await service.ClientAsync(), await service.ClientAsync());
        var owned = (await service.VerifiedAsync(owner, "read-token.example", "both")).Id();
        var stolen = (await thief.CreateAsync("read-token.example", "both")).Id();

        var answer = await thief.VerifyAsync(stolen);

        Assert.False(answer.Truth("verified") || answer.Truth("ownership_verified"));
        Assert.StartsWith("TXT record found for _postscale.read-token.example but it holds another token", answer.Text("ownership_error"), StringComparison.Ordinal);
        Assert.False((await thief.ReadAsync(stolen)).Truth("can_send"));
        Assert.True((await owner.VerifyAsync(owned)).Truth("verified"));
    }

    [Fact]
    public async Task A_token_proves_one_row_and_no_other_name_of_the_same_account()
    {
        var client = await service.ClientAsync();
        var first = (await client.CreateAsync("one-row.example", "both")).Id();
        var second = (await client.CreateAsync("other-row.example", "both")).Id();
        await service.PublishAsync(client, second, "Inbound", "SPF");
        service.Zone.Txt("_postscale.other-row.example", (await client.RecordsAsync(first)).GetProperty("records")[0].Text("value"));

        Assert.False((await client.VerifyAsync(second)).Truth("ownership_verified"));
    }

    [Fact]
    public async Task Records_left_behind_by_a_removed_domain_verify_nobody_who_registers_it_next()
    {
        var (former, stranger) = (await service.ClientAsync(), await service.ClientAsync());
        await service.VerifiedAsync(former, "dangling.example", "both");
        await former.DeleteAsync("/v1/domains/dangling.example");

        foreach (var client in (ApiClient[])[stranger, former])
        {
            var id = (await client.CreateAsync("dangling.example", "both")).Id();
            var answer = await client.VerifyAsync(id);
            Assert.Equal("mx spf dkim dmarc", answer.Flags());
            Assert.False(answer.Truth("verified"));
            var domain = await client.ReadAsync(id);
            Assert.False(domain.Truth("can_send") || domain.Truth("can_receive"));
        }
    }

    [Fact]
    public async Task An_alias_at_the_ownership_name_gives_the_name_to_whoever_holds_its_target()
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("aliased.example", "inbound")).Id();
        service.Zone.Cname("_postscale.aliased.example", "proofs.provider.example");
        await service.PublishAsync(client, id, "Inbound");
        Assert.False((await client.VerifyAsync(id)).Truth("verified"));

        service.Zone.Txt("proofs.provider.example", (await client.RecordsAsync(id)).GetProperty("records")[0].Text("value"));
        Assert.True((await client.VerifyAsync(id)).Truth("verified"));
    }

    [Fact]
    public async Task A_parent_that_is_owned_gives_nothing_of_its_children_to_anybody()
    {
        var (parent, child) = (await service.ClientAsync(), await service.ClientAsync());
        await service.VerifiedAsync(parent, "parent.example", "both");

        var others = (await child.CreateAsync("mail.parent.example", "both")).Id();
        var own = (await parent.CreateAsync("mail.parent.example", "both")).Id();
        Assert.False((await child.VerifyAsync(others)).Truth("ownership_verified"));
        Assert.False((await parent.VerifyAsync(own)).Truth("ownership_verified"));

        // Who runs the child's zone, delegated or not, proves the child, and the parent stays whose it was.
        await service.PublishAsync(child, others);
        Assert.True((await child.VerifyAsync(others)).Truth("verified"));
        Assert.True((await parent.VerifyAsync("parent.example")).Truth("verified"));
        Assert.Equal(404, (await child.GetAsync("/v1/domains/parent.example")).Status);
    }
}
