using System.Text.Json;

namespace Postscale.Server.Tests.Support;

/// <summary>An answer of the service, read to its end.</summary>
public sealed record Answer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Octets)
{
    private JsonElement? _json;

    public string Text => System.Text.Encoding.UTF8.GetString(Octets);

    /// <summary>The body, which must be JSON and say so.</summary>
    public JsonElement Json
    {
        get
        {
            Assert.Equal("application/json; charset=utf-8", Header("Content-Type"));
            return _json ??= JsonElement.Parse(Octets);
        }
    }

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public static async Task<Answer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer((int)response.StatusCode, headers, await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    /// <summary>Checks that this is an error of the documented form, and gives its sentence.</summary>
    public string IsError(int status, string code, string? field = null)
    {
        Assert.Equal((status, code, field), (Status, Json.Text("code"), Json.TryGetProperty("field", out var given) ? given.GetString() : null));
        string[] names = field is null ? ["error", "code", "request_id"] : ["error", "code", "field", "request_id"];
        Assert.Equal(names, Json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(Header("X-Request-ID"), Json.Text("request_id"));
        Assert.NotEmpty(Json.Text("error"));
        return Json.Text("error");
    }
}
