namespace Postscale.Server.Events;

/// <summary>Which events are asked for.</summary>
public sealed record EventQuery
{
    /// <summary>How many there are unless asked for otherwise.</summary>
    public const int DefaultLimit = 100;

    /// <summary>How many there are at most.</summary>
    public const int MaxLimit = 1000;

    /// <summary>Only those with a greater sequence number.</summary>
    public long After { get; init; }

    /// <summary>How many at most.</summary>
    public int Limit { get; init; } = DefaultLimit;

    /// <summary>Only those of this type; null for all.</summary>
    public string? Type { get; init; }
}
