using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Postscale.Server.Options;
using Postscale.Server.PlatformKeys;
using Postscale.Server.Tests.Storage;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.PlatformKeys;

public sealed class ActivePlatformTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rotation_by_another_process_is_seen_within_half_a_minute()
    {
        await using var test = await TestDatabase.OpenAsync();
        var keys = new DkimKeys(await test.OpenAnotherAsync(), new PostscaleOptions(), _time);
        var active = Active(test);
        Assert.Equal("postscale1 []", await ShowAsync(active));

        await keys.RotateAsync(force: false, Token);
        await keys.RotateAsync(force: true, Token);
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("postscale3 [postscale2 postscale1]", await ShowAsync(active));
        Assert.Equal("postscale3.dkim.postscale.io", active.Last.DkimKeyName.Text);
        await keys.RetireAsync("postscale2", Token);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("postscale3 [postscale1]", await ShowAsync(active));
    }

    [Fact]
    public async Task Between_looks_the_database_is_left_alone_and_when_it_fails_the_last_look_counts()
    {
        await using var test = await TestDatabase.OpenAsync();
        await new DkimKeys(test.Database, new PostscaleOptions(), _time).RotateAsync(force: false, Token);
        var active = Active(test);
        Assert.Equal("postscale2 [postscale1]", await ShowAsync(active));
        await TestDatabase.ExecuteAsync(test.Database, "DROP TABLE dkim_keys");
        Assert.Equal("postscale2 [postscale1]", await ShowAsync(active));
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("postscale2 [postscale1]", await ShowAsync(active));
    }

    [Fact]
    public async Task The_records_to_publish_and_the_longest_name_follow_the_active_selector()
    {
        await using var service = await TestService.StartAsync(time: _time);
        var api = await service.ClientAsync();
        await api.CreateAsync("rotated.example", "outbound");
        Assert.Contains("\"postscale1.dkim.postscale.io\"", (await api.GetAsync("/v1/domains/rotated.example/dns")).Text, StringComparison.Ordinal);

        await using (var aside = await service.OpenAsideAsync())
        {
            await new DkimKeys(aside, new PostscaleOptions(), _time).RotateAsync(force: false, Token);
        }

        _time.Advance(TimeSpan.FromSeconds(30));
        var text = (await api.GetAsync("/v1/domains/rotated.example/dns")).Text;
        Assert.Contains("\"postscale2._domainkey.rotated.example\"", text, StringComparison.Ordinal);
        Assert.Contains("\"postscale2.dkim.postscale.io\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("postscale1", text, StringComparison.Ordinal);

        service.Zone.Cname("postscale1._domainkey.rotated.example", "postscale1.dkim.postscale.io");
        var answer = (await api.PostAsync("/v1/domains/rotated.example/verify")).Text;
        Assert.Contains("\"dkim_verified\":true", answer, StringComparison.Ordinal);
        Assert.Contains("it is being retired. DKIM record not found for postscale2._domainkey.rotated.example", answer, StringComparison.Ordinal);
        Assert.Equal("postscale2", service.Services.GetRequiredService<ActivePlatform>().Last.Selector);
    }

    private ActivePlatform Active(TestDatabase test) => new(test.Database, new PostscaleOptions(), _time, NullLogger<ActivePlatform>.Instance);

    private static async Task<string> ShowAsync(ActivePlatform active)
    {
        var platform = await active.GetAsync(Token);
        return $"{platform.Selector} [{string.Join(' ', platform.RetiringSelectors)}]";
    }
}
