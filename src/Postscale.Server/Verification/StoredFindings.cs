using System.Text.Json;
using System.Text.Json.Serialization;
using Postscale.Server.Records;

namespace Postscale.Server.Verification;

/// <summary>Writes and reads kept findings.</summary>
public static partial class StoredFindings
{
    private const int MaxTexts = 8;
    private const int MaxText = 512;

    /// <summary>The findings as JSON; long answers are cut.</summary>
    /// <param name="findings">The findings.</param>
    public static string Write(IReadOnlyList<Finding> findings) => Write([.. findings.Select(StoredFinding.Of)]);

    /// <summary>Kept findings as JSON.</summary>
    /// <param name="findings">The findings.</param>
    public static string Write(List<StoredFinding> findings) => JsonSerializer.Serialize(findings, Context.Default.ListStoredFinding);

    /// <summary>Reads them back, by kind; empty before the first check.</summary>
    /// <param name="json">What was kept.</param>
    public static IReadOnlyDictionary<string, StoredFinding> Read(string? json) => json is null
        ? new Dictionary<string, StoredFinding>()
        : (JsonSerializer.Deserialize(json, Context.Default.ListStoredFinding) ?? []).ToDictionary(f => f.Kind, StringComparer.Ordinal);

    /// <summary>At most eight texts of at most 512 characters each.</summary>
    /// <param name="texts">What DNS said.</param>
    public static IReadOnlyList<string> Cut(IReadOnlyList<string> texts) => [.. texts.Take(MaxTexts).Select(t => Sentence.Cut(t, MaxText))];

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
    [JsonSerializable(typeof(List<StoredFinding>))]
    private sealed partial class Context : JsonSerializerContext;
}
