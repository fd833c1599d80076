namespace Postscale.Server.Domains;

/// <summary>Which page of which domains.</summary>
public sealed record DomainQuery
{
    /// <summary>The largest page.</summary>
    public const int MaxLimit = 100;

    /// <summary>The page when nothing is said.</summary>
    public const int DefaultLimit = 50;

    /// <summary>How many at most, 1 to 100.</summary>
    public int Limit { get; init; } = DefaultLimit;

    /// <summary>How many to leave out first.</summary>
    public long Offset { get; init; }

    /// <summary>The order.</summary>
    public DomainSort Sort { get; init; }

    /// <summary>Only names that contain this text.</summary>
    public string? Contains { get; init; }

    /// <summary>Only this type.</summary>
    public DomainType? Type { get; init; }

    /// <summary>Only verified, or only unverified, domains.</summary>
    public bool? Verified { get; init; }

    /// <summary>Whether every domain is in the list.</summary>
    public bool IsUnfiltered => Contains is null && Type is null && Verified is null;
}
