using Microsoft.Playwright;
using Postscale.EndToEnd.Dns;
using static Microsoft.Playwright.Assertions;

namespace Postscale.EndToEnd.Dashboard;

/// <summary>Keys.</summary>
public sealed class KeyPagesTests(DnsWorld world, Browser browser)
{
    [Fact]
    public async Task A_key_is_made_shown_once_replaced_and_revoked()
    {
        await using var stage = await DashboardStage.StartAsync(world, browser, "dash-key");
        await stage.SignInAsync(hash: "#/keys");
        var rows = stage.Page.Locator(".keys tbody tr");
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(rows).ToContainTextAsync("this one");
        await stage.Button("Create key").ClickAsync();
        var dialog = stage.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("read", new() { Exact = true }).UncheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create key" }).ClickAsync();
        await Expect(dialog.GetByText("Choose at least one.")).ToBeVisibleAsync();
        await dialog.GetByLabel("read", new() { Exact = true }).CheckAsync();
        await stage.IsAccessibleAsync("the form of a key");
        await stage.PictureAsync("key-create");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create key" }).ClickAsync();
        var key = await dialog.Locator(".secret code").InnerTextAsync();
        Assert.Matches("^ps_live_[0-9A-Za-z]{38}$", key);
        using (var client = new Running.ApiClient(stage.Service.Address, key))
        {
            (await client.GetAsync("/v1/domains")).Expect(200);
            await stage.Button("I have kept it").ClickAsync();
            await Expect(rows).ToHaveCountAsync(2);
            await Expect(stage.Page.Locator("body")).Not.ToContainTextAsync(key[12..^4]);

            var name = $"{key[..12]}…{key[^4..]}";
            await stage.Button($"Rotate {name}").ClickAsync();
            await dialog.GetByLabel("The former key ends").SelectOptionAsync("60");
            await dialog.GetByRole(AriaRole.Button, new() { Name = "Rotate key" }).ClickAsync();
            Assert.NotEqual(key, await dialog.Locator(".secret code").InnerTextAsync());
            await stage.Button("I have kept it").ClickAsync();
            await Expect(rows).ToHaveCountAsync(3);
            await Expect(rows.Nth(1).Locator(".badge")).ToHaveTextAsync("Ends soon");
            await stage.PictureAsync("keys");

            (await client.GetAsync("/v1/domains")).Expect(200);
            await stage.Button($"Revoke {name}").ClickAsync();
            await dialog.GetByRole(AriaRole.Button, new() { Name = "Revoke key" }).ClickAsync();
            await Expect(rows.Nth(1).Locator(".badge")).ToHaveTextAsync("Revoked");
            Assert.Equal(401, (await client.GetAsync("/v1/domains")).Status);
        }

        // To revoke one's own is to go out.
        await rows.Filter(new() { HasText = "this one" }).GetByText("Revoke").ClickAsync();
        await Expect(dialog.GetByText("you are signed out with it")).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Revoke key" }).ClickAsync();
        await Expect(stage.Page.GetByLabel("API key")).ToBeVisibleAsync();
    }
}
