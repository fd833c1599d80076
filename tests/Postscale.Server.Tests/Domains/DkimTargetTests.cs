using Postscale.MailDns.Resolution;
using Postscale.Server.Options;
using Postscale.Server.PlatformKeys;
using Postscale.Server.Records;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Domains;

/// <summary>A platform that publishes a DKIM name for each domain.</summary>
public sealed class DkimTargetTests
{
    private const string Key = "postscale1.dkim.postscale.io";

    [Fact]
    public async Task Each_row_has_a_target_of_its_own_that_stays_and_of_which_the_name_says_nothing()
    {
        await using var service = await StartAsync();
        var (one, two) = (await service.ClientAsync(), await service.ClientAsync());
        var (first, second) = ((await one.CreateAsync("own.example", "both")).Id(), (await two.CreateAsync("own.example", "both")).Id());

        var target = await TargetAsync(one, first);
        Assert.Matches($@"^[0-9a-f]{{32}}\.{Key}$", target);
        Assert.Equal(target, await TargetAsync(one, first));
        Assert.NotEqual(target, await TargetAsync(two, second));

        await one.DeleteAsync($"/v1/domains/{first}");
        Assert.NotEqual(target, await TargetAsync(one, (await one.CreateAsync("own.example", "both")).Id()));
    }

    [Fact]
    public async Task An_alias_left_from_another_account_proves_nothing_and_ones_own_does()
    {
        await using var service = await StartAsync();
        var (one, two) = (await service.ClientAsync(), await service.ClientAsync());
        var (first, second) = ((await one.CreateAsync("left.example", "both")).Id(), (await two.CreateAsync("left.example", "both")).Id());
        foreach (var target in (string[])[await TargetAsync(one, first), await TargetAsync(two, second)])
        {
            service.Zone.Cname(target, Key);
        }

        await service.PublishAsync(one, first);
        Assert.True((await one.VerifyAsync(first)).Truth("dkim_verified"));

        service.Zone.Remove("_postscale.left.example");
        await service.PublishAsync(two, second, "ownership");
        var answer = await two.VerifyAsync(second);
        Assert.True(answer.Truth("verified"));
        Assert.False(answer.Truth("dkim_verified"));
        Assert.Equal(
            $"CNAME record found for postscale1._domainkey.left.example but it points to {await TargetAsync(one, first)}, not to {await TargetAsync(two, second)}",
            answer.Text("dkim_error"));
        Assert.False((await two.ReadAsync(second)).Truth("can_send"));

        service.Zone.Remove("postscale1._domainkey.left.example");
        await service.PublishAsync(two, second, "DKIM");
        Assert.True((await two.VerifyAsync(second)).Truth("dkim_verified"));
        Assert.True((await two.ReadAsync(second)).Truth("can_send"));
    }

    [Fact]
    public async Task A_rotation_keeps_the_label_and_changes_the_selector()
    {
        await using var service = await StartAsync();
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("turn.example", "both")).Id();
        var label = (await TargetAsync(client, id)).Split('.')[0];

        var database = await service.OpenAsideAsync();
        await using (database)
        {
            await new DkimKeys(database, service.Options, service.Time).RotateAsync(force: false, TestContext.Current.CancellationToken);
            var platform = ActivePlatform.At(service.Options.Platform, await new DkimKeys(database, service.Options, service.Time).EnsureAsync(TestContext.Current.CancellationToken));
            Assert.Equal("postscale2", platform.Selector);
            var token = (await client.RecordsAsync(id)).GetProperty("records")[0].Text("value")["postscale-verification=".Length..];
            Assert.Equal(
                $"{label}.postscale2.dkim.postscale.io",
                new RecordContext(DnsName.Parse("turn.example"), token, platform).DkimTarget.Text);
        }
    }

    private static Task<TestService> StartAsync() =>
        TestService.StartAsync(TestService.Unlimited with { Platform = Platform.Default with { DkimTargetMode = DkimTargetMode.PerDomain }, PlatformCheck = false });

    private static async Task<string> TargetAsync(ApiClient client, string id) =>
        (await client.RecordsAsync(id)).GetProperty("records").EnumerateArray().Single(r => r.Text("purpose") == "DKIM email signing").Text("value");
}
