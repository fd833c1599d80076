using System.Text;
using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Spf;

/// <summary>One evaluation under way: its counters, and check_host() as it calls itself (RFC 7208 §4.6).</summary>
internal sealed class SpfRun(IDnsResolver resolver, SpfLimits limits, SpfQuery query, TimeProvider time)
{
    private readonly Dictionary<char, string> _values = SpfMacroContext.ValuesOf(query, time);
    private readonly SpfReverseNames _reverse = new(resolver, query.Address, limits.MaxPtrNames);

    public int Lookups { get; private set; }

    public int VoidLookups { get; private set; }

    /// <summary>check_host() for one domain. Every deeper call costs a look-up first, so the depth is bounded by their limit.</summary>
    public async ValueTask<SpfVerdict> CheckAsync(string domain, CancellationToken cancellationToken)
    {
        // RFC 7208 §4.3: what can be no domain of a sender has no policy.
        if (!SpfNames.TryMakeDomain(domain, out var name))
        {
            return new SpfVerdict(SpfResult.None, $"{Quote.Of(domain)} is not a domain name with at least two labels.");
        }

        var read = await SpfRead.ReadAsync(resolver, name, cancellationToken).ConfigureAwait(false);
        if (read.Record is not { } record)
        {
            return read.Kind switch
            {
                SpfReadKind.Temporary => SpfVerdict.Temporary(read.Sentence),
                SpfReadKind.NoRecord => new SpfVerdict(SpfResult.None, read.Sentence),
                _ => SpfVerdict.Permanent(read.Sentence),
            };
        }

        domain = domain.TrimEnd('.');
        foreach (var directive in record.Directives)
        {
            if (directive.Mechanism.CostsLookup && ++Lookups > limits.MaxLookups)
            {
                return TooManyLookups(directive);
            }

            var match = await MatchAsync(directive.Mechanism, domain, cancellationToken).ConfigureAwait(false);
            if (match.Error is not null)
            {
                return match.Error;
            }

            if (match.IsMatch)
            {
                return new SpfVerdict(ResultOf(directive.Qualifier)) { Matched = directive, Record = record, Domain = domain };
            }
        }

        return record.Redirect is { } redirect
            ? await RedirectAsync(redirect, domain, cancellationToken).ConfigureAwait(false)
            : new SpfVerdict(SpfResult.Neutral); // RFC 7208 §4.7
    }

    /// <summary>The explanation of a fail, or null when there is none that can be used (RFC 7208 §6.2).</summary>
    public async ValueTask<string?> ExplainAsync(SpfVerdict verdict, CancellationToken cancellationToken)
    {
        if (verdict.Record?.Explanation is not { } modifier
            || await TargetAsync(modifier.Value, verdict.Domain, cancellationToken).ConfigureAwait(false) is not { } name)
        {
            return null;
        }

        // RFC 7208 §4.6.4, §6.2: this look-up is outside the limits, and any trouble with it means no explanation.
        var answer = await resolver.ResolveAsync(name, RecordType.Txt, cancellationToken).ConfigureAwait(false);
        if (answer.Records is not [TxtRecord record] || !SpfMacroString.TryParseExplanation(record.Text, out var text, out _))
        {
            return null;
        }

        var expanded = await ExpandAsync(text, verdict.Domain, cancellationToken).ConfigureAwait(false);

        // RFC 7208 §11.5: the sender chose parts of this text; nothing of it may end a line or leave ASCII.
        return Ascii.IsValid(expanded) && !expanded.Any(char.IsControl) && expanded.Length < SpfMacroContext.MaxLength ? expanded : null;
    }

    private async ValueTask<SpfVerdict> RedirectAsync(SpfModifier redirect, string domain, CancellationToken cancellationToken)
    {
        if (++Lookups > limits.MaxLookups)
        {
            return TooManyLookups(redirect);
        }

        var target = await ExpandAsync(redirect.Value, domain, cancellationToken).ConfigureAwait(false);
        var verdict = await CheckAsync(SpfNames.Cut(target), cancellationToken).ConfigureAwait(false);

        // RFC 7208 §6.1: no record at the target is an error of this record.
        return verdict.Result == SpfResult.None ? SpfVerdict.Permanent($"'{redirect}' leads to no SPF record: {verdict.Problem}") : verdict;
    }

