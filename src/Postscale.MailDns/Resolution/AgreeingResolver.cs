using System.Globalization;

namespace Postscale.MailDns.Resolution;

/// <summary>
/// Asks several resolvers at once and answers only what enough of them agree on: whoever would forge an answer has to forge it
/// at that many places. Where too few agree, the look-up is a temporary failure and decides nothing; caches that are of
/// different ages do not agree either, until the older has run out.
/// <para>
/// The answer is given as soon as those that have not answered yet can change nothing about it: where more than half must agree,
/// that is when so many do. Where fewer are enough, two answers may each have them; then the one that more resolvers give
/// counts, and for the rest there is half a second.
/// </para>
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

    /// <summary>How long resolvers that might outvote an answer are waited for once enough agree on it.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <inheritdoc/>
    public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
    {
        // Disposed of only when the last of them has ended: they use it until then.
        var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asked = new List<Task<DnsAnswer>>(_resolvers.Count);
        try
        {
            asked.AddRange(_resolvers.Select(r => r.ResolveAsync(name, type, enough.Token).AsTask()));
            var answers = await GatherAsync(asked, cancellationToken).ConfigureAwait(false);
            return Agreed(answers) ?? Failed(name, type, answers);
        }
        finally
        {
            _ = EndAsync(asked, enough);
        }
    }

    /// <summary>Waits until what was answered decides, or all have answered.</summary>
    /// <returns>The answers, in the order of the resolvers.</returns>
    private async Task<List<DnsAnswer>> GatherAsync(List<Task<DnsAnswer>> asked, CancellationToken cancellationToken)
    {
        Task? patience = null;
        while (true)
        {
            var waiting = asked.Where(a => !a.IsCompleted).ToList<Task>();
            var answers = new List<DnsAnswer>(asked.Count);
            foreach (var answered in asked.Except(waiting).Cast<Task<DnsAnswer>>())
            {
                answers.Add(await answered.ConfigureAwait(false));
            }

            if (waiting.Count == 0 || patience is { IsCompleted: true } || IsDecided(answers, waiting.Count))
            {
                cancellationToken.ThrowIfCancellationRequested();
                return answers;
            }

            patience ??= Agreed(answers) is null ? null : Task.Delay(Patience, TimeProvider.System, cancellationToken);
            await Task.WhenAny(patience is null ? waiting : [.. waiting, patience]).ConfigureAwait(false);
        }
    }

    /// <summary>Whether what so many others may still answer changes nothing: another answer would need enough of them, and as many as the first.</summary>
    private bool IsDecided(List<DnsAnswer> answers, int waiting)
    {
        int[] votes = [.. Versions(answers).Select(v => v.Count()), 0, 0];
        return votes[0] >= _required && votes[1] + waiting < Math.Max(_required, votes[0]);
    }

    private DnsAnswer? Agreed(List<DnsAnswer> answers)
    {
        var versions = Versions(answers);
        return versions.Count > 0 && versions[0].Count() >= _required
            ? versions[0].First() with { Duration = answers.Max(a => a.Duration), Authenticated = versions[0].All(a => a.Authenticated) }
            : null;
    }

    private DnsAnswer Failed(DnsName name, RecordType type, List<DnsAnswer> answers)
    {
        var duration = answers.Max(a => a.Duration);
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

    /// <summary>Lets go of those that are not needed any more, and of what they end in.</summary>
    private static async Task EndAsync(List<Task<DnsAnswer>> asked, CancellationTokenSource enough)
    {
        using (enough)
        {
            await enough.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(asked)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The definite answers by what they say, the one that most give first.</summary>
    private static List<IGrouping<string, DnsAnswer>> Versions(List<DnsAnswer> answers) =>
        [.. answers.Where(a => a.IsDefinite).GroupBy(TextOf, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)];

    /// <summary>The chain of aliases is part of what is agreed on: verdicts are made of it.</summary>
    private static string TextOf(DnsAnswer answer) => $"{answer.Outcome} {string.Join(' ', answer.Aliases)}\n{RecordText.Of(answer.Records)}";

    private static string Describe(DnsAnswer answer) => answer.Outcome switch
    {
        DnsOutcome.Found => string.Create(CultureInfo.InvariantCulture, $"{answer.Server} has {answer.Records.Count} record(s)"),
        DnsOutcome.NoData => $"{answer.Server} has none",
        _ => $"{answer.Server} does not know the name",
    };
}
