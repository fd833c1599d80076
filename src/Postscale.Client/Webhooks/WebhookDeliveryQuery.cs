namespace Postscale.Client;

/// <summary>Which deliveries to list.</summary>
public sealed record WebhookDeliveryQuery
{
    /// <summary>Those of one webhook.</summary>
    public Guid? WebhookId { get; init; }

    /// <summary>Those that stand so.</summary>
    public DeliveryState? State { get; init; }

    /// <summary>Those of one type of event.</summary>
    public string? EventType { get; init; }
}
