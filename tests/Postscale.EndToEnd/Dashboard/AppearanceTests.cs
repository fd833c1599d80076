using System.Text.Json.Nodes;
using Postscale.EndToEnd.Dns;
using Postscale.EndToEnd.Running;
using static Microsoft.Playwright.Assertions;

namespace Postscale.EndToEnd.Dashboard;

/// <summary>Every page in light and dark, wide and narrow: by the rules of accessibility, within its window, and as a picture to be looked at.</summary>
public sealed class AppearanceTests(DnsWorld world, Browser browser)
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Every_page_is_accessible_and_fits(bool isPhone, bool isDark)
    {
        var look = $"{(isPhone ? "phone" : "wide")}-{(isDark ? "dark" : "light")}";
        await using var stage = await DashboardStage.StartAsync(world, browser, $"dash-{look}", isPhone, isDark, "--webhook-allow-private", "true");
        var api = stage.Service.Client();
        var webhook = await FillAsync(stage, api, look);
        await stage.GoAsync();
        await JudgeAsync("sign-in");
        await stage.SignInAsync();
        foreach (var (hash, name) in ((string, string)[])
        [
            ("#/domains", "domains"), ("#/add", "add"), ($"#/domains/shop.{look}.example", "domain-verified"), ($"#/domains/news.{look}.example", "domain-pending"),
            ("#/webhooks", "webhooks"), ($"#/webhooks/{webhook}", "webhook"), ("#/keys", "keys"), ("#/nowhere", "lost"),
        ])
        {
            await stage.GoAsync(hash);
            await Expect(stage.Page.Locator(".page-head, .empty").First).ToBeVisibleAsync();
            await stage.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);
            await JudgeAsync(name);
        }

        async Task JudgeAsync(string name)
        {
            await stage.PictureAsync($"{look}-{name}");
            await stage.FitsAsync($"{name} ({look})");
            await stage.IsAccessibleAsync($"{name} ({look})");
        }
    }

    [Fact]
    public async Task The_theme_is_chosen_and_stays_chosen()
    {
        await using var stage = await DashboardStage.StartAsync(world, browser, "dash-theme");
        await stage.GoAsync();
        await stage.Button("Use the dark theme").ClickAsync();
        await stage.Page.ReloadAsync();
        await Expect(stage.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Expect(stage.Page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(17, 19, 24)");
        await stage.Button("Use the light theme").ClickAsync();
        await Expect(stage.Page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(246, 246, 243)");
    }

    /// <summary>Something of all kinds.</summary>
    private static async Task<string> FillAsync(DashboardStage stage, ApiClient api, string look)
    {
        await stage.PublishAsync($"{look}.example", "");
        await api.CreateAsync($"shop.{look}.example");
        await stage.PublishAllAsync(api, $"shop.{look}.example");
        await api.PostAsync($"/v1/domains/shop.{look}.example/verify");
        await api.CreateAsync($"news.{look}.example", "outbound");
        await stage.PublishAllAsync(api, $"news.{look}.example", r => (string)r["purpose"]! switch
        {
            "SPF authentication" => $"news.{look}.example. TXT {ZoneText.Strings("v=spf1 include:_spf.other.example ~all")}",
            "DKIM email signing" => "",
            _ => null,
        });
        await api.PostAsync($"/v1/domains/news.{look}.example/verify");
        (await api.PostAsync("/v1/domains", new JsonObject { ["domain"] = $"shop-alias.{look}.example", ["type"] = "alias", ["primary_domain"] = $"shop.{look}.example" })).Expect(201);
        await api.CreateAsync($"parked.{look}.example", "inbound");
        (await api.PutAsync($"/v1/domains/parked.{look}.example", new JsonObject { ["active"] = false })).Expect(200);
        (await api.PostAsync("/v1/keys", new JsonObject { ["scopes"] = new JsonArray("read"), ["expires_in_days"] = 5 })).Expect(201);
        var webhook = (await api.PostAsync("/v1/webhooks", new JsonObject { ["url"] = "http://127.0.0.1:9/hooks/postscale", ["description"] = "Mail team" })).Expect(201);
        await api.CreateAsync($"later.{look}.example", "inbound");
        return (string)webhook["id"]!;
    }
}
