namespace Postscale.EndToEnd.Verification;

/// <summary>The six records by the names that their fields have in the API.</summary>
internal static class RecordNames
{
    public static readonly string[] All = ["ownership", "mx", "spf", "dkim", "dmarc", "return_path"];

    /// <summary>Those that a type is asked to publish, in the order of <c>/dns</c>.</summary>
    public static string[] Of(string type) => type switch
    {
        "both" => All,
        "outbound" => ["ownership", "spf", "dkim", "dmarc", "return_path"],
        _ => ["ownership", "mx"],
    };
}
