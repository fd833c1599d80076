namespace Postscale.Server.Verification;

/// <summary>A check in the background that found all as it was: nothing but times is to be written.</summary>
/// <param name="DomainId">The domain.</param>
/// <param name="Claim">The claim under which it was looked at.</param>
/// <param name="RecordsHolding">The records that held before and hold now.</param>
/// <param name="CheckedAt">The time of the check; null if nothing at all could be read.</param>
/// <param name="Next">How long until the next.</param>
/// <param name="KeepsFailures">Whether the failures counted so far stay: what is needed could not be read.</param>
public sealed record UnchangedCheck(Guid DomainId, long Claim, long RecordsHolding, DateTimeOffset? CheckedAt, TimeSpan Next, bool KeepsFailures);
