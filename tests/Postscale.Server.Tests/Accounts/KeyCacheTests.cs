using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Postscale.Server.Accounts;
using Postscale.Server.Storage;
using Postscale.Server.Tests.Storage;

namespace Postscale.Server.Tests.Accounts;

public sealed class KeyCacheTests
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMilliseconds(500);

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_revoked_key_is_refused_once_its_short_trust_has_run_out()
    {
        await using var test = await TestDatabase.OpenAsync();
        var (cache, accounts) = Make(test);
        var key = await accounts.CreateKeyAsync("acme", KeyEnvironment.Test, KeyScopes.Read, KeyExpiry.Never, Token);
        var caller = (await cache.FindAsync(key, Token)).Caller!;
        Assert.Equal((KeyEnvironment.Test, KeyScopes.Read, key[..12], key[^4..]), (caller.Environment, caller.Scopes, caller.Prefix, caller.LastFour));

        Assert.True(await accounts.RevokeAsync(caller.KeyId, Token));
        _time.Advance(s_lifetime - TimeSpan.FromMilliseconds(1));
        Assert.NotNull((await cache.FindAsync(key, Token)).Caller);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(KeyAnswer.Unknown, await cache.FindAsync(key, Token));
        Assert.Equal(KeyAnswer.Unknown, await cache.FindAsync(key, Token));
        Assert.False(await accounts.RevokeAsync(caller.KeyId, Token));
    }

    [Fact]
    public async Task A_busy_key_is_asked_for_anew_all_the_same()
    {
        await using var test = await TestDatabase.OpenAsync();
        var (cache, accounts) = Make(test);
        var key = await accounts.CreateKeyAsync("acme", KeyEnvironment.Live, KeyScopes.All, KeyExpiry.Never, Token);
        var caller = (await cache.FindAsync(key, Token)).Caller!;
        await accounts.RevokeAsync(caller.KeyId, Token);
        var refusedAfter = 0;
        while ((await cache.FindAsync(key, Token)).Caller is not null)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            refusedAfter += 10;
            Assert.InRange(refusedAfter, 0, 500);
        }
    }

    [Fact]
    public async Task An_unknown_key_is_not_remembered_as_such()
    {
        await using var test = await TestDatabase.OpenAsync();
        var (cache, _) = Make(test);
        var key = ApiKeyText.Create(KeyEnvironment.Live);
        Assert.Equal(KeyAnswer.Unknown, await cache.FindAsync(key, Token));
        await new KeyStore(test.Database).AddAsync(
            new ApiKey
            {
                Id = Guid.CreateVersion7(),
                AccountId = Guid.CreateVersion7(),
                AccountName = "acme",
                Environment = KeyEnvironment.Live,
                Scopes = KeyScopes.All,
                Prefix = key[..12],
                LastFour = key[^4..],
                CreatedAt = DateTimeOffset.UnixEpoch,
            },
            ApiKeyText.Hash(key),
            Token);
        Assert.NotNull((await cache.FindAsync(key, Token)).Caller);
    }

    /// <summary>The database is not there at all: whoever asked it would fail.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("ps_live_00000000000000000000000000000000000000")]
    public async Task A_malformed_key_is_refused_without_a_look_into_the_database(string key)
    {
        await using var database = Database.Create("sqlite:/nowhere/at/all.db");
        using var cache = Cache(new KeyStore(database));
        Assert.Equal(KeyAnswer.Unknown, await cache.FindAsync(key, Token));
        await Assert.ThrowsAnyAsync<Exception>(async () => await cache.FindAsync(ApiKeyText.Create(KeyEnvironment.Live), Token));
    }

    private (KeyCache Cache, AccountService Accounts) Make(TestDatabase test)
    {
        var store = new KeyStore(test.Database);
        return (Cache(store), new AccountService(store, _time));
    }

    private KeyCache Cache(KeyStore store) => new(store, new KeyUses(store, _time, NullLogger<KeyUses>.Instance), _time, s_lifetime);
}
