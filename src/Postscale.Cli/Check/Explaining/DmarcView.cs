using Postscale.MailDns.Dmarc;
using Postscale.MailDns.Resolution;

namespace Postscale.Cli.Check.Explaining;

/// <summary>The DMARC policy of a domain and who gets its reports.</summary>
/// <param name="Result">The policy, and where it was found.</param>
/// <param name="Reports">For each address of the record, whether receivers will send reports there.</param>
internal sealed record DmarcView(DmarcResult Result, IReadOnlyList<DmarcReportAuthorisationResult> Reports)
{
    public static async Task<DmarcView> LookAsync(IDnsResolver dns, DnsName domain, CancellationToken cancellationToken)
    {
        var result = await DmarcDiscovery.FindAsync(dns, domain, cancellationToken).ConfigureAwait(false);
        var reports = result is { Record: { } record, FoundAt: { } at }
            ? await DmarcReportAuthorisation.CheckAsync(dns, at, record, cancellationToken).ConfigureAwait(false)
            : [];
        return new DmarcView(result, reports);
    }
}
