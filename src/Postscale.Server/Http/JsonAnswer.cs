using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Postscale.Server.Http;

/// <summary>An answer with a JSON body.</summary>
/// <param name="status">The status.</param>
/// <param name="value">The body.</param>
/// <param name="type">How it is written.</param>
public sealed class JsonAnswer<T>(int status, T value, JsonTypeInfo<T> type) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) => JsonAnswer.WriteAsync(httpContext, status, value, type);
}

/// <summary>Writes JSON answers.</summary>
internal static class JsonAnswer
{
    private const string ContentType = "application/json; charset=utf-8";

    public static Task WriteAsync<T>(HttpContext context, int status, T value, JsonTypeInfo<T> type) =>
        WriteAsync(context, status, JsonSerializer.SerializeToUtf8Bytes(value, type));

    public static async Task WriteAsync(HttpContext context, int status, byte[] body)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = ContentType;
        // RFC 9111 §5.2.2.5: what one key sees is kept by nobody on the way, and an error not beyond its cause.
        response.Headers.CacheControl = "no-store";
        response.ContentLength = body.Length;

        // Under an idempotency key it is kept, for a client that has left and asks again.
        var leaving = context.Features.Get<IdempotentRequest>() is null ? context.RequestAborted : CancellationToken.None;
        await response.BodyWriter.WriteAsync(body, leaving).ConfigureAwait(false);
    }
}
