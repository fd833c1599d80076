using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Spf;

/// <summary>Takes a domain's record apart: what each term costs, for a sender that nothing matches before the end.</summary>
public static class SpfSurvey
{
    // No record can name it: the octet 0 stands in no domain-spec (RFC 7208 §7.1).
    private static readonly DnsName s_nobody = DnsName.TryCreate([[0], [0]], out var name) ? name : DnsName.Root;

    /// <summary>
    /// Surveys. The walk makes the look-ups that check_host() makes (RFC 7208 §4.6) and stops where check_host() does; the count goes
    /// on behind that. Asks DNS a number of questions that the limits bound, whatever the records say.
    /// </summary>
    /// <param name="resolver">Where DNS is asked.</param>
    /// <param name="domain">The domain of the mailbox.</param>
    /// <param name="limits">The bounds; those of the RFC when null.</param>
    /// <param name="cancellationToken">Gives the survey up.</param>
    /// <exception cref="OperationCanceledException">Only if <paramref name="cancellationToken"/> was cancelled.</exception>
    public static async Task<SpfSurveyResult> TakeAsync(IDnsResolver resolver, DnsName domain, SpfLimits? limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(domain);
        limits ??= SpfLimits.Default;
        using var timeout = new CancellationTokenSource(limits.MaxDuration);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var cache = new CachingResolver(resolver);
        var result = new SpfSurveyResult { Domain = domain };
        try
        {
            var read = await SpfRead.ReadAsync(cache, domain, linked.Token).ConfigureAwait(false);
            result = result with { Texts = read.Texts, Record = read.Record, SyntaxError = read.Error };
            return read.Record is { } record
                ? await WalkAsync(cache, result, record, limits, linked.Token).ConfigureAwait(false)
                : result with { Problem = read.Problem, IsTemporary = read.Kind == SpfReadKind.Temporary };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return result with { Problem = $"the record could not be followed within {limits.MaxDuration.TotalSeconds:0} seconds", IsTemporary = true };
        }
    }

    private static async Task<SpfSurveyResult> WalkAsync(
        CachingResolver resolver, SpfSurveyResult result, SpfRecord record, SpfLimits limits, CancellationToken cancellationToken)
    {
        var walk = new AuthorisationWalk(resolver, result.Domain, s_nobody, limits);
        var end = await walk.WalkAsync(result.Domain, record, [], cancellationToken).ConfigureAwait(false);
        var counter = new LookupCounter(resolver, result.Domain, limits.MaxLookups * LookupCounter.CapFactor);
        await counter.CountAsync(result.Domain, record, cancellationToken).ConfigureAwait(false);
        return result with
        {
            Problem = end.Kind == WalkEndKind.Fault ? end.Reason : walk.Unread,
            IsTemporary = end.Kind == WalkEndKind.Fault ? end.Outcome == SpfAuthorisationOutcome.TemporaryFailure : walk.Unread is not null,
            Costs = walk.Costs,
            Lookups = counter.Count,
            VoidTerms = walk.Voids,
            Warnings =
            [
                .. AuthorisationReview.OfRecord(record, result.Texts[0]),
                .. AuthorisationReview.OfCounts(counter.Count, walk.Voids, walk.Opaque, limits),
            ],
        };
    }
}
