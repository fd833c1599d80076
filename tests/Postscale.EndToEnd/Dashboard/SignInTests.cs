using Microsoft.Playwright;
using Postscale.EndToEnd.Dns;
using static Microsoft.Playwright.Assertions;

namespace Postscale.EndToEnd.Dashboard;

/// <summary>Coming in, staying, and going out.</summary>
public sealed class SignInTests(DnsWorld world, Browser browser)
{
    [Fact]
    public async Task A_wrong_key_is_explained_and_the_right_one_is_kept_for_the_tab_alone()
    {
        await using var stage = await DashboardStage.StartAsync(world, browser, "dash-in");
        await stage.GoAsync("#/keys");
        var field = stage.Page.GetByLabel("API key");
        await stage.Button("Sign in").ClickAsync();
        await Expect(stage.Page.GetByText("Put in a key.")).ToBeVisibleAsync();
        await field.FillAsync("ps_live_abc");
        await stage.Button("Sign in").ClickAsync();
        await Expect(stage.Page.GetByText("That is no key: one begins with ps_live_")).ToBeVisibleAsync();
        await Expect(field).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(field).ToBeFocusedAsync();
        await field.FillAsync(stage.Service.FirstKey![..^1] + (stage.Service.FirstKey![^1] == 'a' ? 'b' : 'a'));
        await stage.Button("Sign in").ClickAsync();
        await Expect(stage.Page.GetByText("The service does not know this key")).ToBeVisibleAsync();
        await stage.PictureAsync("sign-in-wrong");

        await field.FillAsync($" {stage.Service.FirstKey} ");
        await stage.Button("Sign in").ClickAsync();
        // The page that was asked for, not the first one.
        await Expect(stage.Page.GetByRole(AriaRole.Heading, new() { Name = "API keys" })).ToBeVisibleAsync();
        await stage.Page.ReloadAsync();
        await Expect(stage.Page.GetByRole(AriaRole.Heading, new() { Name = "API keys" })).ToBeVisibleAsync();
        Assert.Equal(0, await stage.Page.EvaluateAsync<int>("localStorage.length"));
        Assert.DoesNotContain("ps_live", stage.Page.Url, StringComparison.Ordinal);

        var other = await stage.Page.Context.NewPageAsync();
        await other.GotoAsync(stage.Service.Address.ToString());
        await Expect(other.GetByLabel("API key")).ToBeVisibleAsync();

        await stage.Button("Sign out").ClickAsync();
        await Expect(field).ToBeVisibleAsync();
        Assert.Equal(0, await stage.Page.EvaluateAsync<int>("sessionStorage.length + localStorage.length"));
    }

    [Fact]
    public async Task A_key_is_remembered_where_that_is_asked_for_until_the_sign_out()
    {
        await using var stage = await DashboardStage.StartAsync(world, browser, "dash-remember");
        await stage.GoAsync();
        await stage.Page.GetByLabel("API key").FillAsync(stage.Service.FirstKey!);
        await stage.Page.GetByLabel("Remember on this device").CheckAsync();
        await stage.Button("Sign in").ClickAsync();
        await stage.Page.Locator(".top").WaitForAsync();
        var other = await stage.Page.Context.NewPageAsync();
        await other.GotoAsync(stage.Service.Address.ToString());
        await Expect(other.GetByRole(AriaRole.Heading, new() { Name = "Domains", Exact = true })).ToBeVisibleAsync();
        await other.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(other.GetByLabel("API key")).ToBeVisibleAsync();
        Assert.Equal(0, await other.EvaluateAsync<int>("localStorage.length"));
    }

    [Fact]
    public async Task A_key_that_may_not_do_something_is_told_what_it_lacks_and_one_that_was_revoked_is_asked_for_anew()
    {
        await using var stage = await DashboardStage.StartAsync(world, browser, "dash-scope");
        var admin = stage.Service.Client();
        var made = (await admin.PostAsync("/v1/keys", new() { ["scopes"] = new System.Text.Json.Nodes.JsonArray("read") })).Expect(201);
        await stage.SignInAsync((string)made["key"]!, "#/keys");
        await Expect(stage.Page.GetByText("This API key lacks the scope 'keys'; use a key that has it")).ToBeVisibleAsync();
        await Expect(stage.Page.GetByText("Request id")).ToBeVisibleAsync();
        await stage.PictureAsync("scope-missing");
        await stage.Link("Webhooks").ClickAsync();
        await Expect(stage.Page.GetByText("lacks the scope 'webhooks'")).ToBeVisibleAsync();
        await stage.GoAsync("#/add");
        await stage.Page.GetByLabel("Domain", new() { Exact = true }).FillAsync("dash-scope.example");
        await stage.Button("Add domain").ClickAsync();
        await Expect(stage.Page.GetByText("This API key may only read; use a key with the scope 'write'")).ToBeVisibleAsync();

        (await admin.DeleteAsync($"/v1/keys/{made["id"]}")).Expect(200);
        await stage.Link("Domains").First.ClickAsync();
        await Expect(stage.Page.GetByText("The API key is not valid")).ToBeVisibleAsync();
        await Expect(stage.Page.GetByLabel("API key")).ToBeVisibleAsync();
    }
}
