using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Postscale.Server.Accounts;
using Postscale.Server.Storage;
using Postscale.Server.Tests.Storage;

namespace Postscale.Server.Tests.Accounts;

public sealed class RotationTests : IAsyncLifetime
{
    private static readonly DateTimeOffset s_now = DateTimeOffset.Parse("2026-01-18T10:30:00Z", CultureInfo.InvariantCulture);

    private readonly FakeTimeProvider _time = new(s_now);
    private TestDatabase _test = null!;
    private AccountService _accounts = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _test = await TestDatabase.OpenAsync();
        _accounts = new AccountService(new KeyStore(_test.Database), _time);
    }

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Theory]
    [InlineData("90d", "90.00:00:00", "2026-04-28T10:30:00Z")]
    [InlineData("2027-01-31", null, "2027-01-31T00:00:00Z")]
    [InlineData(null, null, null)]
    public async Task The_new_key_may_do_the_same_and_lives_as_long_or_to_the_same_date(string? expires, string? lifetime, string? end)
    {
        var former = await CreateAsync(expires, KeyScopes.Read | KeyScopes.Webhooks, KeyEnvironment.Test);
        _time.Advance(TimeSpan.FromDays(10));
        var text = (await _accounts.RotateAsync(former.Id, TimeSpan.FromHours(24), Token))!;
        Assert.StartsWith("ps_test_", text, StringComparison.Ordinal);
        Assert.True(ApiKeyText.IsWellFormed(text));

        var keys = await _accounts.ListAsync(Token);
        Assert.Equal(2, keys.Count);
        var key = keys[1];
        Assert.Equal((former.AccountId, "acme", former.Environment, former.Scopes, text[..12], text[^4..]), (key.AccountId, key.AccountName, key.Environment, key.Scopes, key.Prefix, key.LastFour));
        Assert.Equal((lifetime, Time(end), _time.GetUtcNow()), (key.Lifetime?.ToString(), key.ExpiresAt, key.CreatedAt));
        Assert.Equal(_time.GetUtcNow().AddHours(24), keys[0].ExpiresAt);
        Assert.Null(keys[0].RevokedAt);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("2027-01-31", "2027-01-31T00:00:00Z")]
    public async Task Replaced_once_more_because_the_new_key_was_lost_it_hands_on_its_own_end_and_not_that_of_the_overlap(string? expires, string? end)
    {
        var former = await CreateAsync(expires);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.NotNull(await _accounts.RotateAsync(former.Id, TimeSpan.FromHours(23), Token));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.NotNull(await _accounts.RotateAsync(former.Id, TimeSpan.FromHours(48), Token));

        var keys = await _accounts.ListAsync(Token);
        Assert.Equal([s_now.AddHours(24), Time(end), Time(end)], keys.Select(k => k.ExpiresAt));
    }

    [Fact]
    public async Task A_key_whose_end_is_near_does_not_live_longer_for_being_replaced()
    {
        var former = await CreateAsync("2h");
        Assert.NotNull(await _accounts.RotateAsync(former.Id, TimeSpan.FromHours(24), Token));
        Assert.Equal(s_now.AddHours(2), (await _accounts.ListAsync(Token))[0].ExpiresAt);
    }

    [Fact]
    public async Task Without_an_overlap_the_former_key_is_revoked_at_once()
    {
        var former = await CreateAsync(null);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.NotNull(await _accounts.RotateAsync(former.Id, TimeSpan.Zero, Token));
        Assert.Equal([_time.GetUtcNow(), null], (await _accounts.ListAsync(Token)).Select(k => k.RevokedAt));
    }

    [Fact]
    public async Task A_key_that_is_unknown_revoked_or_expired_is_not_replaced()
    {
        var expired = await CreateAsync("1h");
        var revoked = await CreateAsync(null);
        Assert.True(await _accounts.RevokeAsync(revoked.Id, Token));
        _time.Advance(TimeSpan.FromHours(1));
        foreach (var id in (Guid[])[expired.Id, revoked.Id, Guid.NewGuid()])
        {
            Assert.Null(await _accounts.RotateAsync(id, TimeSpan.FromHours(24), Token));
        }

        Assert.Equal(2, (await _accounts.ListAsync(Token)).Count);
    }

    [Fact]
    public async Task Of_two_who_replace_a_key_at_once_without_an_overlap_one_does()
    {
        var former = await CreateAsync(null);
        _time.Advance(TimeSpan.FromDays(1));
        var texts = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => _accounts.RotateAsync(former.Id, TimeSpan.Zero, Token)));
        Assert.Single(texts, t => t is not null);
        Assert.Equal(2, (await _accounts.ListAsync(Token)).Count);
    }

    private async Task<ApiKey> CreateAsync(string? expires, KeyScopes scopes = KeyScopes.All, KeyEnvironment environment = KeyEnvironment.Live)
    {
        var expiry = KeyExpiry.Never;
        Assert.True(expires is null || KeyExpiry.TryParse(expires, out expiry));
        var text = await _accounts.CreateKeyAsync("acme", environment, scopes, expiry, Token);
        return (await _accounts.ListAsync(Token)).Single(k => k.LastFour == text[^4..] && k.Prefix == text[..12]);
    }

    private static DateTimeOffset? Time(string? text) => text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
