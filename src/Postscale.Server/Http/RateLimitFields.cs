using System.Globalization;

namespace Postscale.Server.Http;

/// <summary>
/// Tells a client how much of its budget is left, by the fields of draft-ietf-httpapi-ratelimit-headers: structured fields
/// (RFC 9651), each a list of one item.
/// </summary>
internal static class RateLimitFields
{
    public const string Limit = "RateLimit";
    public const string Policy = "RateLimit-Policy";

    /// <summary>The policy of a budget with a minute for each key.</summary>
    /// <param name="perMinute">How many requests.</param>
    public static string PolicyOf(int perMinute) => string.Create(CultureInfo.InvariantCulture, $"\"key\";q={perMinute};w=60");

    public static void Set(HttpContext context, string policy, BudgetState state)
    {
        var headers = context.Response.Headers;
        headers[Policy] = policy;
        headers[Limit] = string.Create(CultureInfo.InvariantCulture, $"\"key\";r={state.Remaining};t={state.SecondsLeft}");
    }

    /// <summary>Keeps the fields over a reset of the answer.</summary>
    /// <param name="response">The answer.</param>
    public static void ClearAllElse(HttpResponse response)
    {
        var (policy, limit) = (response.Headers[Policy], response.Headers[Limit]);
        response.Clear();
        if (limit.Count > 0)
        {
            (response.Headers[Policy], response.Headers[Limit]) = (policy, limit);
        }
    }
}
