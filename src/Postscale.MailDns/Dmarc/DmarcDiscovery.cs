using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Dmarc;

/// <summary>Finds the DMARC record that applies to a domain (RFC 9989 §4.10.1).</summary>
public static class DmarcDiscovery
{
    /// <summary>
    /// Walks the tree from a domain. At most eight look-ups of TXT records, one after the other, and one of an address where np= matters.
    /// </summary>
    /// <param name="resolver">Asks DNS.</param>
    /// <param name="domain">The domain, without "_dmarc".</param>
    /// <param name="cancellationToken">Gives the walk up.</param>
    /// <exception cref="OperationCanceledException">Only if <paramref name="cancellationToken"/> was cancelled.</exception>
    public static async ValueTask<DmarcResult> FindAsync(IDnsResolver resolver, DnsName domain, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(domain);
        var walk = await DmarcTreeWalk.RunAsync(resolver, domain, cancellationToken).ConfigureAwait(false);
        var result = new DmarcResult
        {
            Outcome = DmarcOutcome.None,
            Domain = domain,
            OrganizationalDomain = walk.OrganizationalDomain,
            Answers = [.. walk.Steps.Select(step => step.Answer)],
        };

        // The domain's own record applies whatever stands above; without one, a failure anywhere below the end of the walk can change the answer.
        if (walk.Own is null && walk.Failed is { } failed)
        {
            var why = failed.Answer.FailureText ?? "no answer came";
            return result with { Outcome = DmarcOutcome.TemporaryFailure, Reason = $"DNS could not be read at {failed.Answer.Name}: {why}" };
        }

        if (walk.Applied is not { } applied)
            return WithoutRecord(result, walk);

        result = result with { FoundAt = applied.Domain, Texts = applied.Texts };
        if (applied.Reading!.Record is not { } record)
        {
            var error = applied.Reading.Error!;
            return result with { Outcome = DmarcOutcome.Invalid, Error = error, Reason = $"the record at {applied.Answer.Name} is not applied: {error.Reason}" };
        }

        var warnings = new List<DmarcWarning>(record.Warnings);
        AddWarnings(warnings, walk, applied, record);
        var policy = applied.Domain == domain
            ? record.Policy
            : await InheritedPolicyAsync(resolver, domain, record, warnings, cancellationToken).ConfigureAwait(false);
        return result with { Outcome = DmarcOutcome.Found, Record = record, EffectivePolicy = policy, Warnings = warnings };
    }

    private static DmarcResult WithoutRecord(DmarcResult result, DmarcTreeWalk walk)
    {
        foreach (var step in walk.Steps)
        {
            var at = result with { FoundAt = step.Domain, Texts = step.Texts };
            if (step.RecordCount > 1)
                return at with { Outcome = DmarcOutcome.Multiple, Reason = $"there are {step.RecordCount} DMARC records at {step.Answer.Name}, so that receivers ignore all of them" };
            if (step.Unusable is { } error)
                return at with { Outcome = DmarcOutcome.Invalid, Error = error, Reason = $"the record at {step.Answer.Name} is not applied: {error.Reason}" };
        }

        return result with { Reason = WhyAbsent(result.Domain, walk) };
    }

    private static string WhyAbsent(DnsName domain, DmarcTreeWalk walk)
    {
        if (walk.Steps is not [var first, ..])
            return $"there can be no DMARC record at {domain}";
        if (first.Domain == domain && first.Answer is { IsVoid: true, Aliases.Count: > 0 })
            return $"{first.Answer.Name} is an alias that ends at {first.Answer.FinalName}, where there is no TXT record, and no parent of {domain} has a DMARC record";
        return $"there is no DMARC record at _dmarc.{domain}, nor at a parent of {domain}";
    }

    private static void AddWarnings(List<DmarcWarning> warnings, DmarcTreeWalk walk, DmarcTreeWalkStep applied, DmarcRecord record)
    {
        foreach (var step in walk.Steps)
        {
            if (step.RecordCount > 1)
                warnings.Add(new(DmarcWarningKind.SeveralIgnored, null, $"there are {step.RecordCount} DMARC records at {step.Answer.Name}, so that receivers ignore all of them"));
            if (step.Unusable is { } error)
                warnings.Add(new(DmarcWarningKind.UnusableIgnored, null, $"a record at {step.Answer.Name} is ignored: {error.Reason}"));
        }

        if (walk.Failed is { } failed)
            warnings.Add(new(DmarcWarningKind.OrganizationalDomainUnknown, null, $"the organizational domain is not known, because DNS could not be read at {failed.Answer.Name}"));

        // RFC 9989 §4.7, sp: below the organizational domain a record speaks for its own name alone.
        else if (walk.OrganizationalDomain != applied.Domain && applied.Reading!.PublicSuffix != DmarcPublicSuffix.Yes
            && (record.SubdomainPolicy ?? record.NonexistentSubdomainPolicy) is not null)
            warnings.Add(new(DmarcWarningKind.SubdomainPolicyIgnored, null, $"sp= and np= have no effect here, because the organizational domain is {walk.OrganizationalDomain}"));
    }

    private static async ValueTask<DmarcPolicy> InheritedPolicyAsync(
        IDnsResolver resolver, DnsName domain, DmarcRecord record, List<DmarcWarning> warnings, CancellationToken cancellationToken)
    {
        var (existing, missing) = (record.PolicyFor(true, true), record.PolicyFor(true, false));
        if (existing == missing)
            return existing;

        // RFC 9989 §3.2.13: a domain does not exist if a query for it, of any type, ends in NXDOMAIN.
        var answer = await resolver.ResolveAsync(domain, RecordType.A, cancellationToken).ConfigureAwait(false);
        if (!answer.IsDefinite)
            warnings.Add(new(DmarcWarningKind.ExistenceUnknown, null, $"DNS could not say whether {domain} exists, so that its policy may be that of np="));
        return answer.Outcome == DnsOutcome.NoSuchName && answer.Aliases.Count == 0 ? missing : existing;
    }
}
