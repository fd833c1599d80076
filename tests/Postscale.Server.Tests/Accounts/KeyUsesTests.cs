using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Postscale.Server.Accounts;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Accounts;

public sealed class KeyUsesTests
{
    private static readonly DateTimeOffset s_now = DateTimeOffset.Parse("2026-01-18T10:30:00Z", CultureInfo.InvariantCulture);

    private readonly FakeTimeProvider _time = new(s_now);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_last_use_is_kept_to_the_hour_and_only_of_keys_that_were_good()
    {
        await using var service = await TestService.StartAsync(time: _time);
        var used = await service.ClientAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        var expired = await service.ClientAsync(expires: "1h");
        _time.Advance(TimeSpan.FromSeconds(1));
        await service.ClientAsync();
        await used.GetAsync("/v1/domains");
        await service.Services.GetRequiredService<KeyUses>().WriteAsync(Token);
        Assert.Equal([s_now.AddMinutes(-30), null, null], await UsesAsync(service));

        _time.Advance(TimeSpan.FromMinutes(95));
        await used.GetAsync("/v1/domains");
        await expired.GetAsync("/v1/domains");
        await service.Services.GetRequiredService<KeyUses>().WriteAsync(Token);
        Assert.Equal([s_now.AddMinutes(90), null, null], await UsesAsync(service));
    }

    [Fact]
    public async Task A_key_is_written_once_an_hour_however_often_it_is_used()
    {
        await using var service = await TestService.StartAsync(time: _time);
        var client = await service.ClientAsync();
        await client.GetAsync("/v1/domains");
        var uses = service.Services.GetRequiredService<KeyUses>();
        await uses.WriteAsync(Token);
        await using var aside = await service.OpenAsideAsync();
        await aside.WriteAsync((session, token) => session.ExecuteAsync("UPDATE api_keys SET last_used_at = last_used_at + 1", [], token), Token);
        for (var i = 0; i < 10; i++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await client.GetAsync("/v1/domains");
            await uses.WriteAsync(Token);
        }

        Assert.Equal([s_now.AddMinutes(-30).AddMicroseconds(1)], await UsesAsync(service));
    }

    [Fact]
    public async Task What_was_noted_is_written_when_the_service_stops()
    {
        await using var service = await TestService.StartAsync(time: _time);
        var client = await service.ClientAsync();
        await client.GetAsync("/v1/domains");
        await service.StopAsync();
        Assert.Equal([s_now.AddMinutes(-30)], await UsesAsync(service));
    }

    [Fact]
    public async Task A_stop_whose_time_is_up_ends_well_all_the_same()
    {
        await using var test = await Storage.TestDatabase.OpenAsync();
        var log = new CapturedLog();
        using var logs = LoggerFactory.Create(l => l.AddProvider(log));
        using var uses = new KeyUses(new Postscale.Server.Storage.KeyStore(test.Database), _time, logs.CreateLogger<KeyUses>());
        uses.Note(new KnownKey(await test.AddAccountAsync(), null, null));
        await uses.StartAsync(Token);
        await uses.StopAsync(new CancellationToken(canceled: true));
        Assert.Empty(log.Lines);
        Assert.Equal(0, await Storage.TestDatabase.ScalarAsync<long>(test.Database, "SELECT count(*) FROM api_keys WHERE last_used_at IS NOT NULL"));
    }

    [Fact]
    public async Task Whatever_fails_does_not_end_the_process_and_is_told_once()
    {
        await using var test = await Storage.TestDatabase.OpenAsync();
        var log = new CapturedLog();
        using var logs = LoggerFactory.Create(l => l.AddProvider(log));
        using var uses = new KeyUses(new Postscale.Server.Storage.KeyStore(test.Database), _time, logs.CreateLogger<KeyUses>());
        uses.Note(new KnownKey(await test.AddAccountAsync(), null, null));
        // Not a fault that may pass, as one of the program's own would not be.
        await Storage.TestDatabase.ExecuteAsync(test.Database, "ALTER TABLE api_keys RENAME COLUMN last_used_at TO hidden");
        await uses.StartAsync(Token);
        var told = log.SeesAsync("the last use of keys could not be written");
        while (!told.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(10, Token);
        }

        await told;
        await Storage.TestDatabase.ExecuteAsync(test.Database, "ALTER TABLE api_keys RENAME COLUMN hidden TO last_used_at");
        await uses.WriteAsync(Token);
        Assert.False(uses.ExecuteTask!.IsCompleted);
        Assert.Equal(1, await Storage.TestDatabase.ScalarAsync<long>(test.Database, "SELECT count(*) FROM api_keys WHERE last_used_at IS NOT NULL"));
        await uses.StopAsync(Token);
        Assert.Single(log.Lines);
    }

    private static async Task<IEnumerable<DateTimeOffset?>> UsesAsync(TestService service)
    {
        await using var aside = await service.OpenAsideAsync();
        return (await new AccountService(new Postscale.Server.Storage.KeyStore(aside), TimeProvider.System).ListAsync(Token)).Select(k => k.LastUsedAt).ToList();
    }
}
