using System.Globalization;
using Microsoft.Extensions.Primitives;
using Postscale.Server.Accounts;
using Postscale.Server.Options;

namespace Postscale.Server.Http;

/// <summary>Marks an endpoint that needs a key.</summary>
/// <param name="Writes">Whether a read-only key is refused.</param>
internal sealed record RequiresKey(bool Writes);

/// <summary>Finds the caller of requests to endpoints that need one, and holds each key to its rate.</summary>
internal sealed class Authentication
{
    private static readonly ApiError NoKey = new(ErrorCode.KeyMissing, "send an API key in the header 'Authorization: Bearer ps_live_…'");
    private static readonly ApiError BadKey = new(ErrorCode.KeyInvalid, "the API key is not valid: it is mistyped, unknown or revoked");
    private static readonly ApiError ReadOnly = new(ErrorCode.KeyReadOnly, "this API key may only read; use a key that may write");

    private readonly RequestDelegate _next;
    private readonly KeyCache _keys;
    private readonly RequestBudget _budget;

    public Authentication(RequestDelegate next, KeyCache keys, PostscaleOptions options, TimeProvider time)
    {
        _next = next;
        _keys = keys;
        _budget = new RequestBudget(options.RateLimit, time);
    }

    public static Caller CallerOf(HttpContext context) => context.Features.Get<Caller>() ?? throw new InvalidOperationException("the endpoint does not require a key");

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<RequiresKey>() is not { } rule)
        {
            await _next(context).ConfigureAwait(false);
            return;
        }

        if (KeyOf(context.Request.Headers.Authorization) is not { } key)
        {
            await NoKey.ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        if (await _keys.FindAsync(key, context.RequestAborted).ConfigureAwait(false) is not { } caller)
        {
            await BadKey.ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        if (_budget.Refuses(caller.KeyId, out var retryAfter))
        {
            var error = new ApiError(
                ErrorCode.RateLimited, string.Create(CultureInfo.InvariantCulture, $"this key has sent more than {_budget.PerMinute} requests in a minute; wait {retryAfter} s"))
            { RetryAfter = retryAfter };
            await error.ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        if (rule.Writes && caller.IsReadOnly)
        {
            await ReadOnly.ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        context.Features.Set(caller);
        await _next(context).ConfigureAwait(false);
    }

    // RFC 6750 §2.1; the scheme's case does not matter (RFC 9110 §11.1).
    private static string? KeyOf(StringValues header) =>
        header.Count == 1 && header[0] is { } value && value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && value.AsSpan(7).Trim() is { Length: > 0 } key
            ? key.ToString()
            : null;
}
