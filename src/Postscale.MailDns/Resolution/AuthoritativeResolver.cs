using Postscale.MailDns.Resolution.Authority;
using Postscale.MailDns.Resolution.Transport;

namespace Postscale.MailDns.Resolution;

/// <summary>
/// Asks the name servers of the zone themselves, all at once and past every cache, so that a change is seen as soon as it is
/// published. Which servers those are, it learns through recursive servers, and to those it falls back where none of the
/// zone's own servers can be asked. The answer names what each server said, and in what they differ. A record counts as
/// absent only if all servers that answer say so; where they have different records, the version that most of them have counts.
/// Answers are not validated with DNSSEC.
/// </summary>
public sealed class AuthoritativeResolver : IDnsResolver
{
    // Root, top level, and as many cuts below as are ever seen.
    private const int MaxReferrals = 8;

    private readonly ResolverOptions _options;
    private readonly RecursiveResolver _recursive;
    private readonly ZoneFinder _finder;
    private readonly AuthorityPoll _poll;

    /// <summary>Makes a resolver. It holds nothing open between look-ups, and may be used from many threads.</summary>
    /// <param name="options">How to ask, and the recursive servers. The bounds hold for each look-up as a whole.</param>
    /// <param name="authority">How to find and ask name servers; default: as in production.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public AuthoritativeResolver(ResolverOptions options, AuthoritativeOptions? authority = null)
    {
        var gate = RecursiveResolver.GateOf(options);
        authority ??= new AuthoritativeOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(authority.MaxServers, 1, nameof(authority));
        ArgumentOutOfRangeException.ThrowIfLessThan(authority.MaxOutstanding, 1, nameof(authority));
        _options = options;
        _recursive = new RecursiveResolver(options, gate);
        _finder = new ZoneFinder(_recursive, options, authority);
        _poll = new AuthorityPoll(options, new ServerClient(options, gate, authority.MaxOutstanding, recursionDesired: false));
    }

    /// <inheritdoc/>
    public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        cancellationToken.ThrowIfCancellationRequested();
        var clock = new LookupClock(_options.TimeProvider, _options.TotalTimeout);
        var answer = await FollowAsync(name, type, clock, cancellationToken).ConfigureAwait(false);
        answer = answer with { Duration = clock.Elapsed };
        _options.Observer?.Invoke(answer);
        return answer;
    }

    private async ValueTask<DnsAnswer> FollowAsync(DnsName name, RecordType type, LookupClock clock, CancellationToken cancellationToken)
    {
        var chain = new AliasChain(name, _options.MaxAliases);
        var reports = new List<NameServerAnswer>();
        string? disagreement = null;
        ZoneServers? zone = null;
        for (var referrals = 0; ;)
        {
            var asked = chain.Current;
            zone ??= await _finder.FindAsync(asked, clock, cancellationToken).ConfigureAwait(false);
            var replies = zone is null ? [] : await _poll.AskAsync(zone, asked, type, clock, cancellationToken).ConfigureAwait(false);
            reports.AddRange(replies.Select(r => r.Report(asked)));
            if (zone is null || AuthorityVerdict.Of(zone.Zone, replies) is not var (chosen, difference))
            {
                return await FallBackAsync().ConfigureAwait(false);
            }

            disagreement ??= difference;
            var reading = chosen.Reading;
            if (reading.Kind == ReadingKind.Referral)
            {
                if (++referrals > MaxReferrals)
                {
                    return await FallBackAsync().ConfigureAwait(false);
                }

                zone = await LowerZoneAsync(chosen).ConfigureAwait(false);
                continue;
            }

            if (!chain.TryFollow(reading.Aliases, out var problem))
            {
                return Answer(DnsOutcome.TemporaryFailure) with { Failure = DnsFailure.AliasLoop, FailureText = problem };
            }

            if (reading.Kind != ReadingKind.AskOn)
            {
                return reading.Kind switch
                {
                    ReadingKind.Found => Answer(DnsOutcome.Found) with { Records = reading.Records },
                    ReadingKind.NoData => Answer(DnsOutcome.NoData),
                    _ => Answer(DnsOutcome.NoSuchName),
                };
            }

            zone = null;

            DnsAnswer Answer(DnsOutcome outcome) => new()
            {
                Name = name,
                Type = type,
                Outcome = outcome,
                Aliases = chain.Names,
                Server = chosen.Endpoint,
                ExtendedError = chosen.Message?.ExtendedError,
                IsAuthoritative = true,
                NameServers = reports,
                Disagreement = disagreement,
            };
        }

        ValueTask<ZoneServers> LowerZoneAsync(AuthorityReply referral)
        {
            var lower = AuthorityPoll.ReferredZone(referral.Message)!;
            var servers = referral.Message!.Authorities.Where(r => r.Type == RecordType.NS && r.Owner == lower).ToList();
            return _finder.LocateAsync(lower, servers, referral.Message.Additionals, clock, cancellationToken);
        }

        async ValueTask<DnsAnswer> FallBackAsync()
        {
            var answer = await _recursive.ResolveAsync(chain.Current, type, clock, cancellationToken).ConfigureAwait(false);
            answer = answer with { Name = name, NameServers = reports, Disagreement = disagreement };
            return chain.TryFollow(answer.Aliases, out var problem)
                ? answer with { Aliases = chain.Names }
                : answer with { Outcome = DnsOutcome.TemporaryFailure, Records = [], Aliases = chain.Names, Failure = DnsFailure.AliasLoop, FailureText = problem };
        }
    }
}
