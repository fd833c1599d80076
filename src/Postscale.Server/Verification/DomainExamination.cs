using System.Globalization;
using Postscale.MailDns.Resolution;
using Postscale.Server.Records;

namespace Postscale.Server.Verification;

/// <summary>One look at a domain, on DNS alone: all record kinds at once. It knows no last state and keeps none.</summary>
/// <param name="dns">Whom to ask.</param>
/// <param name="time">The clock.</param>
public sealed class DomainExamination(IDnsResolver dns, TimeProvider time)
{
    /// <summary>Looks. What is not known when the bound is reached is <see cref="Verdict.Unreadable"/>.</summary>
    /// <param name="context">The domain.</param>
    /// <param name="kinds">Which records to look at.</param>
    /// <param name="bound">Ends all look-ups.</param>
    /// <returns>A finding for each kind, in their order.</returns>
    public async Task<IReadOnlyList<Finding>> LookAsync(RecordContext context, IEnumerable<RecordKind> kinds, CancellationToken bound) =>
        await Task.WhenAll(kinds.Select(k => LookAsync(k, context, time.GetTimestamp(), bound))).ConfigureAwait(false);

    private async Task<Finding> LookAsync(RecordKind kind, RecordContext context, long since, CancellationToken bound)
    {
        var log = new LookupLog(dns);
        try
        {
            var finding = await kind.CheckAsync(context, log, bound).ConfigureAwait(false);
            return log.Complete(finding, time.GetElapsedTime(since));
        }
        catch (OperationCanceledException) when (bound.IsCancellationRequested)
        {
            var elapsed = time.GetElapsedTime(since);
            var why = string.Create(CultureInfo.InvariantCulture, $"no answer within {elapsed.TotalSeconds:0.#} s");
            return log.Complete(Finding.Unreadable(kind, kind.Issue(context).Name, why), elapsed);
        }
    }
}
