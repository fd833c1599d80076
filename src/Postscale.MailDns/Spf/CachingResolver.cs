using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Spf;

/// <summary>Asks each question once, for one caller at a time: the walk, the count and the test of a suggestion read the same names.</summary>
internal sealed class CachingResolver(IDnsResolver inner) : IDnsResolver
{
    private readonly Dictionary<(DnsName, RecordType), Task<DnsAnswer>> _answers = [];

    /// <summary>Asks now what will be asked later, so that it need not be waited for then.</summary>
    public void Prefetch(DnsName name, RecordType type, CancellationToken cancellationToken) => _ = AskAsync(name, type, cancellationToken);

    public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken) =>
        await AskAsync(name, type, cancellationToken).ConfigureAwait(false);

    private Task<DnsAnswer> AskAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
    {
        if (!_answers.TryGetValue((name, type), out var answer))
        {
            _answers.Add((name, type), answer = inner.ResolveAsync(name, type, cancellationToken).AsTask());
        }

        return answer;
    }
}
