using System.Text.Json;
using Postscale.Server.Records;

namespace Postscale.Server.Publishing;

/// <summary>A provider's answer.</summary>
/// <param name="Status">The status.</param>
/// <param name="Json">The body; null where it is no JSON.</param>
internal sealed record ProviderReply(int Status, JsonElement? Json)
{
    private const int MaxQuoted = 200;

    public bool IsGood => Status is >= 200 and < 300;

    /// <summary>A member of the body; null where it is not there.</summary>
    /// <param name="name">Its name.</param>
    public JsonElement? Member(string name) => Json is { } json ? Find(json, name) : null;

    /// <summary>A member of an object; null where it is not there.</summary>
    public static JsonElement? Find(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A member that is a text; null where it is not there or is none.</summary>
    public static string? TextOf(JsonElement json, string name)
    {
        try
        {
            return Find(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as an escape.
            return null;
        }
    }

    /// <summary>A member that is a whole number; null where it is not there or is none.</summary>
    public static int? NumberOf(JsonElement json, string name) =>
        Find(json, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;

    /// <summary>The items of a member; none where it is not there or is no array.</summary>
    public static IEnumerable<JsonElement> ItemsOf(JsonElement json, string name) =>
        Find(json, name) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];

    /// <summary>What the other side said, cut and printable, behind a colon; empty where it said nothing.</summary>
    /// <param name="text">What it said.</param>
    public static string Said(string? text) => string.IsNullOrWhiteSpace(text) ? "" : $": {Sentence.Cut(text, MaxQuoted)}";
}
