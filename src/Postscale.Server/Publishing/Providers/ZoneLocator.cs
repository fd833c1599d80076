using Postscale.MailDns.Names;
using Postscale.MailDns.Resolution;

namespace Postscale.Server.Publishing;

/// <summary>
/// Finds the zone that holds a domain: the nearest name at or above it that has name servers (RFC 1034 §4.2). It does not look
/// at public suffixes and above: whose zone those are, the domain's records are not put there by its owner.
/// </summary>
/// <param name="dns">Whom to ask.</param>
/// <param name="time">The clock.</param>
internal sealed class ZoneLocator(IDnsResolver dns, TimeProvider time)
{
    /// <summary>How long the answer may be held up: it is known without DNS in most cases.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(4);

    private const int MaxNameServers = 16;

    /// <summary>Finds it. Never fails: what DNS does not say is taken from the Public Suffix List.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<LocatedZone> FindAsync(DnsName domain, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(s_patience, time);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            foreach (var name in Candidates(domain))
            {
                var answer = await dns.ResolveAsync(name, RecordType.NS, bound.Token).ConfigureAwait(false);

                // Name servers at the end of an alias are those of another zone.
                if (answer.Outcome == DnsOutcome.Found && answer.Aliases.Count == 0 && answer.Records.OfType<NameRecord>().ToList() is { Count: > 0 } servers)
                {
                    return new LocatedZone(name, IsByDns: true, [.. servers.Select(s => s.Target).Distinct().OrderBy(s => s.Text, StringComparer.Ordinal).Take(MaxNameServers)]);
                }

                if (!answer.IsDefinite)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is over: the list knows enough.
        }

        return ByList(domain);
    }

    /// <summary>What the Public Suffix List lets expect: the name that somebody has registered.</summary>
    /// <param name="domain">The domain.</param>
    public static LocatedZone ByList(DnsName domain) => new(Registrable(domain, SuffixSections.All), IsByDns: false, []);

    /// <summary>The names at which the zone can begin: the domain and those above it, down to what can be registered.</summary>
    /// <param name="domain">The domain.</param>
    public static IEnumerable<DnsName> Candidates(DnsName domain)
    {
        var last = Registrable(domain, SuffixSections.Icann);
        for (var name = domain; name.IsAtOrUnder(last); name = name.Ancestor())
        {
            yield return name;
        }
    }

    private static DnsName Registrable(DnsName domain, SuffixSections sections) =>
        PublicSuffixList.Embedded.RegistrableDomain(domain.Text, sections) is { } text && DnsName.TryParse(text, out var name) ? name : domain;
}
