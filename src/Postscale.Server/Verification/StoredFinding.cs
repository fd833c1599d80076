using System.Text.Json.Serialization;
using Postscale.Server.Records;

namespace Postscale.Server.Verification;

/// <summary>What the last check found, as it is kept beside the domain for <c>/dns</c>.</summary>
public sealed record StoredFinding(
    string Kind,
    Verdict Verdict,
    string? Error,
    IReadOnlyList<string> Found,
    IReadOnlyList<string> Warnings,
    string? Hint,
    IReadOnlyList<string>? Servers = null,
    bool Authenticated = false,
    int? ExtendedError = null,
    long DurationMs = 0)
{
    /// <summary>What the last look that could read DNS came to, where this one could not; null where none ever could, and where an earlier version kept it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Verdict? LastVerdict { get; init; }

    /// <summary>What DNS answered then.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? LastFound { get; init; }

    /// <summary>What DNS last came to, and answered; null where it could never be read.</summary>
    [JsonIgnore]
    public (Verdict Verdict, IReadOnlyList<string> Found)? LastRead =>
        Verdict != Verdict.Unreadable ? (Verdict, Found) : LastVerdict is { } verdict ? (verdict, LastFound ?? []) : null;

    /// <summary>What is kept of a finding; long answers are cut. One that could not be read does not make forgotten what was read before.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="before">What is kept of the one before it, if there was one.</param>
    public static StoredFinding Of(Finding finding, StoredFinding? before = null)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var kept = Keep(finding);
        return finding.Verdict == Verdict.Unreadable && before?.LastRead is var (verdict, found) ? kept with { LastVerdict = verdict, LastFound = found } : kept;
    }

    /// <summary>The finding, as far as it was kept.</summary>
    /// <param name="kind">Its kind.</param>
    public Finding Restore(RecordKind kind) => new()
    {
        Kind = kind,
        Verdict = Verdict,
        Error = Error,
        Found = Found,
        Warnings = Warnings,
        Hint = Hint,
        Servers = Servers ?? [],
        IsAuthenticated = Authenticated,
        ExtendedError = ExtendedError,
        Duration = TimeSpan.FromMilliseconds(DurationMs),
    };

    private static StoredFinding Keep(Finding finding) => new(
        finding.Kind.Name,
        finding.Verdict,
        finding.Error,
        StoredFindings.Cut(finding.Found),
        finding.Warnings,
        finding.Hint,
        finding.Servers,
        finding.IsAuthenticated,
        finding.ExtendedError,
        (long)finding.Duration.TotalMilliseconds);
}
