using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Benchmarks;

/// <summary>Keeps the answers of another, so that a look-up costs one of a dictionary and nothing is allocated for it.</summary>
internal sealed class MemoryResolver(IDnsResolver inner) : IDnsResolver
{
    private readonly Dictionary<(DnsName, RecordType), DnsAnswer> _answers = [];

    public ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
    {
        if (!_answers.TryGetValue((name, type), out var answer))
        {
            _answers[(name, type)] = answer = inner.ResolveAsync(name, type, cancellationToken).AsTask().GetAwaiter().GetResult();
        }

        return new ValueTask<DnsAnswer>(answer);
    }
}
