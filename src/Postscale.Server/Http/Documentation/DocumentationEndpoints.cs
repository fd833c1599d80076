using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Routing;

namespace Postscale.Server.Http.Documentation;

/// <summary>The documentation, for people: the pages of <c>docs/</c> of this very version. No key is needed.</summary>
internal static class DocumentationEndpoints
{
    /// <summary>Where it begins.</summary>
    public const string Path = "/docs";

    /// <summary>The reference of the API, which is made from the code.</summary>
    public const string ReferencePath = $"{Path}/api-reference";

    /// <summary>How the pages look.</summary>
    public const string StylePath = $"{Path}/documentation.css";

    /// <summary>No script and no style but the file of this host; pictures are for the icon that there is none.</summary>
    private const string Policy = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly string[] s_methods = ["GET", "HEAD"];

    /// <summary>Adds an endpoint for each page.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var name in DocumentationPages.Names)
        {
            routes.MapMethods(DocumentationLinks.PathOf(name), s_methods, context => AnswerAsync(context, "text/html; charset=utf-8", DocumentationPages.Octets(name))).ExcludeFromDescription();
        }

        routes.MapMethods(StylePath, s_methods, static context => AnswerAsync(context, "text/css; charset=utf-8", Encoding.UTF8.GetBytes(DocumentationSources.Style()))).ExcludeFromDescription();
    }

    private static Task AnswerAsync(HttpContext context, string type, byte[] octets)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers["Referrer-Policy"] = "no-referrer";
        // Asked for anew each time, so that an upgrade shows at once; what has not changed is not sent again.
        headers.CacheControl = "no-cache";
        headers.ETag = $"\"{Convert.ToHexStringLower(SHA256.HashData(octets).AsSpan(0, 12))}\"";
        if (context.Request.Headers.IfNoneMatch == headers.ETag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        context.Response.ContentType = type;
        context.Response.ContentLength = octets.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(octets, context.RequestAborted).AsTask();
    }
}
