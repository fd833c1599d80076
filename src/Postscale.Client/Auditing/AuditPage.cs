namespace Postscale.Client;

/// <summary>A page of the audit log.</summary>
public sealed record AuditPage
{
    /// <summary>The entries, newest first.</summary>
    public required IReadOnlyList<AuditEntry> Entries { get; init; }

    /// <summary>How many there are at most, as the service counts them.</summary>
    public required int Limit { get; init; }

    /// <summary>What to ask for the next page; null at the end.</summary>
    public long? Next { get; init; }
}
