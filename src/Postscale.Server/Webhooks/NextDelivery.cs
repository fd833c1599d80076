namespace Postscale.Server.Webhooks;

/// <summary>What is to be sent next to a webhook.</summary>
/// <param name="Id">The delivery.</param>
/// <param name="Message">The request; null when the event is kept no more.</param>
/// <param name="Failures">How many tries to this webhook have failed in a row.</param>
/// <param name="IsAtEnd">Whether the webhook has failed for so long, and so often, that one more failure is the last.</param>
/// <param name="DueAt">
/// When it was due, in the database's microseconds. Owners who repair a webhook or ask for another try make it due anew: a failure
/// of what was begun before that counts for nothing.
/// </param>
internal sealed record NextDelivery(Guid Id, WebhookMessage? Message, long Failures, bool IsAtEnd, long? DueAt);
