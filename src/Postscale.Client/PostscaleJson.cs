using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Postscale.Client;

/// <summary>The API's own JSON: what the client reads, written as the service writes it.</summary>
public static class PostscaleJson
{
    /// <summary>Options that know every type of the API, without reflection: snake_case names, times as RFC 3339 in UTC with whole seconds.</summary>
    public static JsonSerializerOptions Options => Wire.Default.Options;

    /// <summary>How a type of the API is read and written.</summary>
    /// <typeparam name="T">The type, such as <see cref="Domain"/>.</typeparam>
    /// <exception cref="NotSupportedException">It is none of the API's.</exception>
    public static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
}
