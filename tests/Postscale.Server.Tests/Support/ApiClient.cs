using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Postscale.Server.Tests.Support;

/// <summary>Sends requests under one key.</summary>
public sealed class ApiClient(HttpClient http, string? key, string account)
{
    public string Key => key ?? "";

    /// <summary>The name of the key's account.</summary>
    public string Account => account;

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<Answer> DeleteAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Delete, path, null, headers);

    /// <summary>Posts JSON; nothing at all when <paramref name="json"/> is null.</summary>
    public Task<Answer> PostAsync(string path, string? json = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, json is null ? null : Json(json), headers);

    public Task<Answer> PutAsync(string path, string json, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Put, path, Json(json), headers);

    public Task<Answer> PatchAsync(string path, string json, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Patch, path, Json(json), headers);

    /// <summary>Sends any content; it is cut into chunks when its length is unknown or <paramref name="chunked"/> says so.</summary>
    public async Task<Answer> SendAsync(
        HttpMethod method, string path, HttpContent? content, (string Name, string Value)[]? headers = null, bool chunked = false, CancellationToken? cancellationToken = null)
    {
        var token = cancellationToken ?? TestContext.Current.CancellationToken;
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.TransferEncodingChunked = chunked ? true : null;
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        }

        foreach (var (name, value) in headers ?? [])
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request, token);
        return await Answer.ReadAsync(response, token);
    }

    /// <summary>Registers a domain that must be accepted.</summary>
    public async Task<JsonElement> CreateAsync(string domain, string type = "inbound")
    {
        var answer = await PostAsync("/v1/domains", $$"""{"domain":{{Quote(domain)}},"type":"{{type}}"}""");
        Assert.Equal(201, answer.Status);
        return answer.Json;
    }

    /// <summary>Reads a domain that must be there.</summary>
    public async Task<JsonElement> ReadAsync(string id)
    {
        var answer = await GetAsync($"/v1/domains/{id}");
        Assert.Equal(200, answer.Status);
        return answer.Json;
    }

    /// <summary>Changes a domain; it must be accepted.</summary>
    public async Task<JsonElement> UpdateAsync(string id, string json)
    {
        var answer = await PutAsync($"/v1/domains/{id}", json);
        Assert.Equal(200, answer.Status);
        return answer.Json;
    }

    /// <summary>Checks a domain; the check must be made.</summary>
    public async Task<JsonElement> VerifyAsync(string id)
    {
        var answer = await PostAsync($"/v1/domains/{id}/verify");
        Assert.Equal(200, answer.Status);
        return answer.Json;
    }

    /// <summary>What a domain must publish.</summary>
    public async Task<JsonElement> RecordsAsync(string id)
    {
        var answer = await GetAsync($"/v1/domains/{id}/dns");
        Assert.Equal(200, answer.Status);
        return answer.Json;
    }

    public static StringContent Json(string json)
    {
        var content = new StringContent(json, Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    /// <summary>Octets under any content type, or none.</summary>
    public static ByteArrayContent Octets(byte[] octets, string? contentType = "application/json")
    {
        var content = new ByteArrayContent(octets);
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return content;
    }

    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
