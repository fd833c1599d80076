using System.Collections.Concurrent;

namespace Postscale.MailDns.Resolution.Authority;

/// <summary>
/// Keeps for a short while which names are zones, with their name servers, and which are none (RFC 2308 §5). That a name has become
/// a zone meanwhile is still seen: the servers of the zone above then refer to it.
/// </summary>
internal sealed class ZoneCache(TimeProvider time, TimeSpan maxTime, int maxZones)
{
    private readonly ConcurrentDictionary<DnsName, (ZoneServers? Servers, long Until)> _zones = new();

    public ZoneServers? Find(DnsName zone) =>
        _zones.TryGetValue(zone, out var entry) && entry.Until > time.GetTimestamp() ? entry.Servers : null;

    /// <summary>Whether the name is known to be no zone of its own.</summary>
    public bool IsNoZone(DnsName name) =>
        _zones.TryGetValue(name, out var entry) && entry.Servers is null && entry.Until > time.GetTimestamp();

    /// <param name="servers">What to keep.</param>
    /// <param name="ttl">The least TTL of what it was made of, in seconds.</param>
    public void Keep(ZoneServers servers, uint ttl) => Keep(servers.Zone, servers, ttl);

    /// <param name="name">A name that is no zone.</param>
    /// <param name="ttl">For how many seconds DNS says so.</param>
    public void KeepNoZone(DnsName name, uint ttl) => Keep(name, null, ttl);

    private void Keep(DnsName name, ZoneServers? servers, uint ttl)
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

        _zones[name] = (servers, now + (long)(span.TotalSeconds * time.TimestampFrequency));
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
