using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Spf;

/// <summary>Evaluates SPF: the check_host() function of RFC 7208 §4.</summary>
/// <param name="resolver">Where DNS is asked.</param>
/// <param name="limits">The bounds; those of the RFC when null.</param>
/// <param name="time">The clock of the time limit and of the macro "t"; the system's when null.</param>
public sealed class SpfEvaluator(IDnsResolver resolver, SpfLimits? limits = null, TimeProvider? time = null)
{
    private readonly SpfLimits _limits = limits ?? SpfLimits.Default;
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>
    /// Decides whether a sender may use a domain. Ends within <see cref="SpfLimits.MaxDuration"/>, with a temporary error if it must
    /// (RFC 7208 §4.6.4), and asks DNS a number of questions that the limits bound, whatever the records say.
    /// </summary>
    /// <param name="query">The sender and the domain.</param>
    /// <param name="cancellationToken">Gives the evaluation up.</param>
    /// <exception cref="OperationCanceledException">Only if <paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<SpfEvaluation> CheckHostAsync(SpfQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);

        // RFC 7208 §5: "::ffff:192.0.2.1" is an IPv4 connection.
        query = query.Address.IsIPv4MappedToIPv6 ? query with { Address = query.Address.MapToIPv4() } : query;
        using var timeout = new CancellationTokenSource(_limits.MaxDuration, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var run = new SpfRun(resolver, _limits, query, _time);
        SpfVerdict verdict;
        string? explanation = null;
        try
        {
            verdict = await run.CheckAsync(query.Domain, linked.Token).ConfigureAwait(false);
            if (verdict.Result == SpfResult.Fail)
            {
                explanation = await run.ExplainAsync(verdict, linked.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            verdict = SpfVerdict.Temporary($"The evaluation took longer than {_limits.MaxDuration.TotalSeconds:0} seconds.");
        }

        return new SpfEvaluation
        {
            Result = verdict.Result,
            Explanation = explanation,
            MatchedTerm = verdict.Matched?.ToString(),
            Problem = verdict.Problem,
            Lookups = run.Lookups,
            VoidLookups = run.VoidLookups,
        };
    }
}
