namespace Postscale.Server.Webhooks;

/// <summary>What a request about a webhook came to.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Webhook">The webhook as it is now; null when nothing was done.</param>
/// <param name="Secret">Its new secret, where there is one to show.</param>
/// <param name="Problem">What is wrong, where a sentence is needed.</param>
public sealed record WebhookResult(WebhookOutcome Outcome, Webhook? Webhook = null, WebhookSecret? Secret = null, string? Problem = null)
{
    /// <summary>There is no such webhook.</summary>
    public static readonly WebhookResult NotFound = new(WebhookOutcome.NotFound);
}
