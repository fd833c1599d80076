using System.Collections.Concurrent;
using Postscale.EndToEnd.Dns;
using static Microsoft.Playwright.Assertions;

namespace Postscale.EndToEnd.Dashboard;

/// <summary>The list of domains under the hands of somebody who is quicker than the service or than the list.</summary>
public sealed class DomainListTests(DnsWorld world, Browser browser)
{
    /// <summary>More than typing is waited for, in milliseconds of the page's clock.</summary>
    private const int Pause = 1_000;

    [Fact]
    public async Task A_slow_answer_to_what_is_asked_no_longer_is_given_up()
    {
        await using var stage = await StartAsync("dash-late");
        var (asked, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        var givenUp = new ConcurrentBag<string>();
        stage.Page.RequestFailed += (_, request) => givenUp.Add(request.Url);
        await stage.Page.RouteAsync("**/v1/domains?q=shop-1&*", async route =>
        {
            asked.TrySetResult();
            await released.Task;
            await route.ContinueAsync();
        });
        var search = stage.Page.GetByLabel("Search names");
        var rows = stage.Page.Locator(".domains tbody tr");
        await search.FillAsync("shop-1");
        await stage.Page.Clock.RunForAsync(Pause);
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        await search.FillAsync("shop-2");
        await stage.Page.Clock.RunForAsync(Pause);
        await Expect(rows).ToHaveCountAsync(1);
        await Faults.Wait.UntilAsync(() => givenUp.Any(u => u.Contains("q=shop-1&", StringComparison.Ordinal)), "the former question is given up");
        released.SetResult();
        await Expect(rows).ToContainTextAsync("shop-2.dash-late.example");
        await Expect(stage.Page).ToHaveURLAsync($"{stage.Service.Address}#/domains?q=shop-2");
    }

    [Fact]
    public async Task A_search_that_was_begun_leaves_the_next_page_alone()
    {
        await using var stage = await StartAsync("dash-left");
        await stage.Page.GetByLabel("Search names").FillAsync("shop-1");
        await stage.Link("Webhooks").ClickAsync();
        await Expect(stage.Page).ToHaveTitleAsync("Webhooks · Postscale");
        await stage.Page.Clock.RunForAsync(Pause);
        await Expect(stage.Page).ToHaveURLAsync($"{stage.Service.Address}#/webhooks");
        await stage.Page.GoBackAsync();
        await Expect(stage.Page.Locator(".domains tbody tr")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task A_filter_that_is_chosen_right_after_typing_is_added_to_what_was_typed()
    {
        await using var stage = await StartAsync("dash-quick");
        await stage.Page.GetByLabel("Search names").FillAsync("shop-");
        await stage.Page.GetByLabel("Type").SelectOptionAsync("outbound");
        await stage.Page.GetByLabel("Order").SelectOptionAsync("domain");
        await stage.Page.Clock.RunForAsync(Pause);
        await Expect(stage.Page).ToHaveURLAsync($"{stage.Service.Address}#/domains?q=shop-&type=outbound&sort=domain");
        await Expect(stage.Page.Locator(".domains tbody tr")).ToHaveCountAsync(1);
        await Expect(stage.Page.Locator(".domains tbody tr")).ToContainTextAsync("shop-1.dash-quick.example");
    }

    /// <summary>Signs in to three domains; from then on the page's clock stands until it is told to go on.</summary>
    private async Task<DashboardStage> StartAsync(string name)
    {
        var stage = await DashboardStage.StartAsync(world, browser, name);
        var api = stage.Service.Client();
        await api.CreateAsync($"shop-1.{name}.example", "outbound");
        await api.CreateAsync($"shop-2.{name}.example", "inbound");
        await api.CreateAsync($"other.{name}.example", "outbound");
        await stage.Page.Clock.InstallAsync();
        await stage.SignInAsync();
        await Expect(stage.Page.Locator(".domains tbody tr")).ToHaveCountAsync(3);
        await stage.Page.Clock.PauseAtAsync(DateTime.UtcNow.AddHours(1));
        return stage;
    }
}
