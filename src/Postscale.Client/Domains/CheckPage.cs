namespace Postscale.Client;

/// <summary>A page of checks.</summary>
public sealed record CheckPage
{
    /// <summary>The checks, newest first.</summary>
    public required IReadOnlyList<DomainCheck> Checks { get; init; }

    /// <summary>How many there are at most, as the service counts them.</summary>
    public required int Limit { get; init; }

    /// <summary>How many were left out before them.</summary>
    public required long Offset { get; init; }
}
