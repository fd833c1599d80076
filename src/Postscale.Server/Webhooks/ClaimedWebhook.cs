namespace Postscale.Server.Webhooks;

/// <summary>A webhook that this process may deliver to, for as long as its lease lasts.</summary>
/// <param name="Id">The webhook.</param>
/// <param name="AccountId">Whose it is.</param>
/// <param name="Claim">Tells this claim from those before and after it: results are written only while it stands.</param>
public sealed record ClaimedWebhook(Guid Id, Guid AccountId, long Claim);
