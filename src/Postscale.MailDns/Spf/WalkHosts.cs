using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Spf;

/// <summary>What the look-ups of an "a", "mx", "exists" or "ptr" term came to, for a sender that they do not know.</summary>
/// <param name="IsVoid">A look-up of the term found nothing.</param>
/// <param name="MatchesEveryone">Why the term matches every sender, or null.</param>
/// <param name="Unread">The look-up that failed for now, or null.</param>
/// <param name="TooManyMx">The sentence about too many exchangers, or null.</param>
internal sealed record WalkFound(bool IsVoid = false, string? MatchesEveryone = null, string? Unread = null, string? TooManyMx = null);

/// <summary>Makes the look-ups of those terms.</summary>
internal sealed class WalkHosts(IDnsResolver resolver, SpfLimits limits)
{
    private static readonly WalkFound s_nothing = new();

    public async ValueTask<WalkFound> LookAsync(SpfMechanism mechanism, DnsName domain, DnsName origin, CancellationToken cancellationToken)
    {
        // A name that depends on the sender cannot be asked for beforehand; it costs its look-up all the same.
        if (mechanism.Kind == SpfMechanismKind.Ptr || mechanism.Domain is { DependsOnSender: true }
            || WalkNames.Resolve(mechanism.Domain, domain, origin) is not { } name)
        {
            return s_nothing;
        }

        if (mechanism.Kind == SpfMechanismKind.MX)
        {
            return await ExchangersAsync(mechanism, name, cancellationToken).ConfigureAwait(false);
        }

        var answer = await resolver.ResolveAsync(name, RecordType.A, cancellationToken).ConfigureAwait(false);
        if (answer.Outcome != DnsOutcome.Found)
        {
            return new WalkFound(answer.IsVoid, Unread: UnreadOf(answer));
        }

        return mechanism.Kind == SpfMechanismKind.Exists
            ? new WalkFound(MatchesEveryone: $"matches every sender, as {name} has an address")
            : new WalkFound(MatchesEveryone: mechanism.Prefix4 == 0 ? "matches every IPv4 sender" : null);
    }

    private async ValueTask<WalkFound> ExchangersAsync(SpfMechanism mechanism, DnsName name, CancellationToken cancellationToken)
    {
        var answer = await resolver.ResolveAsync(name, RecordType.MX, cancellationToken).ConfigureAwait(false);
        var exchangers = answer.Records.OfType<MxRecord>().ToList();
        if (exchangers.Count > limits.MaxMxNames)
        {
            return new WalkFound(TooManyMx: $"{name} has {exchangers.Count} MX records, and RFC 7208 §4.6.4 allows {limits.MaxMxNames}");
        }

        var found = new WalkFound(answer.IsVoid, Unread: UnreadOf(answer));
        foreach (var exchanger in exchangers.Where(m => !m.IsNull))
        {
            var host = await resolver.ResolveAsync(exchanger.Exchange, RecordType.A, cancellationToken).ConfigureAwait(false);
            found = found with
            {
                IsVoid = found.IsVoid || host.IsVoid,
                Unread = found.Unread ?? UnreadOf(host),
                MatchesEveryone = mechanism.Prefix4 == 0 && host.Outcome == DnsOutcome.Found ? "matches every IPv4 sender" : found.MatchesEveryone,
            };
        }

        return found;
    }

    private static string? UnreadOf(DnsAnswer answer) => answer.IsDefinite
        ? null
        : $"the {answer.Type.ToString().ToUpperInvariant()} records of {answer.Name} could not be read ({answer.FailureText ?? "no answer"})";
}
