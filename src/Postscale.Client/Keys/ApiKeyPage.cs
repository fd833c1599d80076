namespace Postscale.Client;

/// <summary>A page of keys.</summary>
public sealed record ApiKeyPage
{
    /// <summary>The keys, newest first; those that are revoked or have expired too.</summary>
    public required IReadOnlyList<ApiKey> Keys { get; init; }

    /// <summary>How many there are at most, as the service counts them.</summary>
    public required int Limit { get; init; }

    /// <summary>How many were left out before them.</summary>
    public required long Offset { get; init; }
}
