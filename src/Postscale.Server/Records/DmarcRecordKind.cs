using Postscale.MailDns.Dmarc;
using Postscale.MailDns.Resolution;
using Postscale.Server.Domains;

namespace Postscale.Server.Records;

/// <summary>The DMARC policy (RFC 9989). Any valid policy holds: it is the customer's to choose.</summary>
public sealed class DmarcRecordKind : RecordKind
{
    /// <inheritdoc/>
    public override string Name => "dmarc";

    /// <inheritdoc/>
    public override string Label => "DMARC";

    /// <inheritdoc/>
    public override long Bit => 16;

    /// <inheritdoc/>
    public override string UnverifiedStatus => "recommended";

    /// <inheritdoc/>
    public override bool IsInFailedSummary => false;

    /// <inheritdoc/>
    public override bool IsIssuedFor(DomainType type) => type.CanSend();

    /// <inheritdoc/>
    public override IssuedRecord Issue(RecordContext context) =>
        new("TXT", context.Domain.Prepend("_dmarc"), $"v=DMARC1; p=quarantine; rua=mailto:{context.Platform.Rua}", null, "DMARC policy");

    /// <inheritdoc/>
    public override async Task<Finding> CheckAsync(RecordContext context, IDnsResolver dns, CancellationToken cancellationToken)
    {
        var name = Issue(context).Name;
        var result = await DmarcDiscovery.FindAsync(dns, context.Domain, cancellationToken).ConfigureAwait(false);
        var warnings = result.Warnings.Select(w => w.Reason);
        return result.Outcome switch
        {
            DmarcOutcome.Found when result.IsInherited => Finding.Holds(
                this, result.Texts, [$"the policy is inherited from {result.FoundAt}: {context.Domain} has none of its own", .. warnings]),
            DmarcOutcome.Found => Finding.Holds(this, result.Texts, [.. warnings]),
            DmarcOutcome.TemporaryFailure when UnreadAt(result) is { Name.LabelCount: > 2 } unread => Finding.Unreadable(this, unread),
            DmarcOutcome.None or DmarcOutcome.TemporaryFailure => await AbsentAsync(context, name, dns, cancellationToken).ConfigureAwait(false),
            _ => Finding.Invalid(this, $"DMARC record found but not valid: {result.Reason}", result.Texts, "publish exactly one valid DMARC record"),
        };
    }

    /// <summary>
    /// The look-up that failed. A failure at a top-level domain alone (_dmarc.com) is passed over: next to none of them has a
    /// policy, and the customer needs to hear that their own is missing.
    /// </summary>
    private static DnsAnswer UnreadAt(DmarcResult result) => result.Answers.First(a => !a.IsDefinite);

    private async Task<Finding> AbsentAsync(RecordContext context, DnsName name, IDnsResolver dns, CancellationToken cancellationToken)
    {
        var error = $"DMARC record not found for {name}";
        var doubled = await FindDoubledAsync(context, name, RecordType.Txt, IsDmarc, dns, cancellationToken).ConfigureAwait(false);
        if (doubled is null)
        {
            var apex = await AskAsideAsync(dns, context.Domain, RecordType.Txt, cancellationToken).ConfigureAwait(false);
            if (apex.Any(IsDmarc))
            {
                doubled = $"It stands at {context.Domain}, where receivers do not look. Move it to {name}";
            }
        }

        return Finding.Missing(this, Sentence.Join(error, doubled), [], doubled);
    }

    private static bool IsDmarc(DnsRecord record) => record is TxtRecord text && DmarcRecord.LooksLikeDmarc(text.Text);
}
