using Microsoft.Extensions.DependencyInjection;
using Postscale.Server.Options;
using Postscale.Server.Storage;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Publishing;

/// <summary>A domain at risk whose owner repairs it by publishing, while DNS does not show that yet.</summary>
public sealed class PublishGraceTests
{
    private const string Domain = "risk.example";
    private const long Day = 86_400_000_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_check_after_publishing_does_not_take_verified_away()
    {
        await using var world = await StartAsync();
        var (client, id) = await AtRiskAsync(world);
        var due = await PlanAsync(world, id, "due_at");

        foreach (var expected in (string[])["create", "keep"])
        {
            var answer = await CloudflareCase.PublishAsync(client, Domain);
            Assert.All(PublishWorld.Changes(answer), c => Assert.StartsWith(expected, c, StringComparison.Ordinal));
            var check = answer.Json.GetProperty("verification");
            Assert.True(check.Truth("verified"), answer.Text);
            Assert.Equal("TXT record not found for _postscale.risk.example", check.Text("ownership_error"));
            Assert.Equal("No MX records found pointing to postscale.io", check.Text("mx_error"));
            Assert.Equal("Domain verified. MX, SPF, DKIM, and DMARC records not found. It stays verified for the time being.", check.Text("summary"));
            Assert.True((await client.ReadAsync(id)).Truth("verified"));
        }

        // It is no look of the background: nothing is put off, and nothing counted.
        Assert.Equal((due, 1), (await PlanAsync(world, id, "due_at"), await PlanAsync(world, id, "failures")));
        Assert.DoesNotContain("domain.unverified", (await client.GetAsync("/v1/events?limit=1000")).Text, StringComparison.Ordinal);

        await world.Service.PublishAsync(client, id);
        await LookAsync(world, id);
        var healthy = await client.ReadAsync(id);
        Assert.All((string[])["verified", "ownership_verified", "mx_verified", "spf_verified", "dkim_verified", "dmarc_verified"], f => Assert.True(healthy.Truth(f), f));
        Assert.Equal(0, await PlanAsync(world, id, "failures"));
    }

    [Fact]
    public async Task Publishing_does_not_lengthen_the_grace()
    {
        await using var world = await StartAsync();
        var (client, id) = await AtRiskAsync(world);
        await SetAsync(world, id, $"failures = 5, failing_for = {2 * Day}");
        Assert.True((await CloudflareCase.PublishAsync(client, Domain)).Json.GetProperty("verification").Truth("verified"));
        await LookAsync(world, id);
        Assert.False((await client.ReadAsync(id)).Truth("verified"));
    }

    [Fact]
    public async Task Who_asks_to_verify_is_told_the_truth_after_publishing_too()
    {
        await using var world = await StartAsync();
        var (client, id) = await AtRiskAsync(world);
        Assert.True((await CloudflareCase.PublishAsync(client, Domain)).Json.GetProperty("verification").Truth("verified"));
        Assert.False((await client.VerifyAsync(id)).Truth("verified"));
        Assert.False((await CloudflareCase.PublishAsync(client, Domain)).Json.GetProperty("verification").Truth("verified"));
    }

    private static Task<CloudflareCase> StartAsync() =>
        CloudflareCase.StartAsync(TestService.Unlimited with { Recheck = new RecheckOptions { PendingFirst = TimeSpan.FromMinutes(5), PollPeriod = TimeSpan.FromMilliseconds(50) } });

    /// <summary>A verified domain whose records are gone, as a look in the background has found.</summary>
    private static async Task<(ApiClient Client, string Id)> AtRiskAsync(CloudflareCase world)
    {
        world.StandIn.AddZone(Domain, []);
        var client = await world.Service.ClientAsync();
        var id = (await world.Service.VerifiedAsync(client, Domain, "both")).Id();
        await world.Service.UnpublishAsync(client, id);
        await LookAsync(world, id);
        Assert.Equal(1, await PlanAsync(world, id, "failures"));
        Assert.True((await client.ReadAsync(id)).Truth("verified"));
        return (client, id);
    }

    /// <summary>Makes a domain due, and waits until it has been looked at: its next time is then beyond the end of any lease.</summary>
    private static async Task LookAsync(CloudflareCase world, string id)
    {
        await SetAsync(world, id, "due_at = 0");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        while (await PlanAsync(world, id, "due_at - {now}") < 60_000_000)
        {
            await Task.Delay(20, deadline.Token);
        }
    }

    private static Task<int> SetAsync(CloudflareCase world, string id, string what) => world.Service.Services.GetRequiredService<Database>().WriteAsync(
        WriteScope.Rows, (session, token) => session.ExecuteAsync($"UPDATE check_plan SET {what} WHERE domain_id = @id", [("@id", id)], token), Token);

    private static Task<long> PlanAsync(CloudflareCase world, string id, string what) => world.Service.Services.GetRequiredService<Database>().ReadAsync(
        (session, token) => session.ScalarAsync<long>($"SELECT {what} FROM check_plan WHERE domain_id = @id", [("@id", id)], token), Token);
}
