using Microsoft.AspNetCore.Connections;
using Postscale.Server.Observability;
using Postscale.Server.Storage;

namespace Postscale.Server.Http;

/// <summary>
/// Sees every request to its end: turns exceptions into errors, gives bare statuses (404, 405, …) their body, counts, and logs
/// what changed something, failed or was slow.
/// </summary>
internal sealed partial class Failures(RequestDelegate next, Metrics metrics, TimeProvider time, ILogger<Failures> logger)
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    private static readonly ApiError Internal = new(ErrorCode.Internal, "something went wrong on our side; if it happens again, tell us the request id");
    private static readonly ApiError NoDatabase = new(ErrorCode.NotReady, "the database cannot be reached or written just now; try again in a moment") { RetryAfter = 2 };

    public async Task InvokeAsync(HttpContext context)
    {
        var since = time.GetTimestamp();
        try
        {
            await next(context).ConfigureAwait(false);
            if (context.Response.StatusCode >= 400 && !context.Response.HasStarted && context.Response.ContentLength is null && context.Response.ContentType is null)
            {
                await Bare(context).ExecuteAsync(context).ConfigureAwait(false);
            }
        }
        catch (Exception e) when ((e is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested) || IsCutOff(e))
        {
            // The client has gone, or a stop could not wait for it; nobody reads the answer. 499 is what logs of web servers say for it.
            context.Response.StatusCode = context.Response.HasStarted ? context.Response.StatusCode : StatusCodes.Status499ClientClosedRequest;
        }
#pragma warning disable CA1031 // The last handler there is.
        catch (Exception e)
#pragma warning restore CA1031
        {
            await FailAsync(context, e).ConfigureAwait(false);
        }
        finally
        {
            Finish(context, time.GetElapsedTime(since));
        }
    }

    private static bool IsCutOff(Exception exception) =>
        exception is ConnectionResetException or ConnectionAbortedException or OperationCanceledException { InnerException: ConnectionAbortedException };

    private async Task FailAsync(HttpContext context, Exception exception)
    {
        var error = exception switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new ApiError(ErrorCode.BodyTooLarge, "the request body is too large"),
            BadHttpRequestException bad => new ApiError(ErrorCode.BadRequest, bad.StatusCode == StatusCodes.Status408RequestTimeout ? "the request took too long to arrive" : "the request is malformed"),
            // What the server makes of the length of a chunk that no number holds (RFC 9112 §7.1).
            IOException { InnerException: OverflowException } => new ApiError(ErrorCode.BadRequest, "the request is malformed"),
            IdempotencyKeyLostException => Idempotency.Running,
            _ when StorageFaults.MayPass(exception) => NoDatabase,
            _ => Internal,
        };
        if (error.Code.Status >= 500)
        {
            LogFailure(exception, context.Request.Method, RouteOf(context));
        }

        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        RateLimitFields.ClearAllElse(context.Response);
        RequestId.SetHeaders(context);
        await error.ExecuteAsync(context).ConfigureAwait(false);
    }

    private void Finish(HttpContext context, TimeSpan duration)
    {
        var (method, route, status) = (MethodOf(context), RouteOf(context), context.Response.StatusCode);
        metrics.Answered(method, route, status, duration);
        if (status >= 500 || duration >= Slow)
        {
            LogAnswer(LogLevel.Warning, method, route, status, duration.TotalMilliseconds);
        }
        else if (method is "GET" or "HEAD" && status < 400)
        {
            LogAnswer(LogLevel.Debug, method, route, status, duration.TotalMilliseconds);
        }
        else
        {
            LogAnswer(LogLevel.Information, method, route, status, duration.TotalMilliseconds);
        }
    }

    private static ApiError Bare(HttpContext context) => context.Response.StatusCode switch
    {
        404 => new ApiError(ErrorCode.NotFound, "there is nothing at this path; the API is described at /docs"),
        405 => new ApiError(ErrorCode.MethodNotAllowed, $"this path does not know the method; it knows {context.Response.Headers.Allow}"),
        413 => new ApiError(ErrorCode.BodyTooLarge, "the request body is too large"),
        415 => new ApiError(ErrorCode.NotJson, "send the body as JSON, with 'Content-Type: application/json'"),
        >= 500 => Internal,
        _ => new ApiError(ErrorCode.BadRequest, "the request is malformed"),
    };

    private static string RouteOf(HttpContext context) => (context.GetEndpoint() as Microsoft.AspNetCore.Routing.RouteEndpoint)?.RoutePattern.RawText ?? "unknown";

    // Methods are without number too: a client may make them up.
    private static string MethodOf(HttpContext context) => context.Request.Method is "GET" or "POST" or "PUT" or "PATCH" or "DELETE" or "HEAD" or "OPTIONS" ? context.Request.Method : "other";

    [LoggerMessage(Message = "{Method} {Route} {Status} in {Milliseconds:0.0} ms")]
    private partial void LogAnswer(LogLevel level, string method, string route, int status, double milliseconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Route} failed")]
    private partial void LogFailure(Exception exception, string method, string route);
}
