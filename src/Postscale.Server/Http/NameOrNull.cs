using System.Text.Json;
using System.Text.Json.Serialization;

namespace Postscale.Server.Http;

/// <summary>A name, or a null that is written: for a property that is left out of some answers and null in others.</summary>
/// <param name="Name">The name.</param>
[JsonConverter(typeof(NameOrNullConverter))]
internal sealed record NameOrNull(string? Name);

/// <summary>Writes the name alone.</summary>
internal sealed class NameOrNullConverter : JsonConverter<NameOrNull>
{
    public override NameOrNull Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString());

    public override void Write(Utf8JsonWriter writer, NameOrNull value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);
}
