namespace Postscale.Server.Http;

/// <summary>A request took so long that its idempotency key passed to its repetition: what it was about to change is rolled back.</summary>
internal sealed class IdempotencyKeyLostException : Exception;
