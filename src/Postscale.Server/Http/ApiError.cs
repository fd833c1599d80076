namespace Postscale.Server.Http;

/// <summary>An error as an answer.</summary>
/// <param name="Code">Which.</param>
/// <param name="Message">A sentence a person can act on.</param>
/// <param name="Field">The field at fault, where it is one.</param>
public sealed record ApiError(ErrorCode Code, string Message, string? Field = null) : IResult
{
    /// <summary>Seconds to wait before another try, for 429 and 503.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Whether something was done, or perhaps was, before the error: a repetition under the same idempotency key must not do it again, and gets this answer.</summary>
    public bool IsFinal { get; init; }

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        if (RetryAfter is { } seconds)
        {
            httpContext.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (Code.Status == StatusCodes.Status401Unauthorized)
        {
            // RFC 9110 §11.6.1: a 401 names the scheme.
            httpContext.Response.Headers.WWWAuthenticate = "Bearer";
        }

        if (IsFinal && httpContext.Features.Get<IdempotentRequest>() is { } request)
        {
            request.IsFinal = true;
        }

        return JsonAnswer.WriteAsync(
            httpContext, Code.Status, new ErrorJson(Message, Code.Name, Field, RequestId.Of(httpContext)), ApiJson.Wire.ErrorJson);
    }
}
