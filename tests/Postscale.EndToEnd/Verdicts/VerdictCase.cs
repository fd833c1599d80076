namespace Postscale.EndToEnd.Verdicts;

/// <summary>A state of DNS and what the service must say of one record there. All texts still have their placeholders.</summary>
internal sealed record VerdictCase
{
    /// <summary>The record that is judged, as the API names it; from the name of the file.</summary>
    public required string Record { get; init; }

    public required string Name { get; init; }

    /// <summary>Where the expectation comes from: "7208 §4.5", or "rulings" where no RFC speaks.</summary>
    public required string Section { get; init; }

    public string Type { get; init; } = "both";

    /// <summary>What stands before the zone's name in the registered domain; empty: the zone itself is registered.</summary>
    public string Below { get; init; } = "";

    public required IReadOnlyList<string> Zone { get; init; }

    /// <summary>Fields of the answer and the values they must have; those not named do not matter.</summary>
    public required IReadOnlyDictionary<string, bool> Flags { get; init; }

    /// <summary>holds, missing, invalid or unreadable.</summary>
    public required string Outcome { get; init; }

    /// <summary>The whole error; null: only its words matter.</summary>
    public string? WholeError { get; init; }

    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>Words of the warnings. Without any, there must be no warning.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public IReadOnlyList<string> Hints { get; init; } = [];

    public IReadOnlyList<string> Found { get; init; } = [];

    /// <summary>Words that must stand in neither error, warnings nor hint.</summary>
    public IReadOnlyList<string> Absent { get; init; } = [];

    /// <summary>Its name among all cases.</summary>
    public string Title => $"{Record}: {Name} (RFC {Section})".Replace("(RFC rulings)", "(rulings)", StringComparison.Ordinal);
}
