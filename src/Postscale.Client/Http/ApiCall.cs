namespace Postscale.Client.Http;

/// <summary>A call of the API.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path and query below the base URL, escaped.</param>
/// <param name="Body">The JSON to send; null for none.</param>
/// <param name="IdempotencyKey">The key under which the service does it once; null where the method does without.</param>
internal sealed record ApiCall(HttpMethod Method, string Path, byte[]? Body = null, string? IdempotencyKey = null)
{
    /// <summary>Whether it changes something at a third party, so that a 502 may be said of a half of it: another try would be of something else.</summary>
    public bool ChangesElsewhere { get; init; }

    private const int MaxIdempotencyKey = 255;

    public static ApiCall Get(string path) => new(HttpMethod.Get, path);

    public static ApiCall Delete(string path) => new(HttpMethod.Delete, path);

    /// <summary>A POST: done once however often it is sent, by the caller's key or by one of its own.</summary>
    /// <exception cref="ArgumentException">The caller's key cannot be one.</exception>
    public static ApiCall Post(string path, byte[]? body, string? idempotencyKey) => idempotencyKey is null or { Length: >= 1 and <= MaxIdempotencyKey } && idempotencyKey?.All(c => c is >= '!' and <= '~') != false
        ? new(HttpMethod.Post, path, body, idempotencyKey ?? Guid.NewGuid().ToString("N"))
        : throw new ArgumentException("an idempotency key has 1 to 255 printable ASCII characters without spaces", nameof(idempotencyKey));
}
