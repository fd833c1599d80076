using System.Text.Json;
using System.Text.Json.Serialization;
using Postscale.Server.Records;

namespace Postscale.Server.Verification;

/// <summary>What the last check found, as it is kept beside the domain for <c>/dns</c>.</summary>
public sealed partial record StoredFinding(
    string Kind,
    Verdict Verdict,
    string? Error,
    IReadOnlyList<string> Found,
    IReadOnlyList<string> Warnings,
    string? Hint,
    IReadOnlyList<string>? Servers = null,
    bool Authenticated = false,
    int? ExtendedError = null,
    long DurationMs = 0)
{
    /// <summary>What is kept of a finding; long answers are cut.</summary>
    /// <param name="finding">The finding.</param>
    public static StoredFinding Of(Finding finding) => new(
        finding.Kind.Name,
        finding.Verdict,
        finding.Error,
        StoredFindings.Cut(finding.Found),
        finding.Warnings,
        finding.Hint,
        finding.Servers,
        finding.IsAuthenticated,
        finding.ExtendedError,
        (long)finding.Duration.TotalMilliseconds);
}

/// <summary>Writes and reads kept findings.</summary>
public static partial class StoredFindings
{
    private const int MaxTexts = 8;
    private const int MaxText = 512;

    /// <summary>The findings as JSON; long answers are cut.</summary>
    /// <param name="findings">The findings.</param>
    public static string Write(IReadOnlyList<Finding> findings) => JsonSerializer.Serialize(
        [.. findings.Select(StoredFinding.Of)],
        Context.Default.ListStoredFinding);

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
