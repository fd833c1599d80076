namespace Postscale.Client;

/// <summary>A check that changed something.</summary>
public sealed record DomainCheck
{
    /// <summary>When it was made.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>Whether the domain was verified after it.</summary>
    public required bool Verified { get; init; }

    /// <summary>The records that held after it.</summary>
    public required IReadOnlyList<RecordKind> Holding { get; init; }

    /// <summary>The records that began or ceased to hold with it.</summary>
    public required IReadOnlyList<RecordKind> Changed { get; init; }

    /// <summary>What it found of each record that the type calls for.</summary>
    public required IReadOnlyList<RecordCheck> Checks { get; init; }
}
