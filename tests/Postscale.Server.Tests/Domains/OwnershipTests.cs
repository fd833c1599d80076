using Postscale.Server.Accounts;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Domains;

public sealed class OwnershipTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task The_first_account_whose_token_is_found_owns_the_name()
    {
        var (one, two) = (await service.ClientAsync(), await service.ClientAsync());
        var (first, second) = ((await one.CreateAsync("first.example")).Id(), (await two.CreateAsync("first.example", "both")).Id());
        await service.PublishAsync(two, second, "ownership", "Inbound", "SPF");
        Assert.True((await two.VerifyAsync(second)).Truth("verified"));
        Assert.False((await one.VerifyAsync(first)).Truth("ownership_verified"));
        Assert.True((await two.VerifyAsync(second)).Truth("verified"));
    }

    [Fact]
    public async Task Who_proves_a_held_name_is_told_that_it_is_held_and_never_by_whom()
    {
        var (owner, other) = (await service.ClientAsync("the-owner"), await service.ClientAsync("the-other"));
        var owned = (await service.VerifiedAsync(owner, "held.example", "both")).Id();
        var id = (await other.CreateAsync("held.example", "both")).Id();
        await service.PublishAsync(other, id, "ownership");

        var answer = await other.PostAsync($"/v1/domains/{id}/verify");
        Assert.False(answer.Json.Truth("verified") || answer.Json.Truth("ownership_verified"));
        Assert.Equal("mx spf dkim dmarc", answer.Json.Flags());
        Assert.Contains("held by another account", answer.Json.Text("ownership_error"), StringComparison.Ordinal);
        var domain = await other.ReadAsync(id);
        Assert.False(domain.Truth("can_send") || domain.Truth("can_receive") || domain.Truth("ownership_verified"));

        foreach (var text in (string[])[answer.Text, (await other.GetAsync($"/v1/domains/{id}")).Text, (await other.GetAsync("/v1/domains")).Text])
        {
            Assert.DoesNotContain("the-owner", text, StringComparison.Ordinal);
            Assert.DoesNotContain(owned, text, StringComparison.Ordinal);
        }

        Assert.True((await owner.VerifyAsync(owned)).Truth("verified"));
        Assert.True((await owner.ReadAsync(owned)).Truth("can_send"));
    }

    [Fact]
    public async Task The_name_passes_once_the_owners_token_is_gone_and_comes_back_the_same_way()
    {
        var (one, two) = (await service.ClientAsync(), await service.ClientAsync());
        var first = (await service.VerifiedAsync(one, "passes.example", "both")).Id();
        var second = (await two.CreateAsync("passes.example", "both")).Id();
        await service.PublishAsync(two, second, "ownership");
        Assert.False((await two.VerifyAsync(second)).Truth("verified"));

        service.Zone.Remove("_postscale.passes.example");
        await service.PublishAsync(two, second, "ownership");
        Assert.True((await two.VerifyAsync(second)).Truth("verified"));
        var loser = await one.ReadAsync(first);
        Assert.False(loser.Truth("verified") || loser.Truth("ownership_verified") || loser.Truth("can_send") || loser.Truth("can_receive"));
        Assert.Null(loser.Time("verified_at"));
        Assert.Equal("mx spf dkim dmarc", loser.Flags());
        Assert.Equal("pending", (await one.RecordsAsync(first)).GetProperty("records")[0].Text("status"));
        Assert.False((await one.VerifyAsync(first)).Truth("verified"));
        Assert.True((await two.ReadAsync(second)).Truth("verified"));

        service.Zone.Remove("_postscale.passes.example");
        await service.PublishAsync(one, first, "ownership");
        Assert.True((await one.VerifyAsync(first)).Truth("verified"));
        Assert.False((await two.ReadAsync(second)).Truth("verified"));
    }

    [Fact]
    public async Task A_token_that_cannot_be_read_passes_nothing()
    {
        var (one, two) = (await service.ClientAsync(), await service.ClientAsync());
        var first = (await service.VerifiedAsync(one, "unread.example", "inbound")).Id();
        var second = (await two.CreateAsync("unread.example")).Id();
        service.Zone.Remove("_postscale.unread.example").Fail("_postscale.unread.example");
        Assert.False((await two.VerifyAsync(second)).Truth("ownership_verified"));
        Assert.True((await one.VerifyAsync(first)).Truth("verified"));
    }

    [Fact]
    public async Task An_owner_whose_token_is_gone_keeps_nothing_though_nobody_else_came()
    {
        var client = await service.ClientAsync();
        var id = (await service.VerifiedAsync(client, "gone.example", "inbound")).Id();
        service.Zone.Remove("_postscale.gone.example");
        Assert.False((await client.VerifyAsync(id)).Truth("verified"));
        Assert.False((await client.ReadAsync(id)).Truth("can_receive"));
    }

    [Fact]
    public async Task A_deleted_owner_leaves_the_name_to_the_next_who_proves_it()
    {
        var (one, two) = (await service.ClientAsync(), await service.ClientAsync());
        var first = (await service.VerifiedAsync(one, "left.example", "inbound")).Id();
        var second = (await two.CreateAsync("left.example")).Id();
        await service.PublishAsync(two, second, "ownership");
        await one.DeleteAsync($"/v1/domains/{first}");
        Assert.True((await two.VerifyAsync(second)).Truth("verified"));
    }

    [Fact]
    public async Task Checks_of_two_accounts_at_once_never_make_two_owners()
    {
        var (one, two) = (await service.ClientAsync(), await service.ClientAsync());
        for (var round = 0; round < 10; round++)
        {
            var name = $"race{round}.example";
            var (first, second) = ((await one.CreateAsync(name)).Id(), (await two.CreateAsync(name)).Id());
            await service.PublishAsync(one, first);
            await service.PublishAsync(two, second, "ownership");
            using (var gate = service.Gate.Close(n => n.Text == $"_postscale.{name}"))
            {
                var checks = new[] { one.VerifyAsync(first), two.VerifyAsync(second) };
                await gate.ReachedAsync();
                gate.Dispose();
                Assert.Single(await Task.WhenAll(checks), v => v.Truth("verified"));
            }

            Assert.True((await one.ReadAsync(first)).Truth("verified") ^ (await two.ReadAsync(second)).Truth("verified"));
        }
    }

    [Fact]
    public async Task Live_and_test_domains_do_not_compete_for_a_name()
    {
        var live = await service.ClientAsync();
        var test = await service.ClientAsync(environment: KeyEnvironment.Test);
        await service.VerifiedAsync(live, "both-worlds.example", "inbound");
        var id = (await test.CreateAsync("both-worlds.example")).Id();
        await service.PublishAsync(test, id, "ownership");
        Assert.True((await test.VerifyAsync(id)).Truth("verified"));
        Assert.True((await live.VerifyAsync("both-worlds.example")).Truth("verified"));
        Assert.False((await test.ReadAsync(id)).Truth("can_receive"));
    }
}
