using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Tests.Spf;

/// <summary>A resolver that answers nothing until it is cancelled.</summary>
internal sealed class SilentResolver : IDnsResolver
{
    public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        throw new InvalidOperationException("not reached");
    }
}
