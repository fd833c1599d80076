using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Postscale.Server.Accounts;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Accounts;

public sealed class ExpiryTests
{
    private static readonly DateTimeOffset s_now = DateTimeOffset.Parse("2026-01-18T10:30:00Z", CultureInfo.InvariantCulture);

    private readonly FakeTimeProvider _time = new(s_now);

    [Fact]
    public async Task A_key_works_up_to_its_end_and_is_refused_from_then_on_as_expired()
    {
        await using var service = await TestService.StartAsync(time: _time);
        var client = await service.ClientAsync(expires: "12h");
        var other = await service.ClientAsync(client.Account, expires: "13h");
        Assert.Equal(200, (await client.GetAsync("/v1/domains")).Status);
        _time.Advance(TimeSpan.FromHours(12) - TimeSpan.FromMilliseconds(100));
        Assert.Equal(200, (await client.GetAsync("/v1/domains")).Status);

        // Although it was looked up a moment ago.
        _time.Advance(TimeSpan.FromMilliseconds(100));
        var refused = await client.GetAsync("/v1/domains");
        Assert.Equal("the API key has expired; use the key that has replaced it, or ask for a new one", refused.IsError(401, "api_key_expired"));
        Assert.Equal("Bearer", refused.Header("WWW-Authenticate"));
        _time.Advance(TimeSpan.FromSeconds(10));
        (await client.PostAsync("/v1/domains", """{"domain":"a.example"}""")).IsError(401, "api_key_expired");
        Assert.Equal(200, (await other.GetAsync("/v1/domains")).Status);
    }

    [Theory]
    [InlineData("90d", "2026-04-18T10:30:00Z")]
    [InlineData("1h", "2026-01-18T11:30:00Z")]
    [InlineData("3650d", "2036-01-16T10:30:00Z")]
    [InlineData("2027-01-31", "2027-01-31T00:00:00Z")]
    [InlineData("2027-01-31T12:00:00Z", "2027-01-31T12:00:00Z")]
    [InlineData("2027-01-31T12:00:00+02:00", "2027-01-31T10:00:00Z")]
    public void An_end_is_a_time_from_now_or_a_date(string text, string end)
    {
        Assert.True(KeyExpiry.TryParse(text, out var expiry));
        Assert.Equal(DateTimeOffset.Parse(end, CultureInfo.InvariantCulture), expiry.From(s_now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0d")]
    [InlineData("d")]
    [InlineData("-1d")]
    [InlineData("90")]
    [InlineData("1.5d")]
    [InlineData("90D")]
    [InlineData("3651d")]
    [InlineData("99999999999999d")]
    [InlineData("2027-02-30")]
    [InlineData("tomorrow")]
    public void Anything_else_is_none(string text) => Assert.False(KeyExpiry.TryParse(text, out _));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("0h", 0)]
    [InlineData("24h", 24)]
    [InlineData("7d", 168)]
    public void An_overlap_may_be_nothing(string text, int hours)
    {
        Assert.True(KeyExpiry.TryParseDuration(text, out var duration));
        Assert.Equal(TimeSpan.FromHours(hours), duration);
    }
}
