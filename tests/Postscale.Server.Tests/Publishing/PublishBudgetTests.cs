using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Publishing;

/// <summary>Publishing looks into DNS like a verification, and is bounded like one.</summary>
public sealed class PublishBudgetTests
{
    [Fact]
    public async Task Where_too_many_verifications_have_failed_nothing_is_read_or_published()
    {
        await using var world = await CloudflareCase.StartAsync(TestService.Unlimited with { VerifyFailureBudget = 1 });
        var client = await RegisterAsync(world, "spent.example");
        await client.VerifyAsync("spent.example");
        foreach (var apply in (bool[])[false, true])
        {
            var refused = await CloudflareCase.PublishAsync(client, "spent.example", apply);
            Assert.StartsWith("more than 1 verifications of this account have failed in an hour", refused.IsError(429, "verify_failure_budget_exceeded"), StringComparison.Ordinal);
            Assert.NotNull(refused.Header("Retry-After"));
        }

        Assert.Empty(world.StandIn.Bodies);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_publishing_looks_at_for_a_domain_that_is_not_verified_counts_as_failed(bool apply)
    {
        await using var world = await CloudflareCase.StartAsync(TestService.Unlimited with { VerifyFailureBudget = 1 });
        var client = await RegisterAsync(world, "failing.example");
        Assert.Equal(200, (await CloudflareCase.PublishAsync(client, "failing.example", apply)).Status);
        (await client.PostAsync("/v1/domains/failing.example/verify")).IsError(429, "verify_failure_budget_exceeded");
    }

    [Fact]
    public async Task What_publishing_looks_at_for_a_verified_domain_does_not()
    {
        await using var world = await CloudflareCase.StartAsync(TestService.Unlimited with { VerifyFailureBudget = 1 });
        var client = await RegisterAsync(world, "bad.example");
        world.StandIn.AddZone("good.example", []);
        await world.Service.VerifiedAsync(client, "good.example", "both");
        foreach (var apply in (bool[])[false, true, false])
        {
            Assert.Equal(200, (await CloudflareCase.PublishAsync(client, "good.example", apply)).Status);
        }

        Assert.False((await client.VerifyAsync("bad.example")).Truth("verified"));
    }

    [Fact]
    public async Task It_is_one_budget_with_verifications_and_to_apply_takes_two_of_it()
    {
        await using var world = await CloudflareCase.StartAsync(TestService.Unlimited with { VerifyBudget = 4 });
        var client = await RegisterAsync(world, "shared.example");
        Assert.Equal(200, (await CloudflareCase.PublishAsync(client, "shared.example", apply: false)).Status);
        Assert.Equal(200, (await CloudflareCase.PublishAsync(client, "shared.example", apply: true)).Status);
        Assert.Equal(200, (await client.PostAsync("/v1/domains/shared.example/verify")).Status);
        (await client.PostAsync("/v1/domains/shared.example/verify")).IsError(429, "verify_budget_exceeded");
        Assert.NotNull((await CloudflareCase.PublishAsync(client, "shared.example", apply: false)).IsError(429, "verify_budget_exceeded"));
    }

    private static async Task<ApiClient> RegisterAsync(CloudflareCase world, string domain)
    {
        world.StandIn.AddZone(domain, []);
        var client = await world.Service.ClientAsync();
        await client.CreateAsync(domain, "both");
        return client;
    }
}
