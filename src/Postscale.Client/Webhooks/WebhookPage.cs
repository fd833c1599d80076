namespace Postscale.Client;

/// <summary>A page of webhooks.</summary>
public sealed record WebhookPage
{
    /// <summary>The webhooks.</summary>
    public required IReadOnlyList<Webhook> Webhooks { get; init; }

    /// <summary>How many there are at most, as the service counts them.</summary>
    public required int Limit { get; init; }

    /// <summary>How many were left out before them.</summary>
    public required long Offset { get; init; }
}
