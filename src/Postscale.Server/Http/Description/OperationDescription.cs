using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Postscale.Server.Accounts;
using Postscale.Server.Options;

namespace Postscale.Server.Http.Description;

/// <summary>Completes what the framework says of an endpoint with what its <see cref="Documented"/> says.</summary>
/// <param name="options">The platform's names, for the examples.</param>
internal sealed class OperationDescription(PostscaleOptions options) : IOpenApiOperationTransformer
{
    private const string Json = "application/json";

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<Documented>().FirstOrDefault() is not { } documented || context.Document is not { } document || context.Description.HttpMethod is not { } method)
        {
            return;
        }

        operation.Parameters = Parameters(context.Description.RelativePath ?? "", method, documented, document);
        if (documented.Body is { } body)
        {
            var schema = await context.GetOrCreateSchemaAsync(body, cancellationToken: cancellationToken).ConfigureAwait(false);
            var name = body.Name[..^4];
            document.AddComponent(name, schema);
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = !documented.IsBodyOptional,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [Json] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(name, document), Examples = Examples(documented.BodyExamples) },
                },
            };
        }

        foreach (var (text, response) in operation.Responses ?? [])
        {
            var status = int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
            DescribeResponse((OpenApiResponse)response, status, method, documented, document);
        }

        if (metadata.OfType<RequiresKey>().FirstOrDefault() is { } key)
        {
            // OpenAPI 3.1 §4.8.30: for schemes other than OAuth the list names the roles that are needed.
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(DocumentDescription.BearerKey, document)] = [key.Scope.Names()] }];
        }
    }

    private static List<IOpenApiParameter> Parameters(string path, string method, Documented documented, OpenApiDocument document)
    {
        List<IOpenApiParameter> parameters = [];
        if (path.Contains("{id}", StringComparison.Ordinal))
        {
            parameters.Add(documented.Tag == WebhookOperations.Tag ? WebhookOperations.IdParameter(documented) : documented.Tag == KeyOperations.Tag ? KeyOperations.IdParameter() : new OpenApiParameter
            {
                Name = "id",
                In = ParameterLocation.Path,
                Required = true,
                Description = "The domain: its id (a UUID), or its name in any spelling that registration accepts.",
                Schema = new OpenApiSchema { AnyOf = [new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" }, new OpenApiSchema { Type = JsonSchemaType.String, Format = "idn-hostname" }] },
                Examples = new Dictionary<string, IOpenApiExample>
                {
                    ["id"] = new OpenApiExample { Summary = "By id", Value = JsonValue.Create(DomainExamples.Id) },
                    ["name"] = new OpenApiExample { Summary = "By name", Value = JsonValue.Create(DomainExamples.Name) },
                },
            });
        }

        parameters.AddRange(documented.Query.Select(query => new OpenApiParameter
        {
            Name = query.Name,
            In = ParameterLocation.Query,
            Description = query.Description,
            Schema = query.Schema(),
            Extensions = Addition.Mark(query.Description),
        }));
        if (HttpMethods.IsPost(method))
        {
            parameters.Add(new OpenApiParameterReference(Idempotency.Header, document));
        }

        parameters.Add(new OpenApiParameterReference(RequestId.Header, document));
        return parameters;
    }

    private void DescribeResponse(OpenApiResponse response, int status, string method, Documented documented, OpenApiDocument document)
    {
        var isGood = status == documented.Status;
        var codes = documented.Errors.Where(e => e.Status == status).ToList();
        response.Description = isGood ? documented.Success : ErrorExamples.Describe(status);
        response.Headers = DescribedHeaders.Of(method, status).ToDictionary(name => name, IOpenApiHeader (name) => new OpenApiHeaderReference(name, document));
        if (response.Content is { } bodies && bodies.TryGetValue(Json, out var content))
        {
            content.Examples = isGood
                ? Examples(documented.AnswerExamples)
                : codes.ToDictionary(c => c.Name, IOpenApiExample (c) => new OpenApiExample { Summary = c.Name, Value = ErrorExamples.Of(c, documented) });
            foreach (var text in isGood ? documented.Texts : [])
            {
                bodies[text.MediaType] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = text.Summary },
                    Examples = new Dictionary<string, IOpenApiExample> { ["text"] = new OpenApiExample { Summary = text.Summary, Value = JsonValue.Create(text.Value(options.Platform)) } },
                };
            }
        }
    }

    private Dictionary<string, IOpenApiExample> Examples(IReadOnlyList<DocumentedExample> examples) =>
        examples.ToDictionary(e => e.Name, IOpenApiExample (e) => new OpenApiExample { Summary = e.Summary, Value = e.Value(options.Platform) });
}
