using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Postscale.Server.Tests.Http.Description;

/// <summary>
/// Checks a value against a schema of the document, as far as the document goes: references, types, required and known
/// properties, items, lists of values, the formats of ids and times. A property that the schema does not name is a fault.
/// </summary>
internal static class SchemaCheck
{
    private static readonly HashSet<string> Known =
    [
        "$ref", "type", "properties", "required", "items", "enum", "format", "description", "additionalProperties", "anyOf", "oneOf", "minimum", "maximum", "maxLength", "pattern", "default", "x-addition",
    ];

    public static IReadOnlyList<string> Faults(JsonObject document, JsonNode schema, JsonNode? value)
    {
        List<string> faults = [];
        Check(document, schema.AsObject(), value, "$", faults);
        return faults;
    }

    /// <summary>What a reference within the document leads to.</summary>
    public static JsonNode? Follow(JsonObject document, string reference) =>
        reference.StartsWith("#/", StringComparison.Ordinal)
            ? reference[2..].Split('/').Aggregate((JsonNode?)document, (node, step) => node?[step])
            : null;

    private static void Check(JsonObject document, JsonObject schema, JsonNode? value, string at, List<string> faults)
    {
        if (schema.Count == 0)
        {
            // The empty schema takes anything.
            return;
        }

        faults.AddRange(schema.Where(k => !Known.Contains(k.Key)).Select(k => $"{at}: the schema uses '{k.Key}', which this check does not know"));
        if (schema["$ref"] is { } reference)
        {
            Check(document, Follow(document, (string)reference!)!.AsObject(), value, at, faults);
            return;
        }

        if (schema["oneOf"] is JsonArray one)
        {
            var fitting = one.Count(c => Faults(document, c!, value).Count == 0);
            if (fitting != 1)
            {
                faults.Add($"{at}: fits {fitting} of the schemas instead of one: {string.Join("; ", Faults(document, one[^1]!, value))}");
            }

            return;
        }

        if (schema["anyOf"] is JsonArray choices && choices.All(c => Faults(document, c!, value).Count > 0))
        {
            faults.Add($"{at}: fits none of the schemas");
        }

        var type = TypeOf(value);
        if (schema["type"] is { } wanted && !Types(wanted).Any(t => t == type || (t == "number" && type == "integer")))
        {
            faults.Add($"{at}: is {type}, not {wanted.ToJsonString()}");
            return;
        }

        if (schema["enum"] is JsonArray values && !values.Any(v => JsonNode.DeepEquals(v, value)))
        {
            faults.Add($"{at}: {value?.ToJsonString()} is not among {values.ToJsonString()}");
        }

        switch (value)
        {
            case JsonObject members:
                CheckMembers(document, schema, members, at, faults);
                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    Check(document, schema["items"]!.AsObject(), items[i], $"{at}[{i}]", faults);
                }

                break;
            case not null when type == "string" && !HasFormat((string?)schema["format"], (string)value!):
                faults.Add($"{at}: {value.ToJsonString()} is no {schema["format"]}");
                break;
        }
    }

    private static void CheckMembers(JsonObject document, JsonObject schema, JsonObject members, string at, List<string> faults)
    {
        faults.AddRange((schema["required"]?.AsArray() ?? []).Where(r => !members.ContainsKey((string)r!)).Select(r => $"{at}: lacks '{r}'"));
        foreach (var (name, member) in members)
        {
            if ((schema["properties"]?[name] ?? schema["additionalProperties"]) is JsonObject inner)
            {
                Check(document, inner, member, $"{at}.{name}", faults);
            }
            else
            {
                faults.Add($"{at}: '{name}' is not described");
            }
        }
    }

    private static IEnumerable<string> Types(JsonNode type) => type is JsonArray several ? several.Select(t => (string)t!) : [(string)type!];

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.ToJsonString().All(c => char.IsAsciiDigit(c) || c == '-') ? "integer" : "number",
        JsonValueKind.String => "string",
        JsonValueKind.Array => "array",
        _ => "object",
    };

    private static bool HasFormat(string? format, string text) => format switch
    {
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "date-time" => DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
        "idn-hostname" => text.Contains('.'),
        _ => true,
    };
}
