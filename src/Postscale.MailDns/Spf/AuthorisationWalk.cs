using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Spf;

/// <summary>
/// check_host() for a sender that only the target knows: terms are taken from left to right, look-ups are made and counted, and
/// nothing matches but the target and what matches every sender. Addresses are those of IPv4, the family that decides
/// which names count as void.
/// </summary>
internal sealed class AuthorisationWalk(IDnsResolver resolver, DnsName origin, DnsName target, SpfLimits limits)
{
    private readonly List<DnsName> _open = [];

    public int Lookups { get; private set; }

    public List<SpfCost> Costs { get; } = [];

    public List<NearMiss> NearMisses { get; } = [];

    /// <summary>The terms that found nothing.</summary>
    public List<string> Voids { get; } = [];

    /// <summary>Terms that name a record by macros over the sender: nobody can say beforehand what they include.</summary>
    public List<string> Opaque { get; } = [];

    /// <summary>The first address look-up that failed. It cannot lead to the target, but a target found after it is not certain.</summary>
    public string? Unread { get; private set; }

    /// <summary>Walks one record. Every deeper record costs a look-up first, so the depth is bounded by their limit.</summary>
    public async ValueTask<WalkEnd> WalkAsync(DnsName domain, SpfRecord record, IReadOnlyList<string> path, CancellationToken cancellationToken)
    {
        _open.Add(domain);
        var end = WalkEnd.NoMatch;
        for (var i = 0; i < record.Terms.Count && end.Kind == WalkEndKind.NoMatch; i++)
        {
            if (record.Terms[i] is SpfDirective directive)
            {
                var step = await StepAsync(domain, directive, [.. path, directive.ToString()], cancellationToken).ConfigureAwait(false);
                end = step.Kind == WalkEndKind.NoMatch ? end : step with { Index = i };
            }
        }

        if (end.Kind == WalkEndKind.NoMatch && record.Redirect is { } redirect)
        {
            end = await RedirectAsync(domain, redirect, [.. path, redirect.ToString()], cancellationToken).ConfigureAwait(false);
            end = end with { Index = record.Terms.ToList().IndexOf(redirect) };
        }

        if (end.Kind == WalkEndKind.Everyone)
        {
            NoteUnreached(domain, record, end, path);
        }

        _open.RemoveAt(_open.Count - 1);
        return end;
    }

    private async ValueTask<WalkEnd> StepAsync(DnsName domain, SpfDirective directive, string[] path, CancellationToken cancellationToken)
    {
        if (!directive.Mechanism.CostsLookup)
        {
            return directive.Mechanism switch
            {
                { Kind: SpfMechanismKind.All } => Everyone(directive, path, "matches every sender"),
                { Kind: SpfMechanismKind.IP4, Prefix4: 0 } => Everyone(directive, path, "matches every IPv4 sender"),
                _ => WalkEnd.NoMatch,
            };
        }

        if (Lookups >= limits.MaxLookups)
        {
            return TooManyLookups(path);
        }

        var (before, cost) = OpenCost(path);
        var end = directive.Mechanism.Kind == SpfMechanismKind.Include
            ? await IncludeAsync(domain, directive, path, cancellationToken).ConfigureAwait(false)
            : await HostsAsync(domain, directive, path, cancellationToken).ConfigureAwait(false);
        CloseCost(before, cost);
        return end;
    }

    private async ValueTask<WalkEnd> RedirectAsync(DnsName domain, SpfModifier redirect, string[] path, CancellationToken cancellationToken)
    {
        if (Lookups >= limits.MaxLookups)
        {
            return TooManyLookups(path);
        }

        var (before, cost) = OpenCost(path);
        var end = await FollowAsync(domain, redirect.Value, path, cancellationToken).ConfigureAwait(false);
        CloseCost(before, cost);
        return end;
    }

    private async ValueTask<WalkEnd> IncludeAsync(DnsName domain, SpfDirective directive, string[] path, CancellationToken cancellationToken)
    {
        var end = await FollowAsync(domain, directive.Mechanism.Domain!, path, cancellationToken).ConfigureAwait(false);
        if (end.Kind is WalkEndKind.NoMatch or WalkEndKind.Fault)
        {
            return end;
        }

        // RFC 7208 §5.2: an include matches when the included record passes, and then its own qualifier is the result.
        if (end.Qualifier == SpfQualifier.Pass)
        {
            return end.Kind == WalkEndKind.Target
                ? end with { Qualifier = directive.Qualifier }
                : Everyone(directive, path, "includes a record that passes every sender");
        }

        if (end.Kind == WalkEndKind.Target)
        {
            NearMisses.Add(new NearMiss(
                SpfAuthorisationOutcome.WrongQualifier, end.Path, $"{WalkNames.Say(end.Path)} reaches it without a pass, so {Quote.Of(path[^1])} does not match its senders"));
        }

        return WalkEnd.NoMatch;
    }

