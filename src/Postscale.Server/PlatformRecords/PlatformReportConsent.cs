using Postscale.MailDns.Resolution;
using Postscale.Server.Records;

namespace Postscale.Server.PlatformRecords;

/// <summary>
/// The record that lets receivers send reports about customers' domains to the platform's mailbox (RFC 9990 §4; RFC 7489 §7.1 before).
/// </summary>
/// <param name="domain">The mailbox's domain.</param>
public sealed class PlatformReportConsent(DnsName domain) : PlatformRecord(
    "TXT", domain.Prepend("*._report._dmarc"), "lets receivers send DMARC reports about customers' domains to the platform's mailbox")
{
    private const string Value = "v=DMARC1";

    // Any name shows whether the wildcard answers.
    private const string Probe = "customer.example";

    /// <inheritdoc/>
    public override string Expected => Value;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ZoneLines => [ZoneText.Line(Name, "TXT", ZoneText.Strings(Value))];

    /// <inheritdoc/>
    public override async Task<PlatformFinding> CheckAsync(IDnsResolver dns, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dns);
        var answer = await dns.ResolveAsync(domain.Prepend($"{Probe}._report._dmarc"), RecordType.Txt, cancellationToken).ConfigureAwait(false);
        if (!answer.IsDefinite)
        {
            return Unreadable(answer.FailureText);
        }

        var found = answer.Records.OfType<TxtRecord>().Select(r => r.Text).ToList();
        if (found.Count == 0)
        {
            return Missing(AsPrinted);
        }

        return found.Any(IsConsent) ? Ok(found) : Wrong(found, $"no text there begins with {Value}; {AsPrinted}");
    }

    // RFC 9990 §4 step 6: the version stands first, alone or before other tags.
    private static bool IsConsent(string text) =>
        text.StartsWith(Value, StringComparison.Ordinal) && (text.Length == Value.Length || text[Value.Length] is ';' or ' ' or '\t');
}
