using System.Collections.Concurrent;

namespace Postscale.MailDns.Resolution.Authority;

/// <summary>Keeps the name servers of zones for a short while.</summary>
internal sealed class ZoneCache(TimeProvider time, TimeSpan maxTime, int maxZones)
{
    private readonly ConcurrentDictionary<DnsName, (ZoneServers Servers, long Until)> _zones = new();

    public ZoneServers? Find(DnsName zone) =>
        _zones.TryGetValue(zone, out var entry) && entry.Until > time.GetTimestamp() ? entry.Servers : null;

    /// <param name="servers">What to keep.</param>
    /// <param name="ttl">The least TTL of what it was made of, in seconds.</param>
    public void Keep(ZoneServers servers, uint ttl)
    {
        var span = TimeSpan.FromSeconds(Math.Min(ttl, maxTime.TotalSeconds));
        if (span <= TimeSpan.Zero || maxZones <= 0)
        {
            return;
        }

        var now = time.GetTimestamp();
        if (_zones.Count >= maxZones)
        {
            MakeRoom(now);
        }

        _zones[servers.Zone] = (servers, now + (long)(span.TotalSeconds * time.TimestampFrequency));
    }

    // Entries live a minute at most, so a rough broom will do: what is past, and if that is nothing, all.
    private void MakeRoom(long now)
    {
        foreach (var (zone, entry) in _zones)
        {
            if (entry.Until <= now)
            {
                _zones.TryRemove(zone, out _);
            }
        }

        if (_zones.Count >= maxZones)
        {
            _zones.Clear();
        }
    }
}
