using Postscale.MailDns.Resolution;

namespace Postscale.Server.Tests.Records;

/// <summary>Answers for every name below a domain that has no records of its own alike, as a wildcard does (RFC 4592).</summary>
internal sealed class WildcardResolver(IDnsResolver inner, DnsName domain, Func<DnsName, DnsRecord> make) : IDnsResolver
{
    public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
    {
        var record = make(name);
        var answer = await inner.ResolveAsync(name, type, cancellationToken);
        return answer.Outcome == DnsOutcome.NoSuchName && type == record.Type && name != domain && name.IsAtOrUnder(domain)
            ? answer with { Outcome = DnsOutcome.Found, Records = [record] }
            : answer;
    }
}
