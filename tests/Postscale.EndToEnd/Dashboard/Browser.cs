using Microsoft.Playwright;

namespace Postscale.EndToEnd.Dashboard;

/// <summary>Debian's Chromium, started when it is first needed, one for all tests. Each test has a context of its own.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>How long anything may take, in milliseconds: a bound for what never comes, on a machine that does much else.</summary>
    private const float Patience = 90_000;

    /// <summary>More windows at once than this only wait for one another.</summary>
    private readonly SemaphoreSlim _places = new(2);

    private readonly Lazy<Task<(IPlaywright Driver, IBrowser Chromium)>> _started = new(StartAsync);

    /// <summary>Waits for a place for a test's service and window. It is given back by <see cref="Leave"/>.</summary>
    internal Task EnterAsync() => _places.WaitAsync(TestContext.Current.CancellationToken);

    /// <summary>Gives a place back.</summary>
    internal void Leave() => _places.Release();

    /// <summary>Opens a window that shares nothing with any other.</summary>
    internal async Task<IBrowserContext> OpenAsync(bool isPhone = false, bool isDark = false)
    {
        var context = await (await _started.Value).Chromium.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = isPhone ? new ViewportSize { Width = 360, Height = 740 } : new ViewportSize { Width = 1280, Height = 860 },
            HasTouch = isPhone,
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
            TimezoneId = "UTC",
        });
        context.SetDefaultTimeout(Patience);
        return context;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_started.IsValueCreated)
        {
            var (driver, chromium) = await _started.Value;
            await chromium.DisposeAsync();
            driver.Dispose();
        }

        _places.Dispose();
    }

    private static async Task<(IPlaywright Driver, IBrowser Chromium)> StartAsync()
    {
        var driver = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        var chromium = await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            // Chromium's sandbox refuses to be root; it shows nothing here but what these tests serve.
            ChromiumSandbox = !Environment.IsPrivilegedProcess,
            Args = ["--disable-dev-shm-usage", "--no-proxy-server"],
        });
        return (driver, chromium);
    }
}
