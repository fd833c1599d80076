using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Postscale.Client.Http;

/// <summary>
/// What is tried again, and when. Every call of the API can be: GET, PUT and DELETE by what they are (RFC 9110 §9.2.2), POST by its
/// idempotency key, PATCH because it sets fields to values.
/// </summary>
internal static class Retries
{
    private static readonly HttpRequestOptionsKey<bool> s_mayHaveBeenDone = new("postscale-may-have-been-done");
    private static readonly HttpRequestOptionsKey<bool> s_changesElsewhere = new("postscale-changes-elsewhere");
    private static readonly HttpRequestOptionsKey<DateTimeOffset> s_end = new("postscale-end");

    /// <summary>The wait before a retry, where nobody says how long, is at most this.</summary>
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromSeconds(20);

    /// <summary>Between looks whether the first request with an idempotency key has ended there is at least this.</summary>
    private static readonly TimeSpan s_shortestPause = TimeSpan.FromMilliseconds(500);

    /// <summary>A pipeline: a bound on the whole call, the retries, the wait for a first request that still runs, a bound on each try.</summary>
    /// <param name="options">The bounds.</param>
    /// <param name="time">The clock.</param>
    public static ResiliencePipeline<HttpResponseMessage> Pipeline(PostscaleClientOptions options, TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time };
        builder.AddTimeout(options.Timeout);
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = options.MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.RetryDelay,
                MaxDelay = s_longestDelay,
                ShouldRetryAfterHeader = false,
                DelayGenerator = args => ValueTask.FromResult(args.Outcome.Result is { } response ? RetryAfter(response, time) : null),
                ShouldHandle = args => ValueTask.FromResult(IsPassing(args) && HasTime(args, time)),
                OnRetry = Remember,
            });
            // No failure, so that it does not count as one: the service may need longer for the first request than the retries would last.
            builder.AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = int.MaxValue,
                ShouldRetryAfterHeader = false,
                DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(RetryAfter(args.Outcome.Result!, time) is { } wait && wait > s_shortestPause ? wait : s_shortestPause),
                ShouldHandle = args => ValueTask.FromResult(StillRuns(args.Outcome.Result) && HasTime(args, time)),
                OnRetry = Remember,
            });
        }

        builder.AddTimeout(options.AttemptTimeout);
        return builder.Build();
    }

    /// <summary>Tells what the retries go by.</summary>
    /// <param name="request">The call, as it is sent.</param>
    /// <param name="call">The call.</param>
    /// <param name="end">Until when it has time, so that no retry is waited for that would come too late.</param>
    public static void Prepare(HttpRequestMessage request, ApiCall call, DateTimeOffset end)
    {
        request.Options.Set(s_end, end);
        request.Options.Set(s_changesElsewhere, call.ChangesElsewhere);
    }

    /// <summary>Whether an earlier try of a call ended so that the service may have done what it asked for.</summary>
    /// <param name="request">The call.</param>
    public static bool MayHaveBeenDone(HttpRequestMessage request) => request.Options.TryGetValue(s_mayHaveBeenDone, out var may) && may;

    /// <summary>How long an answer asks to wait (RFC 9110 §10.2.3); null if it does not.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="time">The clock.</param>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date - time.GetUtcNow() is var wait => wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };

    private static bool IsPassing(RetryPredicateArguments<HttpResponseMessage> args) => args.Outcome switch
    {
        { Exception: HttpRequestException or IOException or TimeoutRejectedException } => true,
        { Result.StatusCode: HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests } => true,
        { Result.StatusCode: HttpStatusCode.NotImplemented } => false,
        // Some of it may have been done: the service would hold the rest against what was agreed to.
        { Result.StatusCode: HttpStatusCode.BadGateway } => args.Context.GetRequestMessage()?.Options.TryGetValue(s_changesElsewhere, out var changes) != true || !changes,
        { Result.StatusCode: >= HttpStatusCode.InternalServerError } => true,
        _ => false,
    };

    /// <summary>Whether the first request with this idempotency key still runs. Other conflicts do not say when to come back.</summary>
    private static bool StillRuns(HttpResponseMessage? response) => response is { StatusCode: HttpStatusCode.Conflict, Headers.RetryAfter: not null };

    private static bool HasTime(RetryPredicateArguments<HttpResponseMessage> args, TimeProvider time) =>
        args.Outcome.Result is not { } response
        || RetryAfter(response, time) is not { } wait
        || args.Context.GetRequestMessage()?.Options.TryGetValue(s_end, out var end) != true
        || time.GetUtcNow() + wait < end;

    private static ValueTask Remember(OnRetryArguments<HttpResponseMessage> args)
    {
        if (!WasNotDone(args.Outcome))
        {
            args.Context.GetRequestMessage()?.Options.Set(s_mayHaveBeenDone, true);
        }

        return default;
    }

    private static bool WasNotDone(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        // Answered in place of doing it. 503 may follow a commit of which the service does not know whether it came about.
        { Result.StatusCode: HttpStatusCode.TooManyRequests } => true,
        // There was no connection to send it on.
        { Exception: HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError } } => true,
        _ => false,
    };
}
