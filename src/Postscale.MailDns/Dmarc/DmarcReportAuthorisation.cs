using Postscale.MailDns.Dkim;
using Postscale.MailDns.Resolution;
using Outcome = Postscale.MailDns.Dmarc.DmarcReportAuthorisationOutcome;

namespace Postscale.MailDns.Dmarc;

/// <summary>
/// Checks whether destinations outside a domain's organization take its reports (RFC 9990 §4 for rua=, RFC 9991 §5 for ruf=; RFC 7489 §7.1 before).
/// </summary>
public static class DmarcReportAuthorisation
{
    /// <summary>How many different hosts of one record are looked at. The rest are <see cref="Outcome.NotChecked"/>.</summary>
    public const int MaxHosts = 8;

    /// <summary>
    /// Checks all URIs of a record. At most eight look-ups to find the organizational domain of the policy domain and nine for each host.
    /// </summary>
    /// <param name="resolver">Asks DNS.</param>
    /// <param name="policyDomain">The domain whose record it is: <see cref="DmarcResult.FoundAt"/>.</param>
    /// <param name="record">The record.</param>
    /// <param name="cancellationToken">Gives the check up.</param>
    /// <returns>One result for each URI, those of rua= first, in the record's order.</returns>
    /// <exception cref="OperationCanceledException">Only if <paramref name="cancellationToken"/> was cancelled.</exception>
    public static async ValueTask<IReadOnlyList<DmarcReportAuthorisationResult>> CheckAsync(
        IDnsResolver resolver, DnsName policyDomain, DmarcRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(policyDomain);
        ArgumentNullException.ThrowIfNull(record);
        var results = new List<DmarcReportAuthorisationResult>();
        var hosts = new Dictionary<DnsName, DmarcReportHost>();
        DmarcTreeWalk? own = null;
        foreach (var (uri, isForFailures) in record.AggregateReports.Select(uri => (uri, false)).Concat(record.FailureReports.Select(uri => (uri, true))))
        {
            if (uri.Host is null)
            {
                results.Add(new(uri, isForFailures, Outcome.NotChecked, null, $"{Excerpt.Quote(uri.Text)} names no host"));
                continue;
            }

            if (uri.Host == policyDomain)
            {
                results.Add(new(uri, isForFailures, Outcome.SameOrganisation, null, null));
                continue;
            }

            if (!hosts.TryGetValue(uri.Host, out var host))
            {
                if (hosts.Count == MaxHosts)
                {
                    results.Add(new(uri, isForFailures, Outcome.NotChecked, null, $"the record names more than {MaxHosts} hosts"));
                    continue;
                }

                own ??= await DmarcTreeWalk.RunAsync(resolver, policyDomain, cancellationToken).ConfigureAwait(false);
                host = await DmarcReportHost.LookUpAsync(resolver, policyDomain, own, uri.Host, cancellationToken).ConfigureAwait(false);
                hosts.Add(uri.Host, host);
            }

            results.Add(host.Judge(uri, isForFailures));
        }

        return results;
    }
}
