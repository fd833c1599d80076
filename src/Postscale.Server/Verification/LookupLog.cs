using System.Collections.Concurrent;
using Postscale.MailDns.Resolution;
using Postscale.Server.Records;

namespace Postscale.Server.Verification;

/// <summary>Keeps the answers that one look at a record got, so that the finding can say who answered and how.</summary>
/// <param name="inner">Who is asked.</param>
internal sealed class LookupLog(IDnsResolver inner) : IDnsResolver
{
    private readonly ConcurrentQueue<DnsAnswer> _answers = new();

    public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
    {
        var answer = await inner.ResolveAsync(name, type, cancellationToken).ConfigureAwait(false);
        _answers.Enqueue(answer);
        return answer;
    }

    /// <summary>Adds to a finding what was seen on the way to it.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="duration">How long the look took.</param>
    public Finding Complete(Finding finding, TimeSpan duration)
    {
        var answers = _answers.ToArray();
        var disagreements = answers.Select(a => a.Disagreement).OfType<string>().Distinct().ToList();
        if (answers.Any(a => a is { NameServers.Count: > 0, IsAuthoritative: false, IsDefinite: true }))
        {
            disagreements.Add("none of the domain's own name servers answered; the recursive resolver was asked instead, whose cache may be old");
        }

        return (finding with
        {
            Duration = duration,
            Servers = [.. answers.SelectMany(ServersOf).Distinct()],
            IsAuthenticated = answers.Length > 0 && answers.All(a => a.Authenticated),
            ExtendedError = answers.Select(a => a.ExtendedError).FirstOrDefault(e => e is not null),
            Warnings = disagreements.Count == 0 ? finding.Warnings : [.. disagreements, .. finding.Warnings],
        }).Bounded();
    }

    private static IEnumerable<string> ServersOf(DnsAnswer answer) => answer.NameServers.Count > 0
        ? answer.NameServers.Where(s => s.FailureText is null).Select(s => s.Endpoint).OfType<string>()
        : answer.Server is { } server ? [server] : [];
}
