using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Spf;

/// <summary>Asks each question once, for one caller at a time: the walk, the count and the test of a suggestion read the same names.</summary>
internal sealed class CachingResolver(IDnsResolver inner) : IDnsResolver
{
    private readonly Dictionary<(DnsName, RecordType), DnsAnswer> _answers = [];

    public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
    {
        if (!_answers.TryGetValue((name, type), out var answer))
        {
            answer = await inner.ResolveAsync(name, type, cancellationToken).ConfigureAwait(false);
            _answers.Add((name, type), answer);
        }

        return answer;
    }
}
