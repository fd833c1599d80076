using System.Collections.Concurrent;
using Postscale.MailDns.Resolution;

namespace Postscale.Cli.Check;

/// <summary>Asks each question once, so that verdict and explanation speak of the same answers, and keeps what was answered.</summary>
/// <param name="inner">Whom to ask.</param>
/// <param name="bound">Ends all questions: an answer may be waited for by several, none of whom may end it for the others.</param>
internal sealed class AnswerBook(IDnsResolver inner, CancellationToken bound) : IDnsResolver
{
    private readonly ConcurrentDictionary<(DnsName, RecordType), Lazy<Task<DnsAnswer>>> _answers = new();

    /// <summary>How many questions were asked.</summary>
    public int Count => _answers.Count;

    /// <summary>What has been answered so far.</summary>
    public IReadOnlyList<DnsAnswer> Answers => [.. _answers.Values.Where(a => a.Value.IsCompletedSuccessfully).Select(a => a.Value.Result)];

    public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
    {
        var answer = _answers.GetOrAdd((name, type), _ => new Lazy<Task<DnsAnswer>>(() => inner.ResolveAsync(name, type, bound).AsTask()));
        return await answer.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}
