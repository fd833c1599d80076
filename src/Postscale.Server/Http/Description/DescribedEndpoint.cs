using System.Reflection;
using Microsoft.AspNetCore.Routing.Patterns;
using Postscale.Server.Accounts;

namespace Postscale.Server.Http.Description;

/// <summary>Puts an endpoint that is a plain request delegate into the API description.</summary>
internal static class DescribedEndpoint
{
    private static readonly string[] Json = ["application/json"];

    /// <summary>Adds the metadata that the framework's description reads.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="method">Its HTTP method.</param>
    /// <param name="pattern">Its path.</param>
    /// <param name="handler">
    /// What handles it. The framework describes an endpoint only if it carries a method; nothing is read off it, since what it
    /// answers is declared.
    /// </param>
    /// <param name="key">The key it needs.</param>
    /// <param name="documented">What there is to say of it.</param>
    public static void Describe(this IEndpointConventionBuilder endpoint, string method, string pattern, MethodInfo handler, RequiresKey key, Documented documented)
    {
        var errors = Errors(method, RoutePatternFactory.Parse(pattern), key, documented).Distinct().OrderBy(e => e.Status).ToList();
        endpoint.WithMetadata(handler, documented with { Errors = errors }, new ProducesResponseTypeMetadata(documented.Status, documented.Answer, Json));
        foreach (var status in errors.Select(e => e.Status).Distinct())
        {
            endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ErrorJson), Json));
        }
    }

    /// <summary>Declared errors come first within a status: they are the likelier ones.</summary>
    private static IEnumerable<ErrorCode> Errors(string method, RoutePattern pattern, RequiresKey key, Documented documented)
    {
        foreach (var declared in documented.Errors)
        {
            yield return declared;
        }

        if (pattern.Parameters.Count > 0)
        {
            yield return documented.NotFound;
        }

        if (documented.Body is not null)
        {
            yield return ErrorCode.InvalidJson;
            yield return ErrorCode.FieldType;
            yield return ErrorCode.FieldInvalid;
            yield return ErrorCode.BodyTooLarge;
            yield return ErrorCode.NotJson;
        }

        if (documented.Query.Count > 0)
        {
            yield return ErrorCode.FieldInvalid;
        }

        if (HttpMethods.IsPost(method))
        {
            // Of the header Idempotency-Key; the body is read for it even where the endpoint has no use for one.
            yield return ErrorCode.FieldInvalid;
            yield return ErrorCode.IdempotencyRunning;
            yield return ErrorCode.BodyTooLarge;
            yield return ErrorCode.IdempotencyReused;
        }

        yield return ErrorCode.KeyMissing;
        yield return ErrorCode.KeyInvalid;
        yield return ErrorCode.KeyExpired;
        yield return ErrorCode.KeyScope;
        if (key.Scope == KeyScopes.Write)
        {
            yield return ErrorCode.KeyReadOnly;
        }

        yield return ErrorCode.RateLimited;
        yield return ErrorCode.Internal;
        yield return ErrorCode.NotReady;
    }
}
