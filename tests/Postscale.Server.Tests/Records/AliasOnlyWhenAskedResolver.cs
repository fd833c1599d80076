using Postscale.MailDns.Resolution;

namespace Postscale.Server.Tests.Records;

/// <summary>Says of an alias that there is no data, unless it is asked for aliases: as simple DNS servers do.</summary>
internal sealed class AliasOnlyWhenAskedResolver(IDnsResolver inner) : IDnsResolver
{
    public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
    {
        var answer = await inner.ResolveAsync(name, type, cancellationToken);
        return type == RecordType.Cname || answer.Aliases.Count == 0 ? answer : new DnsAnswer { Name = name, Type = type, Outcome = DnsOutcome.NoData };
    }
}
