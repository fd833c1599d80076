using System.Collections.Concurrent;
using Postscale.MailDns.Resolution;

namespace Postscale.Server.Publishing;

/// <summary>Keeps answers for as long as a plan is made: the SPF record as it is and the one with the include lead to the same names, and who made the zone may have made them many.</summary>
/// <param name="dns">Whom to ask.</param>
internal sealed class RememberingResolver(IDnsResolver dns) : IDnsResolver
{
    private readonly ConcurrentDictionary<(DnsName, RecordType), DnsAnswer> _answers = new();

    public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
    {
        if (!_answers.TryGetValue((name, type), out var answer))
        {
            _answers[(name, type)] = answer = await dns.ResolveAsync(name, type, cancellationToken).ConfigureAwait(false);
        }

        return answer;
    }
}
