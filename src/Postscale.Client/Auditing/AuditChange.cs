namespace Postscale.Client;

/// <summary>What a field was, and what it became.</summary>
public sealed record AuditChange
{
    /// <summary>What it was; null when it was not there.</summary>
    public string? Before { get; init; }

    /// <summary>What it became; null when it is gone.</summary>
    public string? After { get; init; }
}
