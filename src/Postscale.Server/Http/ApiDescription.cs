using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Scalar.AspNetCore;

namespace Postscale.Server.Http;

/// <summary>The description of the API for programs (OpenAPI 3.1) and for people.</summary>
internal static class ApiDescription
{
    private const string Document = "v1";

    public static void Add(IServiceCollection services) => services.AddOpenApi(Document);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json");
        routes.MapScalarApiReference("/docs", options => options.WithTitle("Postscale Domains API").AddDocument(Document));
    }
}
