namespace Postscale.Server.Records;

/// <summary>The verdicts as the API and the metrics name them.</summary>
public static class VerdictNames
{
    /// <summary>The verdict's name.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string Name(this Verdict verdict) => verdict switch
    {
        Verdict.Holds => "holds",
        Verdict.Missing => "missing",
        Verdict.Invalid => "invalid",
        _ => "unreadable",
    };
}
