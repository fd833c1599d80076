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
        var wildcard = Wildcard.Ask(context.Domain, RecordType.Txt, dns, cancellationToken);
        var result = await DmarcDiscovery.FindAsync(dns, context.Domain, cancellationToken).ConfigureAwait(false);
        var explained = result.Answers is [var first, ..] && result.FoundAt == context.Domain
            ? await wildcard.ExplainAsync(first, cancellationToken).ConfigureAwait(false)
            : null;
        return result.Outcome switch
        {
            DmarcOutcome.Found => Finding.Holds(
                this,
                SortedTexts(result.Texts),
                [
                    .. InheritanceOf(result), .. result.Warnings.Select(w => w.Reason), .. explained is null ? [] : new[] { explained },
                    .. await DmarcReportDestinations.WarnAsync(result, context.Platform, dns, cancellationToken).ConfigureAwait(false),
                ]),
            DmarcOutcome.TemporaryFailure when UnreadAt(result) is { Name.LabelCount: > 2 } unread => Finding.Unreadable(this, unread),
            DmarcOutcome.None or DmarcOutcome.TemporaryFailure => await AbsentAsync(context, name, dns, cancellationToken).ConfigureAwait(false),
            _ => Finding.Invalid(this, Sentence.Join($"DMARC record found but not valid: {result.Reason}", explained), SortedTexts(result.Texts), "publish exactly one valid DMARC record"),
        };
    }

    /// <summary>
    /// The look-up that failed. A failure at a top-level domain alone (_dmarc.com) is passed over: next to none of them has a
    /// policy, and the customer needs to hear that their own is missing.
    /// </summary>
    private static DnsAnswer UnreadAt(DmarcResult result) => result.Answers.First(a => !a.IsDefinite);

    private async Task<Finding> AbsentAsync(RecordContext context, DnsName name, IDnsResolver dns, CancellationToken cancellationToken)
    {
        var elsewhere = await FindElsewhereAsync(
            context, name, RecordType.Txt, IsDmarc, [context.Domain, context.Domain.Prepend("dmarc")], dns, cancellationToken).ConfigureAwait(false);
        return Finding.Missing(this, Sentence.Join($"DMARC record not found for {name}", elsewhere), [], elsewhere);
    }

    private static IEnumerable<string> InheritanceOf(DmarcResult result)
    {
        if (result.IsInherited)
        {
            yield return $"the policy is inherited from {result.FoundAt}: {result.Domain} has none of its own";
        }

        // RFC 9989 §4.7: sp= and np= speak for the names below, so the policy that stands first in the record is not theirs.
        if (result.IsInherited && result.EffectivePolicy is { } policy && policy != result.Record!.Policy)
        {
            yield return $"the policy for {result.Domain} is {policy.ToString().ToLowerInvariant()}, from sp= or np= of that record";
        }
    }

    private static bool IsDmarc(DnsRecord record) => record is TxtRecord text && DmarcRecord.LooksLikeDmarc(text.Text);
}