    private async ValueTask<WalkEnd> FollowAsync(DnsName domain, SpfMacroString spec, string[] path, CancellationToken cancellationToken)
    {
        if (spec.DependsOnSender)
        {
            Opaque.Add(path[^1]);
            return WalkEnd.NoMatch;
        }

        var name = WalkNames.Resolve(spec, domain, origin);
        if (name == target)
        {
            return new WalkEnd(WalkEndKind.Target, SpfQualifier.Pass, path);
        }

        if (name is null || name.LabelCount < 2)
        {
            return WalkEnd.Fault(SpfAuthorisationOutcome.DeadInclude, path, $"{Quote.Of(path[^1])} names no domain that could have a record") with { IsDead = true };
        }

        // Nothing in a record depends on how it was reached, so what comes back to an open record comes back until a limit ends it.
        if (_open.Contains(name))
        {
            return WalkEnd.Fault(SpfAuthorisationOutcome.IncludeLoop, path, $"{WalkNames.Say(path)} leads back to {name}, which is being evaluated already") with { IsDead = true };
        }

        var read = await SpfRead.ReadAsync(resolver, name, cancellationToken).ConfigureAwait(false);
        return read.Record is { } record
            ? await WalkAsync(name, record, path, cancellationToken).ConfigureAwait(false)
            : WalkEnd.Fault(
                read.Kind == SpfReadKind.Temporary ? SpfAuthorisationOutcome.TemporaryFailure : SpfAuthorisationOutcome.DeadInclude,
                path,
                $"{WalkNames.Say(path)} leads to {name}, but {read.Problem}") with
            { IsDead = read.Kind == SpfReadKind.NoRecord };
    }

    private async ValueTask<WalkEnd> HostsAsync(DnsName domain, SpfDirective directive, string[] path, CancellationToken cancellationToken)
    {
        var found = await new WalkHosts(resolver, limits).LookAsync(directive.Mechanism, domain, origin, cancellationToken).ConfigureAwait(false);
        Unread ??= found.Unread;
        if (found.TooManyMx is { } tooMany)
        {
            return WalkEnd.Fault(SpfAuthorisationOutcome.TooManyMxHosts, path, $"{WalkNames.Say(path)}: {tooMany}");
        }

        if (found.IsVoid)
        {
            Voids.Add(string.Join(" > ", path));
            if (Voids.Count > limits.MaxVoidLookups)
            {
                return WalkEnd.Fault(
                    SpfAuthorisationOutcome.TooManyVoids,
                    path,
                    $"{string.Join(", ", Voids.Select(v => Quote.Of(v)))} find nothing in DNS, and RFC 7208 §4.6.4 allows {limits.MaxVoidLookups} such terms");
            }
        }

        return found.MatchesEveryone is { } why ? Everyone(directive, path, why) : WalkEnd.NoMatch;
    }

    private void NoteUnreached(DnsName domain, SpfRecord record, WalkEnd end, IReadOnlyList<string> path)
    {
        for (var i = 0; i < record.Terms.Count; i++)
        {
            // A redirect beside an "all" is unreached wherever it stands (RFC 7208 §6.1).
            if ((i > end.Index || record.Terms[i] is SpfModifier) && WalkNames.LeadsTo(record.Terms[i], domain, origin, target))
            {
                NearMisses.Add(new NearMiss(
                    SpfAuthorisationOutcome.AfterAll,
                    [.. path, record.Terms[i].ToString()!],
                    $"{Quote.Of(record.Terms[i].ToString()!)} is never reached, because {Quote.Of(end.Path[path.Count])} before it {end.Reason}"));
            }
        }
    }

    private (int Before, int Cost) OpenCost(string[] path)
    {
        Costs.Add(new SpfCost(string.Join(" > ", path), path.Length, 1));
        return (Lookups++, Costs.Count - 1);
    }

    private void CloseCost(int before, int cost) => Costs[cost] = Costs[cost] with { Lookups = Lookups - before };

    private static WalkEnd Everyone(SpfDirective directive, string[] path, string reason) =>
        new(WalkEndKind.Everyone, directive.Qualifier, path) { Reason = reason };

    private WalkEnd TooManyLookups(string[] path) => WalkEnd.Fault(
        SpfAuthorisationOutcome.TooManyLookups,
        path,
        $"{WalkNames.Say(path)} would be look-up {Lookups + 1}, and RFC 7208 §4.6.4 allows {limits.MaxLookups}");
}
