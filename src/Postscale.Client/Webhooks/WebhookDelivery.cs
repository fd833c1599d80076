namespace Postscale.Client;

/// <summary>One event for one webhook, and how its sending stands.</summary>
public sealed record WebhookDelivery
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The webhook's id.</summary>
    public required Guid WebhookId { get; init; }

    /// <summary>The event's id: the header <c>webhook-id</c>, the same at each try.</summary>
    public required Guid EventId { get; init; }

    /// <summary>The event's type.</summary>
    public required string EventType { get; init; }

    /// <summary>The event's number. Deliveries of a webhook are sent in this order.</summary>
    public required long Sequence { get; init; }

    /// <summary>How it stands.</summary>
    public required DeliveryState State { get; init; }

    /// <summary>How often it was tried.</summary>
    public required long Attempts { get; init; }

    /// <summary>When the last try ended; null before the first.</summary>
    public DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>The status that answered the last try; null when there was no answer.</summary>
    public int? Status { get; init; }

    /// <summary>Why the last try failed; null when it did not.</summary>
    public string? Error { get; init; }

    /// <summary>The beginning of the last answer, at most 1024 bytes.</summary>
    public string? Answer { get; init; }

    /// <summary>How long the last try took, in milliseconds.</summary>
    public long? DurationMs { get; init; }

    /// <summary>When it was delivered; null while it is not.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>When the event happened.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
