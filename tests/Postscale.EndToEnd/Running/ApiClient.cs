using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Postscale.EndToEnd.Running;

/// <summary>What any HTTP client does: sends JSON with a key, and reads the answer.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient _http;

    public ApiClient(Uri address, string? key)
    {
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        if (key is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    public Task<ApiReply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<ApiReply> PostAsync(string path, JsonObject? body = null, string? idempotencyKey = null) =>
        SendAsync(HttpMethod.Post, path, body, idempotencyKey);

    public Task<ApiReply> PutAsync(string path, JsonObject body) => SendAsync(HttpMethod.Put, path, body);

    public Task<ApiReply> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    /// <summary>Registers a domain.</summary>
    /// <returns>The domain, as the 201 has it.</returns>
    public async Task<JsonObject> CreateAsync(string name, string type = "both") =>
        (await PostAsync("/v1/domains", new JsonObject { ["domain"] = name, ["type"] = type })).Expect(201);

    public async Task<ApiReply> SendAsync(HttpMethod method, string path, JsonObject? body = null, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        using var response = await _http.SendAsync(request);
        var headers = response.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new ApiReply((int)response.StatusCode, headers, await response.Content.ReadAsStringAsync());
    }

    public void Dispose() => _http.Dispose();
}
