using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Spf;

/// <summary>The names that terms lead to without knowing the sender.</summary>
internal static class WalkNames
{
    private static readonly Dictionary<char, string> s_noValues = [];

    /// <summary>Expands a domain-spec that does not depend on the sender.</summary>
    /// <param name="spec">The domain-spec; null stands for the domain itself.</param>
    /// <param name="domain">The domain whose record it stands in: the macro "d".</param>
    /// <param name="origin">The domain of the mailbox: the macro "o".</param>
    /// <returns>The name, or null when the text is no name that DNS can be asked for.</returns>
    public static DnsName? Resolve(SpfMacroString? spec, DnsName domain, DnsName origin)
    {
        if (spec is null)
        {
            return domain;
        }

        var values = spec.HasMacros ? new Dictionary<char, string> { ['o'] = origin.Text } : s_noValues;
        return SpfNames.TryMake(new SpfMacroContext(domain.Text, values).Expand(spec), out var name) ? name : null;
    }

    /// <summary>Whether a term is an include of, or a redirect to, a name.</summary>
    public static bool LeadsTo(SpfTerm term, DnsName domain, DnsName origin, DnsName target)
    {
        var spec = term switch
        {
            SpfDirective { Mechanism.Kind: SpfMechanismKind.Include } include => include.Mechanism.Domain,
            SpfModifier { IsRedirect: true } redirect => redirect.Value,
            _ => null,
        };
        return spec is { DependsOnSender: false } && Resolve(spec, domain, origin) == target;
    }

    /// <summary>"'a', then 'b'": a path of terms as a person reads it.</summary>
    public static string Say(IReadOnlyList<string> path) => string.Join(", then ", path.Select(t => Quote.Of(t)));
}
