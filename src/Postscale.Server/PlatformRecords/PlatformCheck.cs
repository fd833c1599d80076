using System.Globalization;
using Postscale.MailDns.Resolution;

namespace Postscale.Server.PlatformRecords;

/// <summary>Looks whether the platform's own records are published.</summary>
public static class PlatformCheck
{
    /// <summary>The bound on all look-ups of one check.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(15);

    /// <summary>Looks at all records at once. What is not answered within <see cref="Bound"/> could not be read.</summary>
    /// <param name="records">The records.</param>
    /// <param name="dns">Whom to ask.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A finding for each record, in their order.</returns>
    public static async Task<IReadOnlyList<PlatformFinding>> RunAsync(
        IReadOnlyList<PlatformRecord> records, IDnsResolver dns, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Bound, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        return await Task.WhenAll(records.Select(LookAsync)).ConfigureAwait(false);

        async Task<PlatformFinding> LookAsync(PlatformRecord record)
        {
            try
            {
                return await record.CheckAsync(dns, linked.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return record.Unreadable(string.Create(CultureInfo.InvariantCulture, $"no answer within {Bound.TotalSeconds:0} s"));
            }
        }
    }
}
