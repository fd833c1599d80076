namespace Postscale.Client;

/// <summary>Which domains to list, and in which order.</summary>
public sealed record DomainQuery
{
    /// <summary>The order; the oldest first unless given.</summary>
    public DomainSort? Sort { get; init; }

    /// <summary>A part of the name.</summary>
    public string? Contains { get; init; }

    /// <summary>What they are for.</summary>
    public DomainType? Type { get; init; }

    /// <summary>Whether they are verified.</summary>
    public bool? Verified { get; init; }
}
