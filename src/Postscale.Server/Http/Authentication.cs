using System.Globalization;
using Microsoft.Extensions.Primitives;
using Postscale.Server.Accounts;
using Postscale.Server.Options;

namespace Postscale.Server.Http;

/// <summary>
/// Finds the caller of requests to endpoints that need one, and holds each key to its rate. Requests without a good key are held to a
/// rate for each address; those with one never are, whatever else comes from their address.
/// </summary>
internal sealed class Authentication
{
    private static readonly ApiError NoKey = new(ErrorCode.KeyMissing, "send an API key in the header 'Authorization: Bearer ps_live_…'");
    public static readonly ApiError BadKey = new(ErrorCode.KeyInvalid, "the API key is not valid: it is mistyped, unknown or revoked");
    private static readonly ApiError Expired = new(ErrorCode.KeyExpired, "the API key has expired; use the key that has replaced it, or ask for a new one");
    private static readonly ApiError ReadOnly = new(ErrorCode.KeyReadOnly, "this API key may only read; use a key with the scope 'write'");

    private readonly RequestDelegate _next;
    private readonly KeyCache _keys;
    private readonly ClientAddress _addresses;
    private readonly RequestBudget _budget;
    private readonly RequestBudget _refusals;
    private readonly string _policy;

    public Authentication(RequestDelegate next, KeyCache keys, ClientAddress addresses, PostscaleOptions options, TimeProvider time)
    {
        _next = next;
        _keys = keys;
        _addresses = addresses;
        _budget = new RequestBudget(options.RateLimit, time);
        _refusals = new RequestBudget(options.AddressLimit, time);
        _policy = RateLimitFields.PolicyOf(options.RateLimit);
    }

    public static Caller CallerOf(HttpContext context) => context.Features.Get<Caller>() ?? throw new InvalidOperationException("the endpoint does not require a key");

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<RequiresKey>() is not { } rule)
        {
            await _next(context).ConfigureAwait(false);
            return;
        }

        var key = KeyOf(context.Request.Headers.Authorization);
        if (!_keys.TryRecall(key.Span, out var answer))
        {
            answer = await _keys.LookUpAsync(key, IsSuspect(context), context.RequestAborted).ConfigureAwait(false);
        }

        if (answer.Caller is not { } caller)
        {
            await Refused(context, key.IsEmpty, answer.Refusal).ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        var state = _budget.Take(caller.KeyId);
        if (_budget.Limit > 0)
        {
            RateLimitFields.Set(context, _policy, state);
        }

        if (state.IsRefused)
        {
            await TooMany($"this key has sent more than {_budget.Limit} requests in a minute", state).ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        if ((caller.Scopes & rule.Scope) != rule.Scope)
        {
            await Lacks(caller, rule.Scope).ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        // Who only reads leaves no trace that would name them.
        context.Features.Set(HttpMethods.IsGet(context.Request.Method) ? caller : caller with { RequestId = RequestId.Of(context), Address = _addresses.Of(context).ToString() });
        await _next(context).ConfigureAwait(false);
    }

    // RFC 6750 §2.1; the scheme's case does not matter (RFC 9110 §11.1).
    private static ReadOnlyMemory<char> KeyOf(StringValues header) =>
        header.Count == 1 && header[0] is { } value && value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? value.AsMemory(7).Trim() : default;

    /// <summary>Whether so much without a good key has come from the address that keys never seen before are looked up one by one.</summary>
    private bool IsSuspect(HttpContext context) => _refusals.Limit > 0 && _refusals.Look(ClientAddress.Holder(_addresses.Of(context))).IsRefused;

    private ApiError Refused(HttpContext context, bool isMissing, KeyRefusal refusal)
    {
        if (_refusals.Limit > 0)
        {
            var state = _refusals.Take(ClientAddress.Holder(_addresses.Of(context)));
            if (state.IsRefused)
            {
                return TooMany($"more than {_refusals.Limit} requests without a valid API key have come from this address in a minute", state);
            }
        }

        return isMissing ? NoKey : refusal == KeyRefusal.Expired ? Expired : BadKey;
    }

    private static ApiError TooMany(FormattableString what, BudgetState state) => new(
        ErrorCode.RateLimited, string.Create(CultureInfo.InvariantCulture, $"{what.ToString(CultureInfo.InvariantCulture)}; wait {state.SecondsLeft} s"))
    { RetryAfter = state.SecondsLeft };

    private static ApiError Lacks(Caller caller, KeyScopes scope) => scope == KeyScopes.Write && caller.Scopes == KeyScopes.Read
        ? ReadOnly
        : new ApiError(ErrorCode.KeyScope, $"this API key lacks the scope '{scope.Names()}'; use a key that has it");
}
