using System.Text.Json;
using System.Text.Json.Serialization;

namespace Postscale.Client;

/// <summary>A name is a JSON string.</summary>
/// <typeparam name="T">The set of names.</typeparam>
internal sealed class WireNameConverter<T> : JsonConverter<T>
    where T : struct, IWireName<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? T.Of(reader.GetString()!) : throw new JsonException("a text was expected");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
