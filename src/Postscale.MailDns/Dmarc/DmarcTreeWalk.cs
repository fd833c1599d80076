using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Dmarc;

/// <summary>The tree walk of RFC 9989 §4.10: at most eight queries, from a domain up to its top-level domain.</summary>
internal sealed class DmarcTreeWalk
{
    // RFC 9989 §4.10 step 4: a name of more than eight labels is cut to seven after the first query.
    private const int LabelsAfterJump = 7;

    private readonly DnsName _domain;
    private readonly List<DmarcTreeWalkStep> _steps = [];

    private DmarcTreeWalk(DnsName domain) => _domain = domain;

    /// <summary>The queries made, from the domain up. The last may have failed.</summary>
    public IReadOnlyList<DmarcTreeWalkStep> Steps => _steps;

    /// <summary>The query that failed and ended the walk, or null.</summary>
    public DmarcTreeWalkStep? Failed => _steps is [.., { Answer.IsDefinite: false } last] ? last : null;

    /// <summary>The organizational domain; null when a query failed.</summary>
    public DnsName? OrganizationalDomain => Failed is null ? SelectOrganizationalDomain() : null;

    /// <summary>The record of the domain itself, or null.</summary>
    public DmarcTreeWalkStep? Own => _steps is [{ Reading: not null } first, ..] && first.Domain == _domain ? first : null;

    /// <summary>The record to apply: of the domain, else of its organizational domain, else of its public suffix (RFC 9989 §4.10.1).</summary>
    public DmarcTreeWalkStep? Applied
    {
        get
        {
            if (Own is { } own)
                return own;
            var organization = OrganizationalDomain;
            return organization is null
                ? null
                : _steps.Find(step => step.Reading is not null && step.Domain == organization)
                    ?? _steps.Find(step => step.Reading?.PublicSuffix == DmarcPublicSuffix.Yes);
        }
    }

    /// <summary>The domains that are asked about, in order.</summary>
    public static IEnumerable<DnsName> Targets(DnsName domain)
    {
        for (var target = domain; !target.IsRoot; target = target.Ancestor(Math.Max(1, target.LabelCount - LabelsAfterJump)))
            yield return target;
    }

    public static async ValueTask<DmarcTreeWalk> RunAsync(IDnsResolver resolver, DnsName domain, CancellationToken cancellationToken)
    {
        var walk = new DmarcTreeWalk(domain);

        // All names are known from the start, so that all are asked at once: the walk takes as long as its slowest look-up, not as all of them.
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asked = new List<(DnsName Target, Task<DnsAnswer> Answer)>();
        foreach (var target in Targets(domain))
        {
            // A name with no room for "_dmarc" before it can have no record.
            if (target.TryPrepend("_dmarc", out var name))
                asked.Add((target, resolver.ResolveAsync(name, RecordType.Txt, rest.Token).AsTask()));
        }

        foreach (var (target, asking) in asked)
        {
            var answer = await asking.ConfigureAwait(false);
            var step = new DmarcTreeWalkStep(target, answer);
            walk._steps.Add(step);

            // RFC 9989 §4.10 steps 2 and 6: psd=n and psd=y end the walk. So does a failure, after which nothing above can decide.
            if (!answer.IsDefinite || step.Reading is { PublicSuffix: not DmarcPublicSuffix.Unknown })
                break;
        }

        // What the walk did not come to is given up.
        await rest.CancelAsync().ConfigureAwait(false);
        return walk;
    }

    // RFC 9989 §4.10.2: from the longest name to the shortest.
    private DnsName SelectOrganizationalDomain()
    {
        var selected = _domain;
        foreach (var step in _steps)
        {
            switch (step.Reading)
            {
                case null:
                    continue;
                case { PublicSuffix: DmarcPublicSuffix.No }:
                    return step.Domain;
                case { PublicSuffix: DmarcPublicSuffix.Yes } when step.Domain != _domain:
                    return _domain.Ancestor(_domain.LabelCount - step.Domain.LabelCount - 1);
                default:
                    selected = step.Domain;
                    break;
            }
        }

        return selected;
    }
}
