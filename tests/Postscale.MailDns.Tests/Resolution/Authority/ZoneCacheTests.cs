using Microsoft.Extensions.Time.Testing;
using Postscale.MailDns.Resolution;
using Postscale.MailDns.Resolution.Authority;

namespace Postscale.MailDns.Tests.Resolution.Authority;

public sealed class ZoneCacheTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(30u, 29, true)]
    [InlineData(30u, 30, false)]
    [InlineData(3600u, 59, true)]
    [InlineData(3600u, 60, false)]
    [InlineData(0u, 0, false)]
    public void Servers_are_kept_for_their_TTL_and_a_minute_at_most(uint ttl, int later, bool kept)
    {
        var cache = new ZoneCache(_time, TimeSpan.FromSeconds(60), 10);
        cache.Keep(Zone(1), ttl);
        _time.Advance(TimeSpan.FromSeconds(later));
        Assert.Equal(kept, cache.Find(Zone(1).Zone) is not null);
    }

    [Theory]
    [InlineData(30u, 29, true)]
    [InlineData(30u, 30, false)]
    [InlineData(3600u, 60, false)]
    [InlineData(0u, 0, false)]
    public void That_a_name_is_no_zone_is_kept_as_long_as_DNS_says_and_a_minute_at_most(uint ttl, int later, bool kept)
    {
        var cache = new ZoneCache(_time, TimeSpan.FromSeconds(60), 10);
        var name = DnsName.Parse("below.test");
        cache.KeepNoZone(name, ttl);
        _time.Advance(TimeSpan.FromSeconds(later));
        Assert.Equal(kept, cache.IsNoZone(name));
        Assert.Null(cache.Find(name));
    }

    [Fact]
    public void No_more_zones_than_allowed_are_kept_and_the_past_ones_go_first()
    {
        var cache = new ZoneCache(_time, TimeSpan.FromSeconds(60), 10);
        for (var i = 0; i < 10; i++)
        {
            cache.Keep(Zone(i), i < 5 ? 10u : 60u);
        }

        _time.Advance(TimeSpan.FromSeconds(20));
        cache.Keep(Zone(10), 60);
        Assert.Equal(6, Enumerable.Range(0, 11).Count(i => cache.Find(Zone(i).Zone) is not null));
        for (var i = 20; i < 100; i++)
        {
            cache.Keep(Zone(i), 60);
            Assert.InRange(Enumerable.Range(0, 100).Count(n => cache.Find(Zone(n).Zone) is not null), 1, 10);
        }
    }

    private static ZoneServers Zone(int number) => new(DnsName.Parse($"z{number}.test"), []);
}
