using System.ComponentModel;

namespace Postscale.Server.Webhooks;

/// <summary>What came of a test.</summary>
[Description("What came of sending a test to a webhook.")]
internal sealed record WebhookTestJson
{
    [Description("The id of the test's event, as in the header `webhook-id`.")]
    public required Guid EventId { get; init; }

    [Description("Whether the receiver answered with a status from 200 to 299.")]
    public required bool Delivered { get; init; }

    [Description("The HTTP status that it answered; null when it did not answer.")]
    public required int? Status { get; init; }

    [Description("Why it was not delivered; null when it was.")]
    public required string? Error { get; init; }

    [Description("The beginning of what it answered, at most 1024 bytes; null when it did not answer.")]
    public required string? Answer { get; init; }

    [Description("How long it took, in milliseconds, look-up included.")]
    public required long DurationMs { get; init; }

    public static WebhookTestJson Of(Guid eventId, Attempt attempt) => new()
    {
        EventId = eventId,
        Delivered = attempt.IsDelivered,
        Status = attempt.Status,
        Error = attempt.Error,
        Answer = attempt.Excerpt,
        DurationMs = (long)attempt.Duration.TotalMilliseconds,
    };
}
