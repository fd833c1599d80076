namespace Postscale.Server.Webhooks;

/// <summary>One request to a webhook: the same at each try but for the time and the signature.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Secrets">What to sign with: the secret, and during a rotation the former one beside it.</param>
/// <param name="Id">The message's id: the event's.</param>
/// <param name="Body">The body.</param>
internal sealed record WebhookMessage(Uri Url, IReadOnlyList<WebhookSecret> Secrets, string Id, byte[] Body);
