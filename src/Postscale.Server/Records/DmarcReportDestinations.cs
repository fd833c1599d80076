using Postscale.MailDns.Dmarc;
using Postscale.MailDns.Resolution;
using Postscale.Server.Options;

namespace Postscale.Server.Records;

/// <summary>
/// Warns of addresses for DMARC reports outside the domain that have not agreed to take them: receivers send them nothing
/// (RFC 9990 §4, RFC 9991 §5). The platform's own mailbox is its operator's to look after.
/// </summary>
internal static class DmarcReportDestinations
{
    /// <summary>How long destinations are asked: what others answer decides nothing here, and must hold nothing up.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    /// <summary>Asks only where a record names such an address.</summary>
    public static async Task<IReadOnlyList<string>> WarnAsync(DmarcResult result, Platform platform, IDnsResolver dns, CancellationToken cancellationToken)
    {
        var record = result.Record!;
        if (!record.AggregateReports.Concat(record.FailureReports).Any(u => IsForeign(u, result.FoundAt!, platform)))
        {
            return [];
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        try
        {
            var destinations = await DmarcReportAuthorisation.CheckAsync(dns, result.FoundAt!, record, patience.Token).ConfigureAwait(false);
            return
            [
                .. destinations
                    .Where(d => d.Outcome == DmarcReportAuthorisationOutcome.NotAuthorised && IsForeign(d.Uri, result.FoundAt!, platform))
                    .Select(d => $"reports will not reach {Sentence.Quote(d.Uri.Address ?? d.Uri.Text)}: {d.Reason}").Distinct(),
            ];
        }
        catch (OperationCanceledException)
        {
            // The record was found in time, and that stands.
            return [];
        }
    }

    private static bool IsForeign(DmarcReportUri uri, DnsName domain, Platform platform) =>
        uri.Host is { } host && !host.IsAtOrUnder(domain) && !platform.Rua.EndsWith($"@{host}", StringComparison.OrdinalIgnoreCase);
}
