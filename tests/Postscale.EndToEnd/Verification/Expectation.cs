namespace Postscale.EndToEnd.Verification;

/// <summary>What one call of verify must come to, word for word.</summary>
/// <param name="Summary">The summary.</param>
/// <param name="Holding">The records that hold, in the order of <c>/dns</c>: "ownership mx spf dkim dmarc return_path".</param>
internal sealed record Expectation(string Summary, string Holding)
{
    /// <summary>Every field whose name ends with <c>_error</c>; none other may be there.</summary>
    public Dictionary<string, string> Errors { get; init; } = [];

    /// <summary>The <c>mx_records</c>; null: left out.</summary>
    public IReadOnlyList<string>? MxRecords { get; init; }

    /// <summary>The <c>spf_record</c>; null: left out.</summary>
    public string? SpfRecord { get; init; }

    /// <summary>The records that draw a warning.</summary>
    public IReadOnlyList<string> Warned { get; init; } = [];

    /// <summary>The contract's summaries begin with the verdict.</summary>
    public bool Verified => Summary.StartsWith("Domain verified.", StringComparison.Ordinal);

    public bool Holds(string record) => Holding.Split(' ').Contains(record);
}
