using Postscale.MailDns.Dkim;
using Postscale.MailDns.Resolution;
using Postscale.Server.Options;
using Postscale.Server.PlatformKeys;
using Postscale.Server.Records;

namespace Postscale.Server.PlatformRecords;

/// <summary>A DKIM key of the platform, to which the aliases of customers point (RFC 6376 §3.6).</summary>
/// <param name="platform">The platform's names.</param>
/// <param name="key">The key.</param>
public sealed class PlatformDkimKey(Platform platform, DkimKey key) : PlatformRecord(
    "TXT",
    platform.Dkim.Prepend(key.Selector),
    key.State == DkimKeyState.Active
        ? $"the DKIM key of the selector {key.Selector}, which {(platform.DkimTargetMode == DkimTargetMode.PerDomain ? "the names of 'postscale platform records --domains' lead to" : "customers' records point at")}"
        : $"the DKIM key of the former selector {key.Selector}: keep it until 'postscale platform dkim retire {key.Selector}'")
{
    /// <inheritdoc/>
    public override string Expected => key.PublicRecord;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ZoneLines => [ZoneText.Line(Name, "TXT", ZoneText.Strings(key.PublicRecord))];

    /// <inheritdoc/>
    public override async Task<PlatformFinding> CheckAsync(IDnsResolver dns, CancellationToken cancellationToken)
    {
        var found = await DkimKeyLookup.FindAsync(dns, Name, cancellationToken).ConfigureAwait(false);
        switch (found.Outcome)
        {
            case DkimKeyOutcome.TemporaryFailure:
                return Unreadable(found.Answer.FailureText);

            case DkimKeyOutcome.NotFound when found.Texts.Count == 0:
                return Missing(AsPrinted);

            case DkimKeyOutcome.Found when found.Record!.HasSameKeyAs(Own()):
                return Ok(found.Texts, [.. found.Warnings.Select(w => w.Reason)]);

            case DkimKeyOutcome.Found:
                return Wrong(found.Texts, $"another key stands there, and signatures of ours fail; {AsPrinted}");

            default:
                return Wrong(found.Texts, $"{found.Reason}; {AsPrinted}");
        }
    }

    private DkimKeyRecord? Own() => DkimKeyRecord.TryParse(key.PublicRecord, out var own, out _) ? own : null;
}
