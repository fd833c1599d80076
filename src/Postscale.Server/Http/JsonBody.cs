using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;

namespace Postscale.Server.Http;

/// <summary>
/// The body of a request: one JSON object, read strictly. Duplicate names, invalid UTF-8 and nesting over 16 levels are
/// refused (RFC 8259 §4, §8.1, §9 leave them to us), unknown fields are ignored, null counts as not given.
/// </summary>
internal sealed class JsonBody : IDisposable
{
    private const int MaxDepth = 16;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    private readonly JsonDocument? _document;
    private readonly JsonElement _root;
    private readonly string _path;

    private JsonBody(JsonDocument? document, JsonElement root, string path) => (_document, _root, _path) = (document, root, path);

    /// <summary>The first field of a wrong type that was met, as an error.</summary>
    public ApiError? Error { get; private set; }

    /// <summary>Reads the whole body, up to the limit, without a look at what it is.</summary>
    /// <returns>The octets, or the error.</returns>
    public static async Task<(byte[] Octets, ApiError? Error)> ReadOctetsAsync(HttpContext context, int limit)
    {
        var tooLarge = new ApiError(ErrorCode.BodyTooLarge, $"the request body is over {limit / 1024} KiB");
        if (context.Request.ContentLength > limit)
        {
            return ([], tooLarge);
        }

        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted).ConfigureAwait(false);
            if (read.Buffer.Length > limit)
            {
                reader.AdvanceTo(read.Buffer.End);
                return ([], tooLarge);
            }

            if (read.IsCompleted)
            {
                var octets = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return (octets, null);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Reads a body that must be a JSON object.</summary>
    public static async Task<(JsonBody? Body, ApiError? Error)> ReadAsync(HttpContext context, int limit)
    {
        // A body in chunks has no length either; what has no body at all hears that the body is missing.
        var hasBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;
        if (!IsJson(context.Request.ContentType) && (hasBody || context.Request.ContentType is not null))
        {
            return (null, new ApiError(ErrorCode.NotJson, "send the body as JSON in UTF-8, with 'Content-Type: application/json'"));
        }

        var (octets, error) = context.Features.Get<ReadBody>() is { } read ? (read.Octets, null) : await ReadOctetsAsync(context, limit).ConfigureAwait(false);
        if (error is not null)
        {
            return (null, error);
        }

        return TryParse(octets, out var body, out error) ? (body, null) : (null, error);
    }

    /// <summary>Parses a body.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> octets, [NotNullWhen(true)] out JsonBody? body, [NotNullWhen(false)] out ApiError? error)
    {
        body = null;
        error = null;
        // RFC 8259 §8.1: a byte order mark may be ignored.
        if (octets.Span.StartsWith("\uFEFF"u8))
        {
            octets = octets[3..];
        }

        if (!Utf8.IsValid(octets.Span))
        {
            error = new ApiError(ErrorCode.InvalidJson, "the request body is not valid UTF-8");
            return false;
        }

        try
        {
            var document = JsonDocument.Parse(octets, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                body = new JsonBody(document, document.RootElement, "");
                return true;
            }

            document.Dispose();
            error = new ApiError(ErrorCode.InvalidJson, "the request body must be a JSON object");
        }
        catch (JsonException e)
        {
            var where = e.LineNumber is { } line ? $" (line {line + 1}, byte {e.BytePositionInLine + 1})" : "";
            error = new ApiError(
                ErrorCode.InvalidJson,
                octets.Span.Trim(" \t\r\n"u8).IsEmpty
                    ? "the request body is empty; send a JSON object"
                    : $"the request body is not acceptable JSON{where}: it must be one object, at most {MaxDepth} levels deep, with no name twice in an object");
        }
#pragma warning disable CA1031 // The parser's own faults on odd input are the client's to hear of, never a 500.
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
#pragma warning restore CA1031
        {
            error = new ApiError(ErrorCode.InvalidJson, "the request body is not acceptable JSON");
        }

        return false;
    }

    /// <summary>A text field; null when it is not given, or wrong (see <see cref="Error"/>).</summary>
    public string? Text(string name)
    {
        if (!TryFind(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            try
            {
                return value.GetString();
            }
            catch (InvalidOperationException)
            {
                // Half of a surrogate pair, written as an escape.
                Error ??= new ApiError(ErrorCode.FieldInvalid, $"the '{_path}{name}' field is not valid Unicode text", _path + name);
                return null;
            }
        }

        RefuseType(name, "a string");
        return null;
    }

    /// <summary>An array of texts; null when it is not given, or wrong (see <see cref="Error"/>).</summary>
    public IReadOnlyList<string>? Texts(string name)
    {
        if (!TryFind(name, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(e => e.ValueKind != JsonValueKind.String))
        {
            RefuseType(name, "an array of strings");
            return null;
        }

        try
        {
            return [.. value.EnumerateArray().Select(e => e.GetString()!)];
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, as above.
            Error ??= new ApiError(ErrorCode.FieldInvalid, $"the '{_path}{name}' field is not valid Unicode text", _path + name);
            return null;
        }
    }

    /// <summary>A whole number; null when it is not given, or wrong (see <see cref="Error"/>).</summary>
    public long? Whole(string name)
    {
        if (!TryFind(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number))
        {
            return number;
        }

        RefuseType(name, "a whole number");
        return null;
    }

    /// <summary>A truth value; null when it is not given, or wrong (see <see cref="Error"/>).</summary>
    public bool? Truth(string name)
    {
        if (!TryFind(name, out var value))
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        RefuseType(name, "true or false");
        return null;
    }

    /// <summary>An object within this one, which needs no disposal; null when it is not given, or wrong (see <see cref="Error"/>). What is wrong in it, it says itself.</summary>
    public JsonBody? Nested(string name)
    {
        if (!TryFind(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            return new JsonBody(null, value, $"{_path}{name}.");
        }

        RefuseType(name, "an object");
        return null;
    }

    public void Dispose() => _document?.Dispose();

    internal static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase)
            || (type.MediaType is { } media && media.StartsWith("application/", StringComparison.OrdinalIgnoreCase) && media.EndsWith("+json", StringComparison.OrdinalIgnoreCase)))
        && (type.CharSet is null || string.Equals(type.CharSet.Trim('"'), "utf-8", StringComparison.OrdinalIgnoreCase));

    private bool TryFind(string name, out JsonElement value) =>
        _root.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;

    private void RefuseType(string name, string wanted) =>
        Error ??= new ApiError(ErrorCode.FieldType, $"the '{_path}{name}' field must be {wanted}", _path + name);
}

/// <summary>A body that was read before its endpoint ran.</summary>
/// <param name="Octets">The octets.</param>
internal sealed record ReadBody(byte[] Octets);
