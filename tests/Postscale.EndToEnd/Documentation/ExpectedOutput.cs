using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Postscale.EndToEnd.Documentation;

/// <summary>Compares what a command said with what its document shows. <c>…</c> stands for anything: within a line, a string, or as a line or an element of its own.</summary>
internal static class ExpectedOutput
{
    private const string Anything = "…";

    /// <summary>What is otherwise than the document shows; null if nothing is.</summary>
    public static string? Difference(DocumentBlock expected, string actual)
    {
        if (expected.Language != "json")
        {
            return Regex.IsMatch(Trim(actual), $"^{Lines(expected.Text)}$", RegexOptions.None, TimeSpan.FromSeconds(5)) ? null : "the text is another";
        }

        try
        {
            return Compare(JsonNode.Parse(expected.Text), JsonNode.Parse(actual), "$");
        }
        catch (System.Text.Json.JsonException e)
        {
            return $"it is no JSON: {e.Message}";
        }
    }

    private static string Trim(string text) => string.Concat(text.TrimEnd().Split('\n').Select(l => l.TrimEnd() + "\n"));

    private static string Lines(string text) => string.Concat(text.TrimEnd().Split('\n').Select(l => l.Trim() == Anything ? "(?:.*\n)*?" : Pattern(l.TrimEnd()) + "\n"));

    private static string Pattern(string text) => string.Join(".*", text.Split(Anything).Select(Regex.Escape));

    /// <summary>Members that the document leaves out may be there: what is shown must be.</summary>
    private static string? Compare(JsonNode? expected, JsonNode? actual, string path) => (expected, actual) switch
    {
        (JsonObject e, JsonObject a) => e.Select(m => a.ContainsKey(m.Key) ? Compare(m.Value, a[m.Key], $"{path}.{m.Key}") : $"{path}.{m.Key} is not there").FirstOrDefault(d => d is not null),
        (JsonArray e, JsonArray a) => CompareArrays(e, a, path),
        (JsonValue e, _) when e.TryGetValue<string>(out var text) && text.Contains(Anything, StringComparison.Ordinal) =>
            actual is not null && Regex.IsMatch(actual.ToString(), $"^{Pattern(text)}$", RegexOptions.Singleline) ? null : $"{path} is {actual?.ToJsonString() ?? "null"}",
        _ => JsonNode.DeepEquals(expected, actual) ? null : $"{path} is {actual?.ToJsonString() ?? "null"}",
    };

    private static string? CompareArrays(JsonArray expected, JsonArray actual, string path)
    {
        var isOpen = expected.LastOrDefault() is JsonValue last && last.TryGetValue<string>(out var text) && text == Anything;
        var shown = isOpen ? expected.Count - 1 : expected.Count;
        return actual.Count < shown || (!isOpen && actual.Count > shown)
            ? $"{path} has {actual.Count} elements"
            : Enumerable.Range(0, shown).Select(i => Compare(expected[i], actual[i], $"{path}[{i}]")).FirstOrDefault(d => d is not null);
    }
}
