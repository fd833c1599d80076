namespace Postscale.Client;

/// <summary>A DNS provider.</summary>
public sealed record DnsProvider
{
    /// <summary>A short name for programs.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Where its customers sign in.</summary>
    public required string Url { get; init; }

    /// <summary>What to do there, in order.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>What goes wrong there.</summary>
    public required IReadOnlyList<string> Traps { get; init; }
}
