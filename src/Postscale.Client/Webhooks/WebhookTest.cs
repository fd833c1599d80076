namespace Postscale.Client;

/// <summary>What came of sending a test to a webhook.</summary>
public sealed record WebhookTest
{
    /// <summary>The id of the test's event.</summary>
    public required Guid EventId { get; init; }

    /// <summary>Whether the receiver answered with a status from 200 to 299.</summary>
    public required bool Delivered { get; init; }

    /// <summary>The status that it answered; null when it did not answer.</summary>
    public int? Status { get; init; }

    /// <summary>Why it was not delivered; null when it was.</summary>
    public string? Error { get; init; }

    /// <summary>The beginning of what it answered, at most 1024 bytes.</summary>
    public string? Answer { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public required long DurationMs { get; init; }
}
