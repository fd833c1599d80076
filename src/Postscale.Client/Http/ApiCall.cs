namespace Postscale.Client.Http;

/// <summary>A call of the API.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path and query below the base URL, escaped.</param>
/// <param name="Body">The JSON to send; null for none.</param>
/// <param name="IdempotencyKey">The key under which the service does it once; null where the method does without.</param>
internal sealed record ApiCall(HttpMethod Method, string Path, byte[]? Body = null, string? IdempotencyKey = null)
{
    public static ApiCall Get(string path) => new(HttpMethod.Get, path);

    public static ApiCall Delete(string path) => new(HttpMethod.Delete, path);

    /// <summary>A POST: done once however often it is sent, by the caller's key or by one of its own.</summary>
    public static ApiCall Post(string path, byte[]? body, string? idempotencyKey) =>
        new(HttpMethod.Post, path, body, idempotencyKey ?? Guid.NewGuid().ToString("N"));
}
