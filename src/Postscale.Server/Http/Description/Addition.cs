using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Postscale.Server.Http.Description;

/// <summary>Marks what the service adds to the published contract: its description begins with the word, and programs find a flag.</summary>
internal static class Addition
{
    public const string Flag = "x-addition";

    private const string Word = "Addition.";

    /// <summary>The flag, if a description begins with the word; else null.</summary>
    public static Dictionary<string, IOpenApiExtension>? Mark(string? description) => description?.StartsWith(Word, StringComparison.Ordinal) == true
        ? new() { [Flag] = new JsonNodeExtension(JsonValue.Create(true)) }
        : null;
}
