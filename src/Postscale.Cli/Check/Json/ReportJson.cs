using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Postscale.Cli.Check.Json;

/// <summary>A report as one JSON object: every key is always there, null where there is nothing to say.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(CheckJson))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    private static ReportJson? s_wire;

    // Quotes in sentences stay readable; control characters are escaped all the same.
    private static ReportJson Wire => s_wire ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static string Write(CheckReport report) => JsonSerializer.Serialize(Json.CheckJson.Of(report), Wire.CheckJson) + "\n";
}
