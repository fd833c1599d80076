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
    /// <summary>What is kept of a finding; long answers are cut.</summary>
    /// <param name="finding">The finding.</param>
    public static StoredFinding Of(Finding finding) => new(
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
