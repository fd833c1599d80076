using Postscale.MailDns.Dmarc;
using Postscale.MailDns.Resolution;
using Postscale.MailDns.Spf;
using Postscale.Server.Domains;
using Postscale.Server.Records;

namespace Postscale.Server.Publishing;

/// <summary>Finds what a plan needs to know beside the zone: in DNS, where SPF and DMARC lead out of the zone.</summary>
/// <param name="dns">Whom to ask.</param>
internal sealed class PlanFactsReader(IDnsResolver dns)
{
    /// <summary>Finds it.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="context">What its records are made of.</param>
    /// <param name="zone">The zone.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<PlanFacts> ReadAsync(Domain domain, RecordContext context, ZoneContents zone, CancellationToken cancellationToken)
    {
        if (!domain.Type.CanSend())
        {
            return new PlanFacts(SpfAdvice.None, null);
        }

        var remembering = new RememberingResolver(dns);
        var spf = AdviseAsync(remembering, context, zone, cancellationToken);
        var dmarc = await DmarcDiscovery.FindAsync(new ZoneOverlay(remembering, zone), context.Domain, cancellationToken).ConfigureAwait(false);
        return new PlanFacts(await spf.ConfigureAwait(false), dmarc is { Outcome: DmarcOutcome.Found, IsInherited: true } ? dmarc.FoundAt?.Text : null)
        {
            IsDmarcUnread = dmarc.Outcome == DmarcOutcome.TemporaryFailure,
        };
    }

    private static async Task<SpfAdvice> AdviseAsync(RememberingResolver remembering, RecordContext context, ZoneContents zone, CancellationToken cancellationToken)
    {
        if (zone.Values(context.Domain, ZoneEntry.Txt).Where(SpfRecord.HasVersion).ToList() is not [var record])
        {
            return SpfAdvice.None;
        }

        var include = context.Platform.Spf;
        var present = await AskAsync(record).ConfigureAwait(false);
        switch (present)
        {
            case { Holds: true }:
                return new SpfAdvice(record, null);
            case { Outcome: SpfAuthorisationOutcome.IncludeMissing, NamesInclude: false }:
                break;
            default:
                return SpfAdvice.Refuse(Sentence.Join(present.Reason.TrimEnd('.'), present.SuggestedRecord is { } better ? $"In its place publish: {better}" : present.SuggestionNote?.TrimEnd('.')));
        }

        if (SpfInsertion.Insert(record, include) is not { } merged)
        {
            return SpfAdvice.Refuse("the SPF record that is there cannot be read");
        }

        var complete = await AskAsync(merged).ConfigureAwait(false);
        return !complete.Holds ? SpfAdvice.Refuse($"with 'include:{include}' the record would not hold: {complete.Reason.TrimEnd('.')}")
            : complete.WorstCaseLookups is > 0 and <= SpfMost ? new SpfAdvice(merged, null)
            : complete.WorstCaseLookups == 0 ? SpfAdvice.Refuse("the look-ups that the record needs could not be counted in time; try again")
            : SpfAdvice.Refuse($"with 'include:{include}' the record would need {complete.WorstCaseLookups} look-ups, and RFC 7208 section 4.6.4 allows {SpfMost}; remove other terms first");

        Task<SpfAuthorisationResult> AskAsync(string text) =>
            SpfAuthorisation.AskAsync(new ZoneOverlay(remembering, zone with { Entries = [new ZoneEntry(context.Domain, ZoneEntry.Txt, text, ZoneText.Ttl)] }), context.Domain, include, limits: null, cancellationToken);
    }

    /// <summary>RFC 7208 §4.6.4.</summary>
    private const int SpfMost = 10;
}
