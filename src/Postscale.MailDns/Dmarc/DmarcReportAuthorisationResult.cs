using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Dmarc;

/// <summary>Whether receivers will send a domain's reports to one URI.</summary>
/// <param name="Uri">The URI.</param>
/// <param name="IsForFailures">Whether it is of the ruf= tag; of rua= otherwise.</param>
/// <param name="Outcome">What it came to.</param>
/// <param name="RecordName">Where the destination must say that it takes the reports; null where it need not or the name would be too long.</param>
/// <param name="Reason">Why not, as part of a sentence without its full stop; null when receivers will.</param>
public sealed record DmarcReportAuthorisationResult(
    DmarcReportUri Uri, bool IsForFailures, DmarcReportAuthorisationOutcome Outcome, DnsName? RecordName, string? Reason)
{
    /// <summary>Where the destination wants the reports instead, on the same host (RFC 9990 §4 step 9); usually empty.</summary>
    public IReadOnlyList<DmarcReportUri> Replacements { get; init; } = [];
}
