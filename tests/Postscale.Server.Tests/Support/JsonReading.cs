using System.Globalization;
using System.Text.Json;

namespace Postscale.Server.Tests.Support;

/// <summary>Reads fields that must be there, of the type that is asked for.</summary>
internal static class JsonReading
{
    public static readonly string[] FlagNames = ["ownership_verified", "mx_verified", "spf_verified", "dkim_verified", "dmarc_verified"];

    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new InvalidOperationException($"'{name}' is null");

    public static bool Truth(this JsonElement json, string name) => json.GetProperty(name).GetBoolean();

    public static string Id(this JsonElement domain) => domain.Text("id");

    public static bool Has(this JsonElement json, string name) => json.TryGetProperty(name, out _);

    public static JsonValueKind Kind(this JsonElement json, string name) => json.GetProperty(name).ValueKind;

    public static string[] Names(this JsonElement json) => [.. json.EnumerateObject().Select(p => p.Name)];

    /// <summary>The names of the five flags that are true, without their ending.</summary>
    public static string Flags(this JsonElement json) => string.Join(' ', FlagNames.Where(f => json.Truth(f)).Select(f => f[..^"_verified".Length]));

    /// <summary>A time in the one form that is documented; null if it is null.</summary>
    public static DateTimeOffset? Time(this JsonElement json, string name) => json.GetProperty(name).GetString() is { } text
        ? DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
        : null;
}
