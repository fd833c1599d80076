using System.Text.Json;
using System.Text.Json.Serialization;
using Postscale.Server.PlatformRecords;

namespace Postscale.Cli.PlatformVerbs;

/// <summary>The findings of <c>platform check --json</c>.</summary>
internal sealed partial record PlatformCheckJson(string Verdict, IReadOnlyList<PlatformCheckJson.Entry> Records)
{
    public static string Write(IReadOnlyList<PlatformFinding> findings) => JsonSerializer.Serialize(
        new PlatformCheckJson(
            WordOf(findings.Worst()),
            [.. findings.Select(f => new Entry(f.Record.Type, f.Record.Name.Text, f.Record.Purpose, f.Record.Expected, f.Found, WordOf(f.Verdict), f.Action, f.Notes))]),
        Context.Default.PlatformCheckJson) + "\n";

    private static string WordOf(PlatformVerdict verdict) => verdict == PlatformVerdict.Unreadable ? "unreadable" : verdict.Text();

    /// <summary>One record.</summary>
    internal sealed record Entry(
        string Type, string Name, string Purpose, string Expected, IReadOnlyList<string> Found, string Verdict, string? Action, IReadOnlyList<string> Notes);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(PlatformCheckJson))]
    private sealed partial class Context : JsonSerializerContext;
}
