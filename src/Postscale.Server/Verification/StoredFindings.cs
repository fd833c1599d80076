using System.Text.Json;
using System.Text.Json.Serialization;
using Postscale.MailDns.Resolution;
using Postscale.Server.Records;

namespace Postscale.Server.Verification;

/// <summary>Writes and reads kept findings.</summary>
public static partial class StoredFindings
{
    private const int MaxTexts = 8;
    private const int MaxText = 512;

    /// <summary>The findings as JSON; long answers are cut.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="known">What the check before found, by kind.</param>
    public static string Write(IReadOnlyList<Finding> findings, IReadOnlyDictionary<string, StoredFinding>? known = null) =>
        Write([.. findings.Select(f => StoredFinding.Of(f, known?.GetValueOrDefault(f.Kind.Name)))]);

    /// <summary>Kept findings as JSON.</summary>
    /// <param name="findings">The findings.</param>
    public static string Write(List<StoredFinding> findings) => JsonSerializer.Serialize(findings, Context.Default.ListStoredFinding);

    /// <summary>Reads them back, by kind; empty before the first check.</summary>
    /// <param name="json">What was kept.</param>
    public static IReadOnlyDictionary<string, StoredFinding> Read(string? json) => json is null
        ? new Dictionary<string, StoredFinding>()
        : (JsonSerializer.Deserialize(json, Context.Default.ListStoredFinding) ?? []).ToDictionary(f => f.Kind, StringComparer.Ordinal);

    /// <summary>Findings as they were kept, one for each kind; where none was, the record counts as one that could not be read.</summary>
    /// <param name="known">What was kept, by kind.</param>
    /// <param name="domain">The domain.</param>
    public static IReadOnlyList<Finding> Restore(IReadOnlyDictionary<string, StoredFinding> known, DnsName domain)
    {
        ArgumentNullException.ThrowIfNull(known);
        return [.. RecordKinds.All.Select(k => known.GetValueOrDefault(k.Name)?.Restore(k) ?? Finding.Unreadable(k, domain, "another check of it came in between"))];
    }

    /// <summary>At most eight texts of at most 512 characters each.</summary>
    /// <param name="texts">What DNS said.</param>
    public static IReadOnlyList<string> Cut(IReadOnlyList<string> texts) => [.. texts.Take(MaxTexts).Select(t => Sentence.Cut(t, MaxText))];

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
    [JsonSerializable(typeof(List<StoredFinding>))]
    private sealed partial class Context : JsonSerializerContext;
}
