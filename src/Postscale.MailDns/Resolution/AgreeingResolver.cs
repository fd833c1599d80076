using System.Globalization;

namespace Postscale.MailDns.Resolution;

/// <summary>
/// Asks several resolvers at once and answers only what enough of them agree on: whoever would forge an answer has to forge it
/// at that many places. Where too few agree, the look-up is a temporary failure and decides nothing; caches that are of
/// different ages do not agree either, until the older has run out.
/// </summary>
public sealed class AgreeingResolver : IDnsResolver
{
    private readonly IReadOnlyList<IDnsResolver> _resolvers;
    private readonly int _required;

    /// <summary>Sets whom to ask.</summary>
    /// <param name="resolvers">The resolvers, each of which should ask one server only.</param>
    /// <param name="required">How many must give the same answer, from 1 to the number of resolvers.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer resolvers than must agree.</exception>
    public AgreeingResolver(IReadOnlyList<IDnsResolver> resolvers, int required)
    {
        ArgumentNullException.ThrowIfNull(resolvers);
        ArgumentOutOfRangeException.ThrowIfLessThan(required, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(required, resolvers.Count);
        _resolvers = resolvers;
        _required = required;
    }

    /// <inheritdoc/>
    public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(_resolvers.Select(r => r.ResolveAsync(name, type, cancellationToken).AsTask())).ConfigureAwait(false);
        var duration = answers.Max(a => a.Duration);
        var agreed = answers.Where(a => a.IsDefinite)
            .GroupBy(TextOf, StringComparer.Ordinal)
            .Where(g => g.Count() >= _required)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .FirstOrDefault();
        if (agreed is not null)
        {
            return agreed.First() with { Duration = duration, Authenticated = agreed.All(a => a.Authenticated) };
        }

        var definite = answers.Where(a => a.IsDefinite).ToList();
        if (definite.Count < _required)
        {
            return answers.First(a => !a.IsDefinite) with { Duration = duration };
        }

        return new DnsAnswer
        {
            Name = name,
            Type = type,
            Outcome = DnsOutcome.TemporaryFailure,
            Failure = DnsFailure.Disagreement,
            FailureText = string.Create(CultureInfo.InvariantCulture, $"the resolvers do not agree ({string.Join(", ", definite.Select(Describe))}), and {_required} of {_resolvers.Count} must"),
            Server = definite[0].Server,
            Duration = duration,
        };
    }

    /// <summary>The chain of aliases is part of what is agreed on: verdicts are made of it.</summary>
    private static string TextOf(DnsAnswer answer) => $"{answer.Outcome} {string.Join(' ', answer.Aliases)}\n{RecordText.Of(answer.Records)}";

    private static string Describe(DnsAnswer answer) => answer.Outcome switch
    {
        DnsOutcome.Found => string.Create(CultureInfo.InvariantCulture, $"{answer.Server} has {answer.Records.Count} record(s)"),
        DnsOutcome.NoData => $"{answer.Server} has none",
        _ => $"{answer.Server} does not know the name",
    };
}
