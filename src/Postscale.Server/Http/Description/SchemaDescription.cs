using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Postscale.Server.Http.Description;

/// <summary>
/// Makes schemas say what is on the wire where the framework cannot see it: types that a converter writes, values from a
/// short list, and that a property which is left out when it is null is never null.
/// </summary>
internal sealed class SchemaDescription : IOpenApiSchemaTransformer
{
    /// <summary>The name of a type's schema: the wire type's without the ending that all of them have.</summary>
    public static string? NameOf(JsonTypeInfo type) => type.Type == typeof(NameOrNull) || type.Type == typeof(JsonElement)
        ? null
        : OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } name && name.EndsWith("Json", StringComparison.Ordinal) ? name[..^4] : OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo is { } property)
        {
            DescribeProperty(schema, property);
        }

        // A type that is only ever a property's comes with that property.
        if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object)
        {
            schema.Description = AttributeOf<DescriptionAttribute>(context.JsonTypeInfo.Type)?.Description;
            schema.Required = context.JsonTypeInfo.Properties.Where(IsAlwaysThere).Select(p => p.Name).ToHashSet(StringComparer.Ordinal) is { Count: > 0 } names ? names : null;
        }

        return Task.CompletedTask;
    }

    private static void DescribeProperty(OpenApiSchema schema, JsonPropertyInfo property)
    {
        var isNullable = property.IsGetNullable && !IsLeftOut(property);
        if (property.PropertyType == typeof(NameOrNull))
        {
            (schema.Type, isNullable) = (JsonSchemaType.String, true);
        }
        else if (property.PropertyType == typeof(JsonElement))
        {
            // An object whose properties depend on the others of the object it stands in.
            (schema.Type, schema.AdditionalProperties) = (JsonSchemaType.Object, new OpenApiSchema());
        }
        else if ((Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == typeof(DateTimeOffset))
        {
            (schema.Type, schema.Format) = (JsonSchemaType.String, "date-time");
        }

        if (schema.Type is { } type)
        {
            // An object has a schema of its own, and the property says that it may be null instead.
            schema.Type = isNullable && !type.HasFlag(JsonSchemaType.Object) ? type | JsonSchemaType.Null : type & ~JsonSchemaType.Null;
        }

        if (!isNullable)
        {
            schema.Metadata?.Remove("x-is-nullable-property");
        }

        if (ValuesOf(property) is { } values)
        {
            schema.Enum = [.. values.Select(v => (JsonNode)JsonValue.Create(v)!), .. isNullable ? [JsonNullSentinel.JsonNull] : Array.Empty<JsonNode>()];
        }

        if (Addition.Mark(AttributeOf<DescriptionAttribute>(property)?.Description) is { } mark)
        {
            schema.Extensions = mark;
        }
    }

    /// <summary>In answers every property that is not left out when null; in requests those that must be given.</summary>
    private static bool IsAlwaysThere(JsonPropertyInfo property) => property.IsRequired || (!property.IsGetNullable && !IsLeftOut(property));

    private static bool IsLeftOut(JsonPropertyInfo property) => AttributeOf<JsonIgnoreAttribute>(property)?.Condition == JsonIgnoreCondition.WhenWritingNull;

    private static IEnumerable<string>? ValuesOf(JsonPropertyInfo property) =>
        property.DeclaringType == typeof(ErrorJson) && property.Name == "code"
            ? ErrorCode.All.Select(c => c.Name)
            : AttributeOf<AllowedValuesAttribute>(property)?.Values.OfType<string>();

    private static T? AttributeOf<T>(JsonPropertyInfo property)
        where T : Attribute => property.AttributeProvider?.GetCustomAttributes(typeof(T), inherit: false).OfType<T>().FirstOrDefault();

    private static T? AttributeOf<T>(Type type)
        where T : Attribute => type.GetCustomAttributes(typeof(T), inherit: false).OfType<T>().FirstOrDefault();
}
