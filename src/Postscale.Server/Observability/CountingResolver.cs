using Postscale.MailDns.Resolution;

namespace Postscale.Server.Observability;

/// <summary>Counts every look-up.</summary>
/// <param name="inner">Who looks it up.</param>
/// <param name="metrics">Where it is counted.</param>
internal sealed class CountingResolver(IDnsResolver inner, Metrics metrics) : IDnsResolver
{
    public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
    {
        var answer = await inner.ResolveAsync(name, type, cancellationToken).ConfigureAwait(false);
        metrics.LookedUp(answer);
        return answer;
    }
}
