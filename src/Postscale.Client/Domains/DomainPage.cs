namespace Postscale.Client;

/// <summary>A page of domains.</summary>
public sealed record DomainPage
{
    /// <summary>The domains.</summary>
    public required IReadOnlyList<Domain> Domains { get; init; }

    /// <summary>How many there are at most, as the service counts them.</summary>
    public required int Limit { get; init; }

    /// <summary>How many were left out before them.</summary>
    public required long Offset { get; init; }
}
