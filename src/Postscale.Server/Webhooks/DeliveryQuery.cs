namespace Postscale.Server.Webhooks;

/// <summary>Which deliveries are asked for, newest first.</summary>
/// <param name="Limit">How many at most.</param>
/// <param name="Offset">How many to leave out first.</param>
public sealed record DeliveryQuery(int Limit, long Offset)
{
    /// <summary>Only those of this webhook.</summary>
    public Guid? WebhookId { get; init; }

    /// <summary>Only those in this state.</summary>
    public DeliveryState? State { get; init; }

    /// <summary>Only those of events of this type.</summary>
    public string? EventType { get; init; }
}
