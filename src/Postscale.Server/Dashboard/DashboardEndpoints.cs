using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Postscale.Server.Dashboard;

/// <summary>
/// Serves the dashboard: a page at the root, and its modules and styles below <c>/dashboard/</c>. It has no rights of its own: the
/// page asks the same API as everybody, with the key that is typed into it.
/// </summary>
internal sealed class DashboardEndpoints(DashboardFiles files)
{
    /// <summary>
    /// Nothing but this host's own, nothing inline, no form that leads anywhere, no frame around it: what a domain's owner writes
    /// into DNS is shown here, and must stay text whatever it is.
    /// </summary>
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly string[] Methods = ["GET", "HEAD"];

    /// <summary>Adds it to the application.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/", Methods, (HttpContext context) => AnswerAsync(context, DashboardFiles.Page)).ExcludeFromDescription();
        routes.MapMethods("/dashboard/{**file}", Methods, (HttpContext context) => AnswerAsync(context, context.Request.RouteValues["file"] as string ?? "")).ExcludeFromDescription();
    }

    private Task AnswerAsync(HttpContext context, string name)
    {
        var response = context.Response;
        if (files.Find(name) is not { } file)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        var headers = response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.ETag = file.ETag;
        // Kept, and asked for again each time (RFC 9111 §5.2.2.4): an upgrade shows at once, and costs an answer without a body else.
        headers.CacheControl = "no-cache";
        if (IsKnown(context.Request.Headers.IfNoneMatch, file.ETag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = file.ContentType;
        response.ContentLength = file.Octets.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(file.Octets, context.RequestAborted).AsTask();
    }

    /// <summary>RFC 9110 §13.1.2: compared weakly, since what is sent may have passed something that compresses.</summary>
    private static bool IsKnown(StringValues given, string etag) =>
        given.Any(v => v is not null && v.Split(',').Select(t => t.Trim()).Any(t => t == "*" || t == etag || (t.StartsWith("W/", StringComparison.Ordinal) && t.AsSpan(2).SequenceEqual(etag))));
}
