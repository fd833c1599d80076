using Postscale.MailDns.Resolution;
using Postscale.Server.Records;

namespace Postscale.Server.Verification;

/// <summary>
/// A look at a domain that was never checked: who asks what to publish must not be told to publish a second SPF record beside
/// the one that is there already (RFC 7208 §4.5). Nothing of it is kept.
/// </summary>
/// <param name="dns">Whom to ask.</param>
/// <param name="time">The clock.</param>
public sealed class FirstLook(IDnsResolver dns, TimeProvider time)
{
    /// <summary>How long the answer may be held up. Without the hint it is as right as before.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    /// <summary>What to publish in the place of the SPF record that the domain has.</summary>
    /// <param name="context">The domain.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A hint; null when the domain has no SPF record, has a right one, or could not be read in time.</returns>
    public async Task<string?> SpfHintAsync(RecordContext context, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(s_patience, time);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var finding = await RecordKinds.Spf.CheckAsync(context, dns, bound.Token).ConfigureAwait(false);
            return finding is { Found.Count: > 0, Verdict: Verdict.Missing or Verdict.Invalid } ? finding.Hint : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
