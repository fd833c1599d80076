namespace Postscale.Server.PlatformRecords;

/// <summary>What a look at one of the platform's own records found.</summary>
/// <param name="Record">Which.</param>
/// <param name="Verdict">What it came to.</param>
/// <param name="Found">What DNS answered, uncut.</param>
/// <param name="Action">What to do, a sentence without its full stop; null when nothing is.</param>
public sealed record PlatformFinding(PlatformRecord Record, PlatformVerdict Verdict, IReadOnlyList<string> Found, string? Action = null)
{
    /// <summary>What is worth knowing and not wrong, as parts of sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
