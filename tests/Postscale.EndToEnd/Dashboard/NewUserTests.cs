using System.Diagnostics;
using Microsoft.Playwright;
using Postscale.EndToEnd.Dns;
using static Microsoft.Playwright.Assertions;

namespace Postscale.EndToEnd.Dashboard;

/// <summary>Somebody who has just started the service, and has nothing but the printed key, the dashboard, and a zone of their own.</summary>
public sealed class NewUserTests(DnsWorld world, Browser browser)
{
    [Fact]
    public async Task From_the_first_key_to_a_verified_domain_by_the_dashboard_alone()
    {
        await using var stage = await DashboardStage.StartAsync(world, browser, "dash-new");
        const string Domain = "dash-new.example";
        await world.PublishAsync(Domain, "");
        var since = Stopwatch.GetTimestamp();
        await stage.SignInAsync();
        await Expect(stage.Page.GetByRole(AriaRole.Heading, new() { Name = "No domains yet" })).ToBeVisibleAsync();
        await stage.PictureAsync("domains-none");

        await stage.Link("Add your first domain").ClickAsync();
        await stage.Page.GetByLabel("Domain", new() { Exact = true }).FillAsync($"https://{Domain}/contact");
        await stage.PictureAsync("add");
        await stage.Button("Add domain").ClickAsync();
        await Expect(stage.Page.GetByRole(AriaRole.Heading, new() { Name = Domain })).ToBeVisibleAsync();
        await Expect(stage.Page.Locator(".records tbody")).ToHaveCountAsync(6);
        await Expect(stage.Page.GetByText("Next look in")).ToBeVisibleAsync();
        await stage.PictureAsync("domain-pending");

        // What is on the page is all that is known of what to publish.
        await world.PublishAsync(Domain, await RecordsOnPageAsync(stage));
        await stage.Button("Verify now").ClickAsync();
        await Expect(stage.Page.Locator(".status .badge")).ToHaveTextAsync("Verified");
        await Expect(stage.Page.Locator(".records .badge-good")).ToHaveCountAsync(6);
        var taken = Stopwatch.GetElapsedTime(since);
        TestContext.Current.TestOutputHelper?.WriteLine($"from the printed key to the first verified domain, by the dashboard alone and without a person's pauses: {taken.TotalSeconds:0.0} s");
        await Expect(stage.Page.Locator("#announcer")).ToHaveTextAsync($"{Domain} is verified.");
        await Expect(stage.Page.GetByText("Next look in")).ToBeHiddenAsync();
        await stage.PictureAsync("domain-verified");
    }

    [Fact]
    public async Task By_keyboard_alone()
    {
        await using var stage = await DashboardStage.StartAsync(world, browser, "dash-keys");
        const string Domain = "dash-keys.example";
        await world.PublishAsync(Domain, "");
        await stage.GoAsync();
        // The first field has the focus, as each page's heading has later.
        await stage.Page.Keyboard.TypeAsync(stage.Service.FirstKey!);
        await stage.Page.Keyboard.PressAsync("Enter");
        await Expect(stage.Page.GetByRole(AriaRole.Heading, new() { Name = "Domains", Exact = true })).ToBeFocusedAsync();
        await stage.SettleAsync();

        await TabToAsync(stage, "Add domain");
        await stage.Page.Keyboard.PressAsync("Enter");
        await Expect(stage.Page.GetByLabel("Domain", new() { Exact = true })).ToBeFocusedAsync();
        await stage.Page.Keyboard.TypeAsync(Domain);
        await stage.Page.Keyboard.PressAsync("Tab");
        await stage.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(stage.Page.GetByLabel("Send only")).ToBeCheckedAsync();
        await TabToAsync(stage, "Add domain");
        await stage.Page.Keyboard.PressAsync("Enter");
        await Expect(stage.Page.GetByRole(AriaRole.Heading, new() { Name = Domain })).ToBeFocusedAsync();
        await Expect(stage.Page.Locator(".records tbody")).ToHaveCountAsync(5);
        await world.PublishAsync(Domain, await RecordsOnPageAsync(stage));

        await TabToAsync(stage, "Verify now");
        await stage.Page.Keyboard.PressAsync("Enter");
        await Expect(stage.Page.Locator(".status .badge")).ToHaveTextAsync("Verified");
        await Expect(stage.Button("Verify now")).ToBeFocusedAsync();
    }

    /// <summary>Presses Tab until the focus is there; it must be seen to be.</summary>
    private static async Task TabToAsync(DashboardStage stage, string name)
    {
        for (var i = 0; i < 40; i++)
        {
            await stage.Page.Keyboard.PressAsync("Tab");
            var (text, isSeen) = (
                await stage.Page.EvaluateAsync<string>("(document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent).trim()"),
                await stage.Page.EvaluateAsync<bool>("(() => { const e = document.activeElement; const c = e.closest('.choice') ?? e; return getComputedStyle(c).outlineStyle !== 'none' || getComputedStyle(e).outlineStyle !== 'none'; })()"));
            Assert.True(isSeen, $"where the focus is, is not seen: {text}");
            if (text == name)
            {
                return;
            }
        }

        Assert.Fail($"'{name}' is not reached by Tab");
    }

    /// <summary>The records as a person reads them off the page, as lines of a zone file.</summary>
    private static async Task<string> RecordsOnPageAsync(DashboardStage stage)
    {
        var lines = new List<string>();
        foreach (var row in await stage.Page.Locator(".records tbody").AllAsync())
        {
            var type = await row.Locator("th .pill").InnerTextAsync();
            var name = await row.Locator("td[data-label=Name] code").First.InnerTextAsync();
            var value = await row.Locator("td[data-label=Value] code").InnerTextAsync();
            lines.Add(type switch
            {
                "TXT" => $"{name}. TXT {ZoneText.Strings(value)}",
                "MX" => $"{name}. MX {(await row.Locator("td[data-label=Value] .host").InnerTextAsync()).Replace("priority ", "", StringComparison.Ordinal)} {value}.",
                _ => $"{name}. CNAME {value}.",
            });
        }

        return string.Join('\n', lines);
    }
}
