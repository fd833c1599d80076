using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Tests.Spf;

/// <summary>Another resolver, with one TXT record in place of all that stand at a name.</summary>
internal sealed class PublishedResolver(IDnsResolver inner, DnsName owner, string text) : IDnsResolver
{
    public ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken) => name == owner && type == RecordType.Txt
        ? new(new DnsAnswer { Name = name, Type = type, Outcome = DnsOutcome.Found, Records = [new TxtRecord(owner, type, 300, [text])] })
        : inner.ResolveAsync(name, type, cancellationToken);
}
