using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Postscale.Server.Webhooks;

/// <summary>A delivery as clients see it.</summary>
[Description("One event for one webhook, and how its sending stands.")]
internal sealed record DeliveryJson
{
    [Description("The delivery's id.")]
    public required Guid Id { get; init; }

    [Description("The webhook's id.")]
    public required Guid WebhookId { get; init; }

    [Description("The event's id: the header `webhook-id`, the same at each try.")]
    public required Guid EventId { get; init; }

    [Description("The event's type.")]
    public required string EventType { get; init; }

    [Description("The event's place in the account's sequence. Deliveries of a webhook are sent in this order.")]
    public required long Sequence { get; init; }

    [Description("How it stands: pending (it waits for its turn or its next try), delivered, failed (given up when the webhook was disabled) or skipped (the webhook was switched off).")]
    [AllowedValues("pending", "delivered", "failed", "skipped")]
    public required string State { get; init; }

    [Description("How often it was tried.")]
    public required long Attempts { get; init; }

    [Description("When the last try ended; null before the first.")]
    public required DateTimeOffset? LastAttemptAt { get; init; }

    [Description("The HTTP status that answered the last try; null when there was no answer.")]
    public required int? Status { get; init; }

    [Description("Why the last try failed; null when it did not.")]
    public required string? Error { get; init; }

    [Description("The beginning of the last answer, at most 1024 bytes; null when there was none.")]
    public required string? Answer { get; init; }

    [Description("How long the last try took, in milliseconds; null before the first.")]
    public required long? DurationMs { get; init; }

    [Description("When it was delivered; null while it is not.")]
    public required DateTimeOffset? DeliveredAt { get; init; }

    [Description("When the event happened.")]
    public required DateTimeOffset CreatedAt { get; init; }

    public static DeliveryJson Of(Delivery delivery) => new()
    {
        Id = delivery.Id,
        WebhookId = delivery.WebhookId,
        EventId = delivery.EventId,
        EventType = delivery.EventType,
        Sequence = delivery.Sequence,
        State = delivery.State.Name(),
        Attempts = delivery.Attempts,
        LastAttemptAt = delivery.LastAttemptAt,
        Status = delivery.LastStatus,
        Error = delivery.LastError,
        Answer = delivery.Answer,
        DurationMs = (long?)delivery.Duration?.TotalMilliseconds,
        DeliveredAt = delivery.DeliveredAt,
        CreatedAt = delivery.CreatedAt,
    };
}
