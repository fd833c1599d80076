using Microsoft.Playwright;
using Postscale.EndToEnd.Dns;
using static Microsoft.Playwright.Assertions;

namespace Postscale.EndToEnd.Dashboard;

/// <summary>What is shown only once: it is not lost by accident, and can be copied by who does not see it.</summary>
public sealed class SecretTests(DnsWorld world, Browser browser)
{
    [Fact]
    public async Task It_stays_until_its_own_button_is_pressed()
    {
        await using var stage = await DashboardStage.StartAsync(world, browser, "dash-once");
        var dialog = await CreateKeyAsync(stage);
        var secret = dialog.Locator(".secret code");
        var key = await secret.InnerTextAsync();
        await EscapeAsync(5);

        // By the backdrop, and by keys when nothing of the dialog has the focus.
        await stage.Page.Mouse.ClickAsync(5, 5);
        await EscapeAsync(5);

        // However it is closed: browsers that are older than closedby have ways of their own.
        await dialog.EvaluateAsync("d => d.close()");
        await Expect(secret).ToHaveTextAsync(key);
        Assert.True(await dialog.EvaluateAsync<bool>("d => d.matches(':modal') && d.contains(document.activeElement)"));

        // To go elsewhere leaves it, too.
        await stage.Page.EvaluateAsync("location.hash = '#/webhooks'");
        await Expect(stage.Page).ToHaveTitleAsync("Webhooks · Postscale");
        await Expect(secret).ToHaveTextAsync(key);
        await stage.Button("I have kept it").ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);

        async Task EscapeAsync(int times)
        {
            for (var i = 0; i < times; i++)
            {
                await stage.Page.Keyboard.PressAsync("Escape");
                await Expect(secret).ToHaveTextAsync(key);
                await Expect(dialog).ToBeVisibleAsync();
            }
        }
    }

    [Fact]
    public async Task That_it_is_copied_is_said_within_the_dialog()
    {
        await using var stage = await DashboardStage.StartAsync(world, browser, "dash-said");
        await stage.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var dialog = await CreateKeyAsync(stage);
        var key = await dialog.Locator(".secret code").InnerTextAsync();
        await stage.Button("Copy the key").ClickAsync();
        await Expect(stage.Button("Copied the key")).ToBeVisibleAsync();
        await Expect(dialog.GetByRole(AriaRole.Status)).ToHaveTextAsync("Copied the key");
        await Expect(stage.Page.Locator("#announcer")).ToBeEmptyAsync();
        Assert.Equal(key, await stage.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await Expect(stage.Button("Copy the key")).ToBeVisibleAsync();
        await stage.IsAccessibleAsync("a secret that was copied");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_the_clipboard_it_is_copied_by_selection_or_left_selected(bool canCopy)
    {
        await using var stage = await DashboardStage.StartAsync(world, browser, $"dash-select-{(canCopy ? "yes" : "no")}");
        await stage.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var dialog = await CreateKeyAsync(stage);
        var key = await dialog.Locator(".secret code").InnerTextAsync();
        // As on a page without TLS.
        await stage.Page.EvaluateAsync("Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })");
        if (!canCopy)
        {
            await stage.Page.EvaluateAsync("document.execCommand = () => false");
        }

        await stage.Button("Copy the key").ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Status)).ToHaveTextAsync(canCopy ? "Copied the key" : "Not copied: the key is selected, copy it with the keyboard");
        Assert.Equal(canCopy ? "" : key, await stage.Page.EvaluateAsync<string>("getSelection().toString()"));
        if (!canCopy)
        {
            await stage.Page.Keyboard.PressAsync("Control+c");
        }

        await stage.Page.EvaluateAsync("delete navigator.clipboard");
        Assert.Equal(key, await stage.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await Expect(stage.Button("Copy the key")).ToBeFocusedAsync();
    }

    /// <summary>Makes a key by the dashboard.</summary>
    /// <returns>The dialog that shows it.</returns>
    private static async Task<ILocator> CreateKeyAsync(DashboardStage stage)
    {
        await stage.SignInAsync(hash: "#/keys");
        await stage.Button("Create key").ClickAsync();
        var dialog = stage.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create key" }).ClickAsync();
        await Expect(dialog.Locator(".secret code")).ToContainTextAsync("ps_live_");
        return dialog;
    }
}
