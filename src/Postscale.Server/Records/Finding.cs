using Postscale.MailDns.Resolution;

namespace Postscale.Server.Records;

/// <summary>What a look at one record found.</summary>
public sealed record Finding
{
    /// <summary>How the error of an unreadable record ends. Who keeps no last result leaves it out.</summary>
    public const string LastResultStands = "; the last result stands";

    private const int MaxWarnings = 16;
    private const int MaxSentence = 1024;
    private const int MaxHint = 4096;

    /// <summary>Which record.</summary>
    public required RecordKind Kind { get; init; }

    /// <summary>What it came to.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Why it does not hold, or could not be read: a sentence. Null when it holds.</summary>
    public string? Error { get; init; }

    /// <summary>What DNS answered, uncut; for the ownership record every text that stands there.</summary>
    public IReadOnlyList<string> Found { get; init; } = [];

    /// <summary>What single name servers of the domain have beside that, where they do not all have the same. Judged by alone, and not kept.</summary>
    public IReadOnlyList<string> FoundBySome { get; init; } = [];

    /// <summary>What is not wrong yet, and should be changed.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What to change, exactly.</summary>
    public string? Hint { get; init; }

    /// <summary>How long the look took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The servers that answered, as addresses and ports.</summary>
    public IReadOnlyList<string> Servers { get; init; } = [];

    /// <summary>Whether the resolver says of every answer that it validated it with DNSSEC (the AD bit, RFC 4035 §3.2.3).</summary>
    public bool IsAuthenticated { get; init; }

    /// <summary>The first extended error code among the answers (RFC 8914), or null.</summary>
    public int? ExtendedError { get; init; }

    /// <summary>
    /// The finding with all that people read cut to a sane size: a hostile zone can have thousands of things to warn of. What was
    /// found stays whole, for verdicts are made of it.
    /// </summary>
    public Finding Bounded() => this with
    {
        Error = Error is null ? null : Cut(Error, MaxSentence),
        Warnings = Warnings.Count <= MaxWarnings && Warnings.All(w => w.Length <= MaxSentence)
            ? Warnings
            : [.. Warnings.Take(MaxWarnings).Select(w => Cut(w, MaxSentence))],
        // A record to publish is of use only whole.
        Hint = Hint is { Length: > MaxHint } ? null : Hint,
    };

    /// <summary>The record holds.</summary>
    public static Finding Holds(RecordKind kind, IReadOnlyList<string> found, params IReadOnlyList<string> warnings) =>
        new() { Kind = kind, Verdict = Verdict.Holds, Found = found, Warnings = warnings };

    /// <summary>The record is not there.</summary>
    public static Finding Missing(RecordKind kind, string error, IReadOnlyList<string> found, string? hint = null) =>
        new() { Kind = kind, Verdict = Verdict.Missing, Error = error, Found = found, Hint = hint };

    /// <summary>The record is there and does not work.</summary>
    public static Finding Invalid(RecordKind kind, string error, IReadOnlyList<string> found, string? hint = null) =>
        new() { Kind = kind, Verdict = Verdict.Invalid, Error = error, Found = found, Hint = hint };

    /// <summary>DNS could not be read.</summary>
    public static Finding Unreadable(RecordKind kind, DnsAnswer answer) => Unreadable(kind, answer.Name, answer.FailureText);

    /// <summary>DNS could not be read.</summary>
    public static Finding Unreadable(RecordKind kind, DnsName name, string? why) => new()
    {
        Kind = kind,
        Verdict = Verdict.Unreadable,
        Error = $"DNS could not be read for {name}{(why is null ? "" : $": {why}")}{LastResultStands}",
    };

    private static string Cut(string sentence, int length) => sentence.Length <= length ? sentence : sentence[..length] + "…";
}
