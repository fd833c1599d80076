namespace Postscale.Client;

/// <summary>A page of events.</summary>
public sealed record EventPage
{
    /// <summary>The events, oldest first.</summary>
    public required IReadOnlyList<PostscaleEvent> Events { get; init; }

    /// <summary>What to ask for the next page.</summary>
    public required long NextAfter { get; init; }

    /// <summary>Whether there are more now.</summary>
    public required bool HasMore { get; init; }

    /// <summary>The number of the oldest event that is kept; whoever was away for longer reads the domains anew.</summary>
    public long? OldestSequence { get; init; }
}
