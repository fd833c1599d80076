namespace Postscale.Client;

/// <summary>A page of deliveries.</summary>
public sealed record WebhookDeliveryPage
{
    /// <summary>The deliveries, newest first.</summary>
    public required IReadOnlyList<WebhookDelivery> Deliveries { get; init; }

    /// <summary>How many there are at most, as the service counts them.</summary>
    public required int Limit { get; init; }

    /// <summary>How many were left out before them.</summary>
    public required long Offset { get; init; }
}
