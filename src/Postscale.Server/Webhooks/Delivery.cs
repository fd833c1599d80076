namespace Postscale.Server.Webhooks;

/// <summary>One event for one webhook, and how its sending stands.</summary>
public sealed record Delivery
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The webhook.</summary>
    public required Guid WebhookId { get; init; }

    /// <summary>The event's id: the header webhook-id.</summary>
    public required Guid EventId { get; init; }

    /// <summary>The event's place in the account's sequence.</summary>
    public required long Sequence { get; init; }

    /// <summary>The event's type.</summary>
    public required string EventType { get; init; }

    /// <summary>How it stands.</summary>
    public required DeliveryState State { get; init; }

    /// <summary>How often it was tried.</summary>
    public required long Attempts { get; init; }

    /// <summary>When the last try ended.</summary>
    public DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>The HTTP status that answered the last try; null when there was none.</summary>
    public int? LastStatus { get; init; }

    /// <summary>Why the last try failed; null when it did not.</summary>
    public string? LastError { get; init; }

    /// <summary>The beginning of the last answer.</summary>
    public string? Answer { get; init; }

    /// <summary>How long the last try took.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>When it was delivered.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>When the event happened.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
