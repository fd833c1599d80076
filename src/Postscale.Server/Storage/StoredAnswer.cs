namespace Postscale.Server.Storage;

/// <summary>What is kept under an idempotency key.</summary>
/// <param name="Fingerprint">What the request is told apart by.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="LockedUntil">When it counts as dead, if it has not been answered.</param>
/// <param name="Status">The answer's status; null while it runs.</param>
/// <param name="Location">The answer's Location header.</param>
/// <param name="Body">The answer's body.</param>
public sealed record StoredAnswer(byte[] Fingerprint, DateTimeOffset CreatedAt, DateTimeOffset LockedUntil, int? Status, string? Location, byte[] Body);
