using Microsoft.AspNetCore.Routing;
using Postscale.Server.Http.Description;

namespace Postscale.Server.Http;

/// <summary>Adds endpoints of the API: each needs a key, and each is described.</summary>
internal static class ApiRoutes
{
    /// <summary>Adds an endpoint.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="method">Its HTTP method.</param>
    /// <param name="pattern">Its path.</param>
    /// <param name="handler">What answers.</param>
    /// <param name="key">The key it needs.</param>
    /// <param name="documented">What there is to say of it.</param>
    public static void MapApi(this IEndpointRouteBuilder routes, string method, string pattern, Func<HttpContext, Task<IResult>> handler, RequiresKey key, Documented documented) => routes
        .MapMethods(pattern, [method], async context =>
        {
            var result = await handler(context).ConfigureAwait(false);
            await result.ExecuteAsync(context).ConfigureAwait(false);
        })
        .WithMetadata(key)
        .Describe(method, pattern, handler.Method, key, documented);
}
