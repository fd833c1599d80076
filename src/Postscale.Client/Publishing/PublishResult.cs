namespace Postscale.Client;

/// <summary>What publishing would change, or has changed.</summary>
public sealed record PublishResult
{
    /// <summary>The domain, as lower-case A-labels.</summary>
    public required string Domain { get; init; }

    /// <summary>The zone that holds it.</summary>
    public required string Zone { get; init; }

    /// <summary>By which way.</summary>
    public required PublishVia Via { get; init; }

    /// <summary>Whether the changes were made.</summary>
    public required bool Applied { get; init; }

    /// <summary>The plan's name: the same changes have the same.</summary>
    public required string Plan { get; init; }

    /// <summary>What is done about each record.</summary>
    public required IReadOnlyList<PublishChange> Changes { get; init; }

    /// <summary>What the verification after the changes came to; null when nothing was applied.</summary>
    public Verification? Verification { get; init; }
}
