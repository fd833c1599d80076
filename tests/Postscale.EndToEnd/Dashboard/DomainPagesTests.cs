using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Postscale.EndToEnd.Dns;
using static Microsoft.Playwright.Assertions;

namespace Postscale.EndToEnd.Dashboard;

/// <summary>The list of domains and the page of one.</summary>
public sealed class DomainPagesTests(DnsWorld world, Browser browser)
{
    [Fact]
    public async Task The_list_is_searched_filtered_and_paged_and_its_place_can_be_bookmarked()
    {
        await using var stage = await DashboardStage.StartAsync(world, browser, "dash-list");
        var api = stage.Service.Client();
        for (var i = 0; i < 30; i++)
        {
            await api.CreateAsync($"shop-{i:00}.dash-list.example", i % 10 == 0 ? "outbound" : "inbound");
        }

        (await api.PutAsync("/v1/domains/shop-29.dash-list.example", new JsonObject { ["active"] = false })).Expect(200);
        await stage.SignInAsync();
        var rows = stage.Page.Locator(".domains tbody tr");
        await Expect(rows).ToHaveCountAsync(25);
        await Expect(rows.First).ToContainTextAsync("shop-29.dash-list.example");
        await Expect(rows.First.Locator(".badge")).ToHaveTextAsync("Inactive");
        await Expect(rows.Nth(1).Locator(".badge")).ToHaveTextAsync("Pending");
        await stage.PictureAsync("domains");

        await stage.Link("Next").ClickAsync();
        await Expect(rows).ToHaveCountAsync(5);
        await Expect(stage.Page).ToHaveURLAsync($"{stage.Service.Address}#/domains?offset=25");
        await stage.Page.GoBackAsync();
        await Expect(rows).ToHaveCountAsync(25);

        await stage.Page.GetByLabel("Search names").FillAsync("shop-1");
        await Expect(rows).ToHaveCountAsync(10);
        await stage.Page.GetByLabel("Type").SelectOptionAsync("outbound");
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(stage.Page).ToHaveURLAsync($"{stage.Service.Address}#/domains?q=shop-1&type=outbound");
        await stage.Page.ReloadAsync();
        await Expect(rows).ToHaveCountAsync(1);
        await stage.Page.GetByLabel("State").SelectOptionAsync("true");
        await Expect(stage.Page.GetByRole(AriaRole.Heading, new() { Name = "Nothing matches" })).ToBeVisibleAsync();
        await stage.Link("Show all").ClickAsync();
        await Expect(rows).ToHaveCountAsync(25);
        await stage.Link("shop-28.dash-list.example").ClickAsync();
        await Expect(stage.Page).ToHaveTitleAsync("shop-28.dash-list.example · Postscale");
        await Expect(stage.Page.Locator(".records tbody")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task What_is_wrong_is_shown_beside_what_is_expected_with_the_change_to_make()
    {
        await using var stage = await DashboardStage.StartAsync(world, browser, "dash-wrong");
        const string Domain = "dash-wrong.example";
        var api = stage.Service.Client();
        await api.CreateAsync(Domain);
        // What strangers write stays text.
        const string Markup = "v=spf1 include:_spf.other.example <img src=/x onerror=alert(1)> ~all";
        await stage.PublishAllAsync(api, Domain, r => (string)r["purpose"]! switch
        {
            "SPF authentication" => $"{Domain}. TXT {ZoneText.Strings("v=spf1 include:_spf.other.example ~all")}",
            "DKIM email signing" => "",
            "DMARC policy" => $"_dmarc.{Domain}. TXT {ZoneText.Strings(Markup.Replace("v=spf1", "v=DMARC1;", StringComparison.Ordinal))}",
            _ => null,
        });
        await stage.SignInAsync(hash: $"#/domains/{Domain}");
        await stage.Button("Verify now").ClickAsync();
        var spf = stage.Record("spf");
        await Expect(spf.Locator(".badge")).ToHaveTextAsync("To change");
        await Expect(spf.Locator(".compare dd").First).ToHaveTextAsync("v=spf1 include:_spf.other.example ~all");
        await Expect(spf.Locator(".compare")).ToContainTextAsync($"v=spf1 include:{stage.Platform.Spf} ~all");
        await Expect(spf.Locator(".finding-hint")).ToContainTextAsync($"include:{stage.Platform.Spf}");
        await Expect(stage.Record("dkim").Locator(".badge")).ToHaveTextAsync("Not found yet");
        await Expect(stage.Record("dmarc")).ToContainTextAsync("<img src=/x onerror=alert(1)>");
        await Expect(stage.Record("ownership").Locator(".badge")).ToHaveTextAsync("Holds");
        Assert.Equal(0, await stage.Page.Locator(".records img").CountAsync());
        await Expect(stage.Page.Locator(".status .progress")).ToHaveAttributeAsync("aria-label", "3 of 6 records hold");
        await Expect(stage.Page.Locator(".timeline")).ToContainTextAsync("Looked up: not verified");
        await stage.IsAccessibleAsync("a domain with faults");
        await stage.PictureAsync("domain-wrong");
    }

    [Fact]
    public async Task A_pending_domain_is_looked_at_again_by_itself()
    {
        await using var stage = await DashboardStage.StartAsync(world, browser, "dash-wait");
        const string Domain = "dash-wait.example";
        var api = stage.Service.Client();
        await api.CreateAsync(Domain, "inbound");
        await stage.Page.Clock.InstallAsync();
        await stage.SignInAsync(hash: $"#/domains/{Domain}");
        await Expect(stage.Page.GetByText("Next look in")).ToBeVisibleAsync();
        await stage.PublishAllAsync(api, Domain);
        await stage.Button("Pause").ClickAsync();
        await stage.Page.Clock.RunForAsync(60_000);
        await Expect(stage.Page.GetByText("Looking by itself is paused.")).ToBeVisibleAsync();
        await Expect(stage.Page.Locator(".status .badge")).ToHaveTextAsync("Pending");
        await stage.Button("Go on").ClickAsync();
        await stage.Page.Clock.RunForAsync(16_000);
        await Expect(stage.Page.Locator(".status .badge")).ToHaveTextAsync("Verified");
    }

    [Fact]
    public async Task A_verified_domain_whose_records_are_gone_is_at_risk_and_looking_at_its_page_takes_nothing_from_it()
    {
        await using var stage = await DashboardStage.StartAsync(world, browser, "dash-risk", options: ["--recheck-verified", "1"]);
        const string Domain = "dash-risk.example";
        var api = stage.Service.Client();
        await api.CreateAsync(Domain);
        await stage.PublishAllAsync(api, Domain);
        Assert.True((bool)(await api.PostAsync($"/v1/domains/{Domain}/verify")).Expect(200)["verified"]!);
        await stage.PublishAllAsync(api, Domain, r => (string)r["type"]! == "MX" ? "" : null);
        await Faults.Wait.UntilAsync(
            async () => (await api.GetAsync($"/v1/domains/{Domain}/checks?limit=1")).Expect(200)["checks"]![0]!["checks"]!.AsArray().Any(c => (string)c!["record"]! == "mx" && (string)c["outcome"]! == "missing"), "the loss is seen");
        await stage.Page.Clock.InstallAsync();
        var verified = 0;
        stage.Page.Request += (_, request) => verified += request.Url.EndsWith("/verify", StringComparison.Ordinal) ? 1 : 0;
        await stage.SignInAsync();
        await Expect(stage.Page.Locator(".domains .badge")).ToHaveTextAsync("At risk");
        await stage.Link(Domain).ClickAsync();
        await Expect(stage.Page.Locator(".status .badge")).ToHaveTextAsync("At risk");
        await Expect(stage.Record("mx").Locator(".badge")).ToHaveTextAsync("Gone");
        await stage.PictureAsync("domain-at-risk");

        // A verification would end the time that the domain has left: none is made by itself, and one that is asked for is asked about.
        await stage.Page.Clock.RunForAsync(16_000);
        await Expect(stage.Page.GetByText("Next look in")).ToBeVisibleAsync();
        Assert.Equal(0, verified);
        await stage.Button("Verify now").ClickAsync();
        await Expect(stage.Page.GetByText("its mail stops now")).ToBeVisibleAsync();
        Assert.True((bool)(await api.GetAsync($"/v1/domains/{Domain}")).Expect(200)["verified"]!);
        await stage.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Verify now" }).ClickAsync();
        await Expect(stage.Page.Locator(".status .badge")).ToHaveTextAsync("Pending");
    }

    [Fact]
    public async Task Names_and_values_are_copied_settings_saved_and_a_domain_removed_by_typing_its_name()
    {
        await using var stage = await DashboardStage.StartAsync(world, browser, "dash-set");
        const string Domain = "dash-set.example";
        var api = stage.Service.Client();
        await api.CreateAsync(Domain, "inbound");
        await api.CreateAsync($"primary.{Domain}", "inbound");
        await stage.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await stage.SignInAsync(hash: $"#/domains/{Domain}");
        await stage.Button("Copy the value of the MX record").ClickAsync();
        Assert.Equal(stage.Platform.Mx, await stage.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await stage.Button("Copy the name of the Ownership record").ClickAsync();
        Assert.Equal($"_postscale.{Domain}", await stage.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await Expect(stage.Page.Locator("#announcer")).ToHaveTextAsync("Copied the name of the Ownership record");

        await stage.Page.GetByLabel("Catch-all").CheckAsync();
        await stage.Page.GetByLabel("Active").UncheckAsync();
        await stage.Page.GetByLabel("What it is for").SelectOptionAsync("alias");
        await Expect(stage.Page.GetByLabel("Forwards to").Locator("option")).ToHaveCountAsync(2);
        await stage.Page.GetByLabel("Forwards to").SelectOptionAsync($"primary.{Domain}");
        await stage.Button("Save settings").ClickAsync();
        await Expect(stage.Page.GetByText("Saved.")).ToBeVisibleAsync();
        await Expect(stage.Page.Locator(".status .badge")).ToHaveTextAsync("Inactive");
        var saved = (await api.GetAsync($"/v1/domains/{Domain}")).Expect(200);
        Assert.Equal(("alias", $"primary.{Domain}", true, false), ((string)saved["type"]!, (string)saved["primary_domain"]!, (bool)saved["catch_all_enabled"]!, (bool)saved["active"]!));
        await Expect(stage.Page.Locator(".timeline")).ToContainTextAsync("Settings changed");

        await stage.Button("Remove domain").ClickAsync();
        var dialog = stage.Page.GetByRole(AriaRole.Dialog);
        await stage.IsAccessibleAsync("the dialog before a removal");
        await stage.PictureAsync("domain-remove");
        await dialog.GetByLabel($"Type {Domain} to confirm").FillAsync("other.example");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Remove domain" }).ClickAsync();
        await Expect(dialog.GetByText($"That is not {Domain}.")).ToBeVisibleAsync();
        (await api.GetAsync($"/v1/domains/{Domain}")).Expect(200);
        await stage.Page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(stage.Button("Remove domain")).ToBeFocusedAsync();
        await stage.Button("Remove domain").ClickAsync();
        await dialog.GetByLabel($"Type {Domain} to confirm").FillAsync(Domain);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Remove domain" }).ClickAsync();
        await Expect(stage.Page.Locator(".domains tbody tr")).ToHaveCountAsync(1);
        Assert.Equal(404, (await api.GetAsync($"/v1/domains/{Domain}")).Status);
    }

    [Fact]
    public async Task A_refused_name_is_explained_at_its_field_and_a_domain_that_is_not_there_on_its_page()
    {
        await using var stage = await DashboardStage.StartAsync(world, browser, "dash-no");
        await stage.SignInAsync(hash: "#/add");
        var field = stage.Page.GetByLabel("Domain", new() { Exact = true });
        foreach (var (name, text) in ((string, string)[])[("", "Put in the name of a domain"), ("co.uk", "co.uk is a public suffix"), ("a..b", "domain")])
        {
            await field.FillAsync(name);
            await stage.Button("Add domain").ClickAsync();
            await Expect(stage.Page.Locator("[data-field=domain] .field-error")).ToContainTextAsync(text);
            await Expect(field).ToBeFocusedAsync();
        }

        await stage.GoAsync("#/domains/absent.example");
        await Expect(stage.Page.GetByText("There is no such domain in this account")).ToBeVisibleAsync();
        await stage.GoAsync("#/nowhere");
        await Expect(stage.Page.GetByRole(AriaRole.Heading, new() { Name = "There is no such page" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Too_many_requests_are_waited_out_and_a_service_that_is_gone_is_said_to_be()
    {
        await using var stage = await DashboardStage.StartAsync(world, browser, "dash-slow");
        var api = stage.Service.Client();
        await api.CreateAsync("dash-slow.example", "inbound");
        await stage.SignInAsync(hash: "#/domains/dash-slow.example");
        var refused = 0;
        await stage.Page.RouteAsync("**/verify", route => Interlocked.Increment(ref refused) == 1
            ? route.FulfillAsync(new() { Status = 429, Headers = new Dictionary<string, string> { ["Retry-After"] = "1", ["Content-Type"] = "application/json" }, Body = """{"error":"wait","code":"rate_limited","request_id":"r"}""" })
            : route.ContinueAsync());
        await stage.Button("Verify now").ClickAsync();
        await Expect(stage.Page.Locator(".waiting")).ToHaveTextAsync("The service asks to wait: going on in 1 s.");
        await Expect(stage.Record("mx").Locator(".badge")).ToHaveTextAsync("Not found yet");
        await Expect(stage.Page.Locator(".waiting")).ToBeHiddenAsync();
        Assert.Equal(2, refused);

        await stage.Page.RouteAsync("**/v1/**", route => route.AbortAsync());
        await stage.Link("Domains").First.ClickAsync();
        await Expect(stage.Page.GetByText("The service cannot be reached.")).ToBeVisibleAsync();
        await stage.Page.UnrouteAsync("**/v1/**");
        await stage.Button("Try again").ClickAsync();
        await Expect(stage.Page.Locator(".domains tbody tr")).ToHaveCountAsync(1);
    }
}
