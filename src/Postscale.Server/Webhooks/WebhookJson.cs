using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Postscale.Server.Webhooks;

/// <summary>A webhook as clients see it.</summary>
[Description("A URL that events are sent to.")]
internal sealed record WebhookJson
{
    [Description("The webhook's id.")]
    public required Guid Id { get; init; }

    [Description("Where events are sent.")]
    public required string Url { get; init; }

    [Description("What its owner calls it; may be empty.")]
    public required string Description { get; init; }

    [Description("The types of events that are sent; empty for all.")]
    public required IReadOnlyList<string> Events { get; init; }

    [Description("Whether events are sent.")]
    public required bool Active { get; init; }

    [Description("What deliveries are signed with. Shown when it is made and when it is rotated, and never again."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }

    [Description("Until when deliveries are signed with the former secret too; null when there is none.")]
    public required DateTimeOffset? PreviousSecretUntil { get; init; }

    [Description("How many tries have failed since the last one that did not.")]
    public required long Failures { get; init; }

    [Description("When the first of these failed; null while none has.")]
    public required DateTimeOffset? FailingSince { get; init; }

    [Description("When the next try is due after one that failed; null when none is.")]
    public required DateTimeOffset? NextAttemptAt { get; init; }

    [Description("When the service stopped sending, after three days of failures or because the receiver said it is gone; null if it did not.")]
    public required DateTimeOffset? DisabledAt { get; init; }

    [Description("Why it stopped; null if it did not.")]
    public required string? DisabledReason { get; init; }

    [Description("When it was made.")]
    public required DateTimeOffset CreatedAt { get; init; }

    [Description("When it last was changed or disabled.")]
    public required DateTimeOffset UpdatedAt { get; init; }

    public static WebhookJson Of(Webhook webhook, WebhookSecret? secret = null) => new()
    {
        Id = webhook.Id,
        Url = webhook.Url.AbsoluteUri,
        Description = webhook.Description,
        Events = webhook.EventTypes,
        Active = webhook.Active,
        Secret = secret?.Text,
        PreviousSecretUntil = webhook.PreviousSecretUntil,
        Failures = webhook.Failures,
        FailingSince = webhook.FailingSince,
        NextAttemptAt = webhook.FailingSince is null ? null : webhook.DueAt,
        DisabledAt = webhook.DisabledAt,
        DisabledReason = webhook.DisabledReason,
        CreatedAt = webhook.CreatedAt,
        UpdatedAt = webhook.UpdatedAt,
    };
}
