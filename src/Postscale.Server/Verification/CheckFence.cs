namespace Postscale.Server.Verification;

/// <summary>
/// What stood in the plan before a look began. Every check that is written, and every taking of a domain, counts a claim up: where
/// one is another now, what the look saw may be older than what has been written since.
/// </summary>
/// <param name="Claim">The domain's own claim; null if it had no place in the plan.</param>
/// <param name="OwnerId">The row of another account that owned the name; null if there was none, or it was not looked for.</param>
/// <param name="OwnerClaim">That row's claim.</param>
public readonly record struct CheckFence(long? Claim, Guid? OwnerId = null, long? OwnerClaim = null);
