using System.Text.Json;
using System.Text.Json.Serialization;

namespace Postscale.Server.Auditing;

/// <summary>The fields that a change changed. Never secrets: who calls names what may be shown.</summary>
public static partial class AuditChanges
{
    /// <summary>Nothing changed but that the thing was done.</summary>
    public static readonly IReadOnlyDictionary<string, AuditChange> None = new Dictionary<string, AuditChange>();

    /// <summary>Those of some fields that differ.</summary>
    /// <param name="fields">Each with what it was and is.</param>
    public static IReadOnlyDictionary<string, AuditChange> Between(params ReadOnlySpan<(string Name, string? Before, string? After)> fields)
    {
        var changes = new Dictionary<string, AuditChange>(StringComparer.Ordinal);
        foreach (var (name, before, after) in fields)
        {
            if (before != after)
            {
                changes.Add(name, new AuditChange(before, after));
            }
        }

        return changes;
    }

    /// <summary>A time as it is written in an entry.</summary>
    /// <param name="time">The time.</param>
    public static string? Text(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A truth value as it is written in an entry.</summary>
    /// <param name="value">The value.</param>
    public static string Text(bool value) => value ? "true" : "false";

    internal static string Write(IReadOnlyDictionary<string, AuditChange> changes) => JsonSerializer.Serialize(changes, ChangesJson.Default.IReadOnlyDictionaryStringAuditChange);

    internal static IReadOnlyDictionary<string, AuditChange> Read(string json) => JsonSerializer.Deserialize(json, ChangesJson.Default.IReadOnlyDictionaryStringAuditChange) ?? None;

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(IReadOnlyDictionary<string, AuditChange>))]
    private sealed partial class ChangesJson : JsonSerializerContext;
}
