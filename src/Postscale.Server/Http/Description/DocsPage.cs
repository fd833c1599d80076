using System.Security.Cryptography;
using Microsoft.AspNetCore.Routing;
using Postscale.Server.Http.Documentation;
using Scalar.AspNetCore;

namespace Postscale.Server.Http.Description;

/// <summary>
/// The reference page for people. Script and styles come from the executable, and the page is held to this host by a policy
/// that the browser enforces, whatever the script would like to fetch.
/// </summary>
internal static class DocsPage
{
    public const string Path = DocumentationEndpoints.ReferencePath;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapScalarApiReference(Path, Configure);

    private static void Configure(ScalarOptions options, HttpContext context)
    {
        // Hexadecimal, which stands in HTML as it is.
        var nonce = RandomNumberGenerator.GetHexString(32, lowercase: true);
        context.Response.Headers.ContentSecurityPolicy = Policy(nonce);
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        options.Nonce = nonce;
        options.Title = DocumentDescription.Title;
        options.AddDocument(ApiDescription.Document, DocumentDescription.Title);
        options.AddPreferredSecuritySchemes(DocumentDescription.BearerKey);
        // What would ask other hosts: fonts, a proxy for requests, usage counts, a chat and its protocol.
        options.DefaultFonts = false;
        options.ProxyUrl = null;
        options.Telemetry = false;
        options.Agent = new ScalarAgentOptions { Disabled = true };
        options.Mcp = new ScalarMcpOptions { Disabled = true };
        // A button that opens the vendor's client, and tools for writers of descriptions.
        options.HideClientButton = true;
        options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
        options.ShowOperationId = true;
        options.SchemaPropertyOrder = PropertyOrder.Preserve;
        options.OrderRequiredPropertiesFirst = false;
    }

    /// <summary>Styles are inline because the page's script makes them; nothing else but this host's own is let in.</summary>
    private static string Policy(string nonce) =>
        $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}
