using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Postscale.Server.Http.Description;
using Postscale.Server.Http.Documentation;

namespace Postscale.Server.Http;

/// <summary>The description of the API for programs (OpenAPI 3.1) and for people.</summary>
internal static class ApiDescription
{
    public const string Document = "v1";

    public const string Path = $"/openapi/{Document}.json";

    public static void Add(IServiceCollection services)
    {
        services.AddOpenApi(Document);
        services.Configure<OpenApiOptions>(Document, Configure);
        services.AddSingleton<DescriptionDocument>();
        // The framework reads schemas from these options; what is on the wire is written by ApiJson.Wire alone.
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.Converters.Add(new TimeConverter());
        });
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, static context => context.RequestServices.GetRequiredService<DescriptionDocument>().AnswerAsync(context));
        DocsPage.Map(routes);
        DocumentationEndpoints.Map(routes);
    }

    private static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = SchemaDescription.NameOf;
        options.AddSchemaTransformer(new SchemaDescription());
        options.AddOperationTransformer<OperationDescription>();
        options.AddDocumentTransformer(new DocumentDescription());
    }
}
