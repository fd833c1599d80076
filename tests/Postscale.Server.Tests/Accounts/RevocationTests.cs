using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Postscale.Server.Accounts;
using Postscale.Server.Storage;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Accounts;

public sealed class RevocationTests
{
    [Fact]
    public async Task A_key_revoked_in_another_process_is_refused_within_a_second()
    {
        var time = new FakeTimeProvider();
        await using var service = await TestService.StartAsync(time: time);
        var client = await service.ClientAsync();
        var other = await service.ClientAsync(client.Account);
        Assert.Equal(200, (await client.GetAsync("/v1/domains")).Status);
        await RevokeAsync(service, client);

        time.Advance(TimeSpan.FromSeconds(1));
        var refused = await client.GetAsync("/v1/domains");
        refused.IsError(401, "api_key_invalid");
        Assert.Equal("Bearer", refused.Header("WWW-Authenticate"));
        (await client.PostAsync("/v1/domains", """{"domain":"a.example"}""")).IsError(401, "api_key_invalid");
        Assert.Equal(200, (await other.GetAsync("/v1/domains")).Status);
    }

    [Fact]
    public async Task A_busy_key_is_refused_within_a_second_by_the_clock_on_the_wall()
    {
        await using var service = new TestService();
        await service.InitializeAsync();
        var client = await service.ClientAsync();
        Assert.Equal(200, (await client.GetAsync("/v1/domains")).Status);
        await RevokeAsync(service, client);
        var since = Stopwatch.GetTimestamp();
        var accepted = TimeSpan.Zero;
        while (Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(10))
        {
            // A request counts by the moment it was sent: a busy machine may answer late.
            var sent = Stopwatch.GetElapsedTime(since);
            if ((await client.GetAsync("/v1/domains")).Status == 401)
            {
                break;
            }

            accepted = sent;
        }

        Assert.InRange(accepted, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_key_made_in_another_process_works_at_once()
    {
        await using var service = new TestService();
        await service.InitializeAsync();
        await using var aside = await service.OpenAsideAsync();
        var key = await new AccountService(new KeyStore(aside), TimeProvider.System).CreateKeyAsync("aside", KeyEnvironment.Live, KeyScopes.All, KeyExpiry.Never, TestContext.Current.CancellationToken);
        Assert.Equal(201, (await service.WithKey(key).PostAsync("/v1/domains", """{"domain":"a.example"}""")).Status);
    }

    /// <summary>As the command line does it: on the file, while the service runs.</summary>
    private static async Task RevokeAsync(TestService service, ApiClient client)
    {
        await using var aside = await service.OpenAsideAsync();
        var accounts = new AccountService(new KeyStore(aside), TimeProvider.System);
        var key = (await accounts.ListAsync(TestContext.Current.CancellationToken)).Single(k => client.Key.StartsWith(k.Prefix, StringComparison.Ordinal) && client.Key.EndsWith(k.LastFour, StringComparison.Ordinal));
        Assert.True(await accounts.RevokeAsync(key.Id, TestContext.Current.CancellationToken));
        Assert.False(await accounts.RevokeAsync(key.Id, TestContext.Current.CancellationToken));
    }
}
