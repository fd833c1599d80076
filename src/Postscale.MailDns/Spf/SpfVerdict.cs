namespace Postscale.MailDns.Spf;

/// <summary>The result of check_host() at one level, and what its caller needs to word it.</summary>
/// <param name="Result">The result.</param>
/// <param name="Problem">Why it is none or an error.</param>
internal sealed record SpfVerdict(SpfResult Result, string? Problem = null)
{
    /// <summary>The directive that matched.</summary>
    public SpfDirective? Matched { get; init; }

    /// <summary>The record it stands in, for its "exp" (RFC 7208 §6.2: that of the redirect's target, not of the redirecting record).</summary>
    public SpfRecord? Record { get; init; }

    /// <summary>The domain of that record.</summary>
    public string Domain { get; init; } = "";

    public static SpfVerdict Permanent(string problem) => new(SpfResult.PermError, problem);

    public static SpfVerdict Temporary(string problem) => new(SpfResult.TempError, problem);
}
