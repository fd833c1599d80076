using System.Globalization;
using System.Text.Json.Nodes;

namespace Postscale.EndToEnd.Dns;

/// <summary>Writes zone file lines.</summary>
internal static class ZoneText
{
    private const int MaxString = 255;

    /// <summary>A text as the character strings of a TXT record.</summary>
    public static string Strings(string text) => string.Join(' ', text.Chunk(MaxString).Select(c => $"\"{new string(c)}\""));

    /// <summary>The line that publishes a record as <c>/dns</c> describes it: what a person would type in, and no more.</summary>
    public static string Line(JsonNode record)
    {
        var (name, value) = ((string)record["name"]!, (string)record["value"]!);
        return (string)record["type"]! switch
        {
            "TXT" => $"{name}. TXT {Strings(value)}",
            "MX" => string.Create(CultureInfo.InvariantCulture, $"{name}. MX {(int)record["priority"]!} {value}."),
            "CNAME" => $"{name}. CNAME {value}.",
            var type => throw new InvalidOperationException($"/dns has a record of type {type}"),
        };
    }
}
