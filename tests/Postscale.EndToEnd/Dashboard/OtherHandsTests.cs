using System.Text.Json.Nodes;
using Postscale.EndToEnd.Dns;
using Postscale.EndToEnd.Running;
using static Microsoft.Playwright.Assertions;

namespace Postscale.EndToEnd.Dashboard;

/// <summary>The page of a domain while it changes under the hands of who is at it: by DNS, and by others.</summary>
public sealed class OtherHandsTests(DnsWorld world, Browser browser)
{
    /// <summary>Longer than until any of the first four looks, in milliseconds of the page's clock.</summary>
    private const int UntilLook = 21_000;

    [Fact]
    public async Task A_look_leaves_the_focus_where_it_is_and_open_what_was_opened()
    {
        await using var stage = await DashboardStage.StartAsync(world, browser, "dash-stay");
        const string Domain = "dash-stay.example";
        var api = stage.Service.Client();
        await api.CreateAsync(Domain);
        List<string> published = ["Domain ownership verification"];
        await PublishAsync();
        (await api.PostAsync($"/v1/domains/{Domain}/verify")).Expect(200);
        await stage.Page.Clock.InstallAsync();
        await stage.SignInAsync(hash: $"#/domains/{Domain}");
        var details = stage.Page.Locator(".timeline details");
        await details.Locator("summary").ClickAsync();
        await Expect(details.Locator("li")).ToHaveCountAsync(5);

        // A look that finds all as it was.
        await stage.Button("Pause").FocusAsync();
        var looked = stage.Page.WaitForResponseAsync(r => r.Url.Contains("/v1/audit", StringComparison.Ordinal));
        await stage.Page.Clock.RunForAsync(UntilLook);
        await looked;
        await Expect(stage.Page.GetByText("Next look in")).ToBeVisibleAsync();
        await Expect(stage.Button("Pause")).ToBeFocusedAsync();

        // Another record changes, and then the one somebody is at.
        var copy = stage.Button("Copy the value of the DKIM record");
        await copy.FocusAsync();
        foreach (var (purpose, kind) in ((string, string)[])[("DMARC policy", "dmarc"), ("DKIM email signing", "dkim")])
        {
            published.Add(purpose);
            await PublishAsync();
            await stage.Page.Clock.RunForAsync(UntilLook);
            await Expect(stage.Record(kind).Locator(".badge")).ToHaveTextAsync("Holds");
            await Expect(stage.Record(kind).Locator(".diagnosis")).ToHaveCountAsync(0);
            await Expect(copy).ToBeFocusedAsync();
            await Expect(stage.Page.Locator(".timeline")).ToContainTextAsync($"Changed: {(kind == "dmarc" ? "DMARC" : "DKIM")} now holds.");
        }

        await Expect(details).ToHaveCountAsync(3);
        Assert.Equal("false,false,true", await details.EvaluateAllAsync<string>("all => all.map((d) => d.open).join()"));

        // In the end its button is gone, and the focus is where the same is done.
        published.AddRange(["SPF authentication", "Inbound mail routing", "Return-Path CNAME for delayed bounce tracking"]);
        await PublishAsync();
        await stage.Button("Pause").FocusAsync();
        await stage.Page.Clock.RunForAsync(UntilLook);
        await Expect(stage.Page.Locator(".status .badge")).ToHaveTextAsync("Verified");
        await Expect(stage.Button("Verify now")).ToBeFocusedAsync();
        await Expect(stage.Page.Locator(".records tbody .badge")).ToHaveTextAsync(Enumerable.Repeat("Holds", 6));

        Task PublishAsync() => stage.PublishAllAsync(api, Domain, r => published.Contains((string)r["purpose"]!) ? null : "");
    }

    [Fact]
    public async Task Saving_one_setting_leaves_what_others_have_set_meanwhile()
    {
        await using var stage = await StartAsync("dash-both");
        var api = stage.Service.Client();
        (await api.PutAsync("/v1/domains/dash-both.example", new JsonObject { ["active"] = false })).Expect(200);
        string? sent = null;
        stage.Page.Request += (_, request) => sent = request.Method == "PUT" ? request.PostData : sent;
        await stage.Page.GetByLabel("Catch-all").CheckAsync();
        await stage.Button("Save settings").ClickAsync();
        await Expect(stage.Page.GetByText("Saved.")).ToBeVisibleAsync();
        Assert.Equal("""{"catch_all_enabled":true}""", sent);
        Assert.Equal((true, false), await SettingsAsync(api, "dash-both.example"));
        await Expect(stage.Page.GetByLabel("Active")).Not.ToBeCheckedAsync();
        await Expect(stage.Page.Locator(".status .badge")).ToHaveTextAsync("Inactive");

        sent = null;
        await stage.Button("Save settings").ClickAsync();
        await Expect(stage.Page.GetByText("Nothing was changed.")).ToBeVisibleAsync();
        Assert.Null(sent);
    }

    [Fact]
    public async Task Settings_follow_what_others_set_but_where_somebody_is_changing_them()
    {
        await using var stage = await StartAsync("dash-follow");
        var api = stage.Service.Client();
        var catchAll = stage.Page.GetByLabel("Catch-all");
        await LookAsync(new JsonObject { ["catch_all_enabled"] = true, ["type"] = "both" });
        await Expect(catchAll).ToBeCheckedAsync();
        await Expect(stage.Page.GetByLabel("What it is for")).ToHaveValueAsync("both");
        await Expect(stage.Page.Locator(".records tbody")).ToHaveCountAsync(6);

        await stage.Page.GetByLabel("Active").UncheckAsync();
        await LookAsync(new JsonObject { ["catch_all_enabled"] = false });
        await Expect(catchAll).Not.ToBeCheckedAsync();
        await Expect(stage.Page.GetByLabel("Active")).Not.ToBeCheckedAsync();
        Assert.Equal((false, true), await SettingsAsync(api, "dash-follow.example"));
        await stage.Button("Save settings").ClickAsync();
        await Expect(stage.Page.GetByText("Saved.")).ToBeVisibleAsync();
        Assert.Equal((false, false), await SettingsAsync(api, "dash-follow.example"));

        async Task LookAsync(JsonObject settings)
        {
            (await api.PutAsync("/v1/domains/dash-follow.example", settings)).Expect(200);
            await stage.Page.Clock.RunForAsync(UntilLook);
        }
    }

    /// <summary>Opens the page of a new domain that receives, with the page's clock in hand.</summary>
    private async Task<DashboardStage> StartAsync(string name)
    {
        var stage = await DashboardStage.StartAsync(world, browser, name);
        await stage.Service.Client().CreateAsync($"{name}.example", "inbound");
        await stage.Page.Clock.InstallAsync();
        await stage.SignInAsync(hash: $"#/domains/{name}.example");
        await Expect(stage.Page.GetByText("Next look in")).ToBeVisibleAsync();
        return stage;
    }

    private static async Task<(bool CatchAll, bool Active)> SettingsAsync(ApiClient api, string domain)
    {
        var now = (await api.GetAsync($"/v1/domains/{domain}")).Expect(200);
        return ((bool)now["catch_all_enabled"]!, (bool)now["active"]!);
    }
}