    private ValueTask<SpfMatch> MatchAsync(SpfMechanism mechanism, string domain, CancellationToken cancellationToken) => mechanism.Kind switch
    {
        SpfMechanismKind.All => new(SpfMatch.Yes),
        SpfMechanismKind.IP4 => new(SpfMatch.Of(SpfNames.InNetwork(query.Address, mechanism.Address!, mechanism.Prefix4))),
        SpfMechanismKind.IP6 => new(SpfMatch.Of(SpfNames.InNetwork(query.Address, mechanism.Address!, mechanism.Prefix6))),
        SpfMechanismKind.Include => IncludeAsync(mechanism, domain, cancellationToken),
        _ => MatchNameAsync(mechanism, domain, cancellationToken),
    };

    private async ValueTask<SpfMatch> IncludeAsync(SpfMechanism mechanism, string domain, CancellationToken cancellationToken)
    {
        var target = await ExpandAsync(mechanism.Domain!, domain, cancellationToken).ConfigureAwait(false);
        var verdict = await CheckAsync(SpfNames.Cut(target), cancellationToken).ConfigureAwait(false);

        // The table of RFC 7208 §5.2.
        return verdict.Result switch
        {
            SpfResult.Pass => SpfMatch.Yes,
            SpfResult.TempError or SpfResult.PermError => new SpfMatch(false, verdict),
            SpfResult.None => SpfMatch.Permanent($"'{mechanism}' leads to no SPF record: {verdict.Problem}"),
            _ => SpfMatch.No,
        };
    }

    private async ValueTask<SpfMatch> MatchNameAsync(SpfMechanism mechanism, string domain, CancellationToken cancellationToken)
    {
        // RFC 7208 §4.8: a target that is no name, after expansion, matches nothing.
        if (await TargetAsync(mechanism.Domain, domain, cancellationToken).ConfigureAwait(false) is not { } target)
        {
            return SpfMatch.No;
        }

        var hosts = new SpfHosts(resolver, limits, query.Address);
        var (match, isVoid) = mechanism.Kind switch
        {
            SpfMechanismKind.A => await hosts.MatchAddressAsync(mechanism, target, cancellationToken).ConfigureAwait(false),
            SpfMechanismKind.MX => await hosts.MatchExchangersAsync(mechanism, target, cancellationToken).ConfigureAwait(false),
            SpfMechanismKind.Exists => await hosts.ExistsAsync(target, cancellationToken).ConfigureAwait(false),
            _ => await SpfHosts.MatchReverseAsync(_reverse, target, cancellationToken).ConfigureAwait(false),
        };

        // RFC 7208 §4.6.4: terms are counted, not questions; the third that found nothing is one too many.
        return isVoid && ++VoidLookups > limits.MaxVoidLookups
            ? SpfMatch.Permanent($"More than {limits.MaxVoidLookups} terms found no record in DNS, the last of them '{mechanism}'.")
            : match;
    }

    private async ValueTask<DnsName?> TargetAsync(SpfMacroString? spec, string domain, CancellationToken cancellationToken)
    {
        var text = spec is null ? domain : await ExpandAsync(spec, domain, cancellationToken).ConfigureAwait(false);
        return SpfNames.TryMake(text, out var name) ? name : null;
    }

    private async ValueTask<string> ExpandAsync(SpfMacroString text, string domain, CancellationToken cancellationToken)
    {
        // Most domain-specs are plain names.
        if (text.Parts is [{ IsLiteral: true } whole])
        {
            return whole.Literal;
        }

        if (text.Parts.Any(p => p.Letter == 'p'))
        {
            _values['p'] = await _reverse.BestForAsync(domain, cancellationToken).ConfigureAwait(false);
        }

        return new SpfMacroContext(domain, _values).Expand(text);
    }

    private SpfVerdict TooManyLookups(SpfTerm term) =>
        SpfVerdict.Permanent($"More than {limits.MaxLookups} terms need DNS; '{term}' is the first over the limit of RFC 7208 §4.6.4.");

    private static SpfResult ResultOf(SpfQualifier qualifier) => qualifier switch
    {
        SpfQualifier.Fail => SpfResult.Fail,
        SpfQualifier.SoftFail => SpfResult.SoftFail,
        SpfQualifier.Neutral => SpfResult.Neutral,
        _ => SpfResult.Pass,
    };
}
