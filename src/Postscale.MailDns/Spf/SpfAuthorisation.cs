using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Spf;

/// <summary>
/// Answers whether a domain's record would authorise the senders of an include target, without knowing who they are: RFC 7208
/// evaluation for a sender that only the target knows.
/// </summary>
public static class SpfAuthorisation
{
    /// <summary>
    /// Asks. The record is walked from left to right as check_host() does (RFC 7208 §4.6). The target's own record decides nothing
    /// and is reported apart. Asks DNS a number of questions that the limits bound, whatever the records say, and ends within
    /// <see cref="SpfLimits.MaxDuration"/>.
    /// </summary>
    /// <param name="resolver">Where DNS is asked.</param>
    /// <param name="domain">The domain of the mailbox.</param>
    /// <param name="include">The include target.</param>
    /// <param name="limits">The bounds; those of the RFC when null.</param>
    /// <param name="cancellationToken">Gives the question up.</param>
    /// <param name="time">The clock of the time limit; the system's when null.</param>
    /// <exception cref="OperationCanceledException">Only if <paramref name="cancellationToken"/> was cancelled before the question was decided.</exception>
    public static async Task<SpfAuthorisationResult> AskAsync(
        IDnsResolver resolver, DnsName domain, DnsName include, SpfLimits? limits, CancellationToken cancellationToken, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(include);
        limits ??= SpfLimits.Default;
        using var timeout = new CancellationTokenSource(limits.MaxDuration, time ?? TimeProvider.System);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var cache = new CachingResolver(resolver);
        cache.Prefetch(include, RecordType.Txt, linked.Token);
        var question = new AuthorisationQuestion(cache, domain, include, limits);
        try
        {
            await question.DecideAsync(linked.Token).ConfigureAwait(false);
            linked.CancelAfter(limits.MaxAdviceDuration);
            await question.AdviseAsync(linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (question.IsDecided || !cancellationToken.IsCancellationRequested)
        {
            // What was decided in time stands; advice that is missing is no error.
        }
        finally
        {
            // A question that was asked ahead and is not needed any more is given up.
            await linked.CancelAsync().ConfigureAwait(false);
        }

        return question.Result;
    }
}
