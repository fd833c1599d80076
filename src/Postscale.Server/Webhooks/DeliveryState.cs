namespace Postscale.Server.Webhooks;

/// <summary>How a delivery stands.</summary>
public enum DeliveryState
{
    /// <summary>It waits for its turn or for its next try.</summary>
    Pending,

    /// <summary>The receiver has it.</summary>
    Delivered,

    /// <summary>It was given up because the webhook was disabled.</summary>
    Failed,

    /// <summary>It was left out because the webhook's owner switched it off.</summary>
    Skipped,
}
