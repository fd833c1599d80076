namespace Postscale.Server.PlatformRecords;

/// <summary>The words of verdicts, and what many come to together.</summary>
public static class PlatformVerdicts
{
    /// <summary>The verdict as reports have it.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string Text(this PlatformVerdict verdict) => verdict switch
    {
        PlatformVerdict.Ok => "ok",
        PlatformVerdict.Missing => "missing",
        PlatformVerdict.Wrong => "wrong",
        _ => "could not be read",
    };

    /// <summary>The worst of several: wrong before missing before what could not be read.</summary>
    /// <param name="findings">The findings.</param>
    public static PlatformVerdict Worst(this IReadOnlyList<PlatformFinding> findings)
    {
        PlatformVerdict[] order = [PlatformVerdict.Wrong, PlatformVerdict.Missing, PlatformVerdict.Unreadable];
        return order.FirstOrDefault(v => findings.Any(f => f.Verdict == v), PlatformVerdict.Ok);
    }
}
