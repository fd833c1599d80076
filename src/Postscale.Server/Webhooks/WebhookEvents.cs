using Postscale.Server.Events;

namespace Postscale.Server.Webhooks;

/// <summary>What webhooks can be sent.</summary>
public static class WebhookEvents
{
    /// <summary>What the endpoint for tests sends. It is no event of the account's sequence.</summary>
    public const string Test = "webhook.test";

    /// <summary>The types that a webhook can ask for.</summary>
    public static IReadOnlyList<string> All => EventTypes.All;
}
