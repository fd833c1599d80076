using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Postscale.EndToEnd.Dns;
using Postscale.EndToEnd.Running;
using Postscale.Testing;

namespace Postscale.EndToEnd.Dashboard;

/// <summary>A new service, and a browser's window at its dashboard. Whatever the window complains of fails the test.</summary>
internal sealed class DashboardStage : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly DnsWorld _world;
    private readonly Browser _browser;
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    private DashboardStage(DnsWorld world, Browser browser, TemporaryFolder folder, Service service, PlatformZone platform, IBrowserContext context, IPage page)
    {
        (_world, _browser, _folder, Service, Platform, _context, Page) = (world, browser, folder, service, platform, context, page);
        // Answers that are errors are shown to the user, and each test says which it expects; all else is the dashboard's own fault.
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !(message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal) && message.Location.Contains("/v1/", StringComparison.Ordinal)))
            {
                _complaints.Enqueue($"{message.Type}: {message.Text} ({message.Location})");
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue($"uncaught: {error}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(service.Address.ToString(), StringComparison.Ordinal))
            {
                _complaints.Enqueue($"another host was asked: {request.Url}");
            }
        };
    }

    public Service Service { get; }

    public PlatformZone Platform { get; }

    public IPage Page { get; }

    /// <summary>Where pictures are kept to be looked at.</summary>
    private static string Pictures => Repository.PathOf("artifacts", "screenshots");

    /// <summary>Starts it; the platform's zone is published.</summary>
    /// <param name="world">DNS.</param>
    /// <param name="browser">The browser.</param>
    /// <param name="name">A label that no other test uses.</param>
    /// <param name="isPhone">Whether the window is small.</param>
    /// <param name="isDark">Whether the system is dark.</param>
    /// <param name="options">Further options of the service.</param>
    public static async Task<DashboardStage> StartAsync(DnsWorld world, Browser browser, string name, bool isPhone = false, bool isDark = false, params string[] options)
    {
        await browser.EnterAsync();
        try
        {
            return await StartInPlaceAsync(world, browser, name, isPhone, isDark, options);
        }
        catch
        {
            browser.Leave();
            throw;
        }
    }

    private static async Task<DashboardStage> StartInPlaceAsync(DnsWorld world, Browser browser, string name, bool isPhone, bool isDark, string[] options)
    {
        var platform = new PlatformZone($"{name}-platform.example");
        await world.PublishAsync(platform.Domain, platform.Records());
        var folder = new TemporaryFolder();
        var service = await Service.StartAsync(folder.File("p.db"), world.Resolver, [.. platform.Options, "--platform-check", "off", .. options]);
        var context = await browser.OpenAsync(isPhone, isDark);
        await context.AddInitScriptAsync("document.addEventListener('securitypolicyviolation', (e) => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI));");
        return new DashboardStage(world, browser, folder, service, platform, context, await context.NewPageAsync());
    }

    /// <summary>Publishes a domain's zone.</summary>
    public Task PublishAsync(string domain, string records) => _world.PublishAsync(domain, records);

    /// <summary>Publishes all that a domain is to publish, but what is given in the place of some.</summary>
    public async Task PublishAllAsync(ApiClient api, string domain, Func<JsonNode, string?>? instead = null)
    {
        var records = (await api.GetAsync($"/v1/domains/{domain}/dns")).Expect(200)["records"]!.AsArray();
        await PublishAsync(domain, string.Join('\n', records.Select(r => instead?.Invoke(r!) ?? ZoneText.Line(r!))));
    }

    /// <summary>Goes to a page of the dashboard.</summary>
    public async Task GoAsync(string hash = "")
    {
        await Page.GotoAsync($"{Service.Address}{hash}");
        await SettleAsync();
    }

    /// <summary>Signs in with a key; default: the first one.</summary>
    public async Task SignInAsync(string? key = null, string hash = "")
    {
        await GoAsync(hash);
        await Page.GetByLabel("API key").FillAsync(key ?? Service.FirstKey!);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Page.Locator(".top").WaitForAsync();
        await SettleAsync();
    }

    /// <summary>Waits until nothing is being loaded.</summary>
    public Task SettleAsync() => Assertions.Expect(Page.Locator("main .loading")).ToHaveCountAsync(0);

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    /// <summary>The row of a record.</summary>
    public ILocator Record(string kind) => Page.Locator($"tbody[data-record={kind}]");

    /// <summary>Keeps a picture of the page.</summary>
    public async Task PictureAsync(string name)
    {
        Directory.CreateDirectory(Pictures);
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures, $"{name}.png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
    }

    /// <summary>Judges the page by the rules of WCAG 2.2 A and AA and by good practice.</summary>
    public async Task IsAccessibleAsync(string what)
    {
        var result = await Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        Assert.True(result.Violations.Length == 0, $"{what}: {string.Join("; ", result.Violations.Select(v => $"{v.Id} at {string.Join(", ", v.Nodes.Select(n => $"{n.Target}: {string.Join(" ", n.Any.Select(a => a.Message))}"))}"))}");
    }

    /// <summary>Nothing is wider than the window.</summary>
    public async Task FitsAsync(string what) => Assert.True(
        await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{what} is wider than the window");

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await Service.DisposeAsync();
        _folder.Dispose();
        _browser.Leave();
        Assert.Empty(_complaints);
    }
}
