using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Postscale.Server.Options;
using Postscale.Server.PlatformKeys;
using Postscale.Server.PlatformRecords;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.PlatformRecords;

public sealed class StartCheckTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_thing_that_is_missing_is_one_warning_and_the_first_key_is_made()
    {
        await using var service = await TestService.StartAsync();
        service.Zone.Fail("_spf.postscale.io").Fail("mx.postscale.io");
        await RunAsync(service);
        Assert.Equal(
            [
                "the platform's own record TXT postscale1.dkim.postscale.io is wrong: another key stands there, and signatures of ours fail; publish it as 'postscale platform records' prints it",
                "the platform's own record MX bounces.postscale.io is missing: publish it as 'postscale platform records' prints it",
                "the platform's own record MX postscale.io is missing: publish it as 'postscale platform records' prints it",
                "the platform's own record TXT *._report._dmarc.postscale.io is missing: publish it as 'postscale platform records' prints it",
                "the platform's own records could not be read: A/AAAA mx.postscale.io, TXT _spf.postscale.io; 'postscale platform check' looks again",
            ],
            Warnings(service));
        Assert.Equal("postscale1", Assert.Single(await service.Services.GetRequiredService<DkimKeys>().EnsureAsync(Token)).Selector);
    }

    [Fact]
    public async Task Switched_off_it_asks_DNS_nothing_and_still_makes_the_key()
    {
        await using var service = await TestService.StartAsync(new PostscaleOptions { PlatformCheck = false });
        await RunAsync(service);
        Assert.Empty(service.Zone.Asked);
        Assert.Empty(Warnings(service));
        await using var aside = await service.OpenAsideAsync();
        Assert.Equal(1L, await aside.ReadAsync((session, token) => session.ScalarAsync<long>("SELECT count(*) FROM dkim_keys", [], token), Token));
    }

    [Fact]
    public async Task A_selector_in_the_settings_that_the_keys_have_left_behind_is_warned_of()
    {
        await using var service = await TestService.StartAsync(new PostscaleOptions { PlatformCheck = false, Platform = Platform.Default with { Selector = "other1" } });
        await using (var aside = await service.OpenAsideAsync())
        {
            await new DkimKeys(aside, new PostscaleOptions(), TimeProvider.System).EnsureAsync(Token);
        }

        await RunAsync(service);
        Assert.StartsWith("the setting 'selector' (other1) has no effect: the database has keys already, and postscale1 is the active selector", Assert.Single(Warnings(service)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_it_meets_it_does_not_throw()
    {
        await using var service = await TestService.StartAsync();
        await service.Services.GetRequiredService<StartCheck>().RunAsync(new CancellationToken(canceled: true));
        Assert.Empty(Warnings(service));
        await using (var aside = await service.OpenAsideAsync())
        {
            await aside.WriteAsync((session, token) => session.ExecuteAsync("DROP TABLE dkim_keys", [], token), Token);
        }

        await RunAsync(service);
        Assert.Equal("whether the platform's own records are published could not be looked at", Assert.Single(Warnings(service)));
    }

    private static Task RunAsync(TestService service) => service.Services.GetRequiredService<StartCheck>().RunAsync(Token);

    private static IEnumerable<string> Warnings(TestService service) => service.Log.Lines.Where(l => l.Level == LogLevel.Warning).Select(l => l.Text);
}
