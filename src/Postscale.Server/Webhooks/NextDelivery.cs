namespace Postscale.Server.Webhooks;

/// <summary>What is to be sent next to a webhook.</summary>
/// <param name="Id">The delivery.</param>
/// <param name="Message">The request; null when the event is kept no more.</param>
/// <param name="Failures">How many tries to this webhook have failed in a row.</param>
/// <param name="IsAtEnd">Whether the webhook has failed for so long that one more failure is the last.</param>
internal sealed record NextDelivery(Guid Id, WebhookMessage? Message, long Failures, bool IsAtEnd);
