using System.Collections.Concurrent;
using System.Net;
using Postscale.MailDns.Resolution.Transport;

namespace Postscale.MailDns.Resolution.Authority;

/// <summary>Finds the name servers that are responsible for a name, through a recursive resolver.</summary>
internal sealed class ZoneFinder(RecursiveResolver recursive, ResolverOptions options, AuthoritativeOptions authority)
{
    // Whoever runs the zone decides how many addresses its servers have; how many are tried is decided here.
    private const int MaxAddresses = 4;

    private readonly ZoneCache _cache = new(options.TimeProvider, authority.MaxCacheTime, authority.MaxCachedZones);

    private readonly ConcurrentDictionary<DnsName, Lazy<Task<ZoneStep>>> _underWay = new();

    /// <summary>Goes from the name upward until there is a set of name servers; null when DNS cannot be read at all.</summary>
    public async ValueTask<ZoneServers?> FindAsync(DnsName name, LookupClock clock, CancellationToken cancellationToken)
    {
        for (var zone = name; ; zone = zone.Ancestor())
        {
            if (_cache.Find(zone) is { } known)
            {
                return known;
            }

            var step = _cache.IsNoZone(zone) ? default : await ShareAsync(zone, clock, cancellationToken).ConfigureAwait(false);
            if (step.Servers is not null || step.IsEnd || zone.IsRoot)
            {
                return step.Servers;
            }
        }
    }

    // The look-ups of one verification all want to know the same at once. What one starts goes on for the others if it leaves.
    private async ValueTask<ZoneStep> ShareAsync(DnsName zone, LookupClock clock, CancellationToken cancellationToken)
    {
        var remaining = clock.Remaining;
        if (remaining <= TimeSpan.Zero)
        {
            return ZoneStep.End;
        }

        var step = _underWay.GetOrAdd(zone, z => new Lazy<Task<ZoneStep>>(() => StepAsync(z)));
        try
        {
            return await step.Value.WaitAsync(remaining, clock.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return ZoneStep.End;
        }
    }

    private async Task<ZoneStep> StepAsync(DnsName zone)
    {
        try
        {
            var clock = new LookupClock(options.TimeProvider, options.TotalTimeout);
            var answer = await recursive.ResolveAsync(zone, RecordType.NS, clock, CancellationToken.None).ConfigureAwait(false);

            // Name servers at the end of an alias are those of another zone.
            if (answer.Outcome == DnsOutcome.Found && answer.Aliases.Count == 0)
            {
                return new ZoneStep(await LocateAsync(zone, answer.Records, [], clock, CancellationToken.None).ConfigureAwait(false), IsEnd: false);
            }

            if (answer.IsDefinite)
            {
                _cache.KeepNoZone(zone, answer.Lifetime);
            }

            // A server that fails this one question may still know the zone above, which then refers back down.
            // One that cannot be reached will not know that either.
            return answer.Failure is DnsFailure.Timeout or DnsFailure.Unreachable ? ZoneStep.End : default;
        }
        finally
        {
            _underWay.TryRemove(zone, out _);
        }
    }

    /// <summary>Finds where the name servers of a zone are.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="servers">Its NS records.</param>
    /// <param name="glue">Addresses that the referring server sent along; believed for names within the zone only.</param>
    /// <param name="clock">The time of the look-up.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<ZoneServers> LocateAsync(
        DnsName zone,
        IReadOnlyList<DnsRecord> servers,
        IReadOnlyList<DnsRecord> glue,
        LookupClock clock,
        CancellationToken cancellationToken)
    {
        var names = servers.OfType<NameRecord>()
            .Select(r => r.Target)
            .Distinct()
            .OrderBy(n => n.Text, StringComparer.Ordinal)
            .Take(authority.MaxServers);
        var located = await Task.WhenAll(names.Select(n =>
            LocateAsync(n, [.. glue.OfType<AddressRecord>().Where(r => r.Owner == n && n.IsAtOrUnder(zone))], clock, cancellationToken)))
            .ConfigureAwait(false);

        // Whoever holds the zone may give many names one address, somebody else's: each address is asked once.
        var seen = new HashSet<IPEndPoint>();
        var found = new ZoneServers(
            zone,
            [.. located.Select(l => l.Server with { Endpoints = [.. l.Server.Endpoints.Where(seen.Add)] }).Where(s => s.Endpoints.Count > 0 || s.Problem is not null)]);
        if (found.Servers.Any(s => s.Endpoints.Count > 0))
        {
            _cache.Keep(found, Math.Min(servers.Min(r => r.Ttl), located.Min(l => l.Ttl)));
        }

        return found;
    }

    private async Task<(NameServer Server, uint Ttl)> LocateAsync(
        DnsName name,
        IReadOnlyList<AddressRecord> glue,
        LookupClock clock,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<DnsRecord> records = glue;
        if (glue.Count == 0)
        {
            var answers = await Task.WhenAll(
                recursive.ResolveAsync(name, RecordType.A, clock, cancellationToken).AsTask(),
                recursive.ResolveAsync(name, RecordType.Aaaa, clock, cancellationToken).AsTask()).ConfigureAwait(false);
            records = [.. answers.SelectMany(a => a.Records)];
        }

        string? problem = records.Count == 0 ? "has no address that could be found" : null;
        var endpoints = new List<IPEndPoint>();
        foreach (var address in records.OfType<AddressRecord>().OrderBy(r => r.Type == RecordType.Aaaa).Select(r => r.Address).Take(MaxAddresses))
        {
            // The address is asked exactly as it was judged: no second look-up could put another in its place.
            if (!authority.AllowPrivateServers && PublicAddress.KindOf(address) is { } kind)
            {
                problem = $"is not asked: its address {address} is not public ({kind})";
                continue;
            }

            endpoints.Add(new IPEndPoint(address, authority.Port));
        }

        return (new NameServer(name, endpoints, endpoints.Count > 0 ? null : problem), records.Count > 0 ? records.Min(r => r.Ttl) : 0);
    }
}
