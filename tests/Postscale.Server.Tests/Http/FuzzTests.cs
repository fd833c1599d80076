using System.Text;
using CsCheck;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Http;

/// <summary>Whatever is sent, the answer is one of ours: never a fault, and an error always in its form.</summary>
public sealed class FuzzTests(TestService service) : IClassFixture<TestService>
{
    private static readonly string[] s_json =
    [
        "{", "}", "[", "]", ":", ",", "\"", "\"domain\"", "\"type\"", "\"catch_all_enabled\"", "\"active\"", "\"primary_domain\"", "\"both\"", "\"alias\"", "true", "null", "1e9999",
        "\"a.example\"", "\"xn--\"", "\"\\ud800\"", "\"\\u0000.example\"", "\\", " ", "\u00e9", "\"\u0130.example\"", "\"\u200d.example\"", "\"٠.example\"", "\uFFFF", "\"..\"", "-", "0",
    ];

    private static readonly string[] s_url =
    [
        "a.example", ".", "%2E", "%00", "%FF", "%E2%80%8D", "%F0%9F%92%A9", "xn--", "-", "_", "*", "%20", "%25", "+", "%2F", "%5C", "%22", "'", "(", ";", "=", "&limit=", "&offset=", "&q=", "&sort=",
        "&type=", "&verified=", "1", "99999999999999999999", "-1", "true", "domain", "created_at", "d290f1ee-6c54-4b01-90e6-d701748f0851", "%C2%AD", "١",
    ];

    private static readonly Gen<string> s_pair = Gen.Select(Gen.Int[0, s_json.Length - 1], Gen.Int[0, s_json.Length - 1]).Select((n, v) => $"{s_json[n]}:{s_json[v]}");

    private static readonly Gen<byte[]> s_body = Gen.OneOf(
        Gen.Int[0, s_json.Length - 1].Array[0, 20].Select(p => Encoding.UTF8.GetBytes(string.Concat(p.Select(i => s_json[i])))),
        s_pair.Array[0, 4].Select(p => Encoding.UTF8.GetBytes($"{{{string.Join(',', p)}}}")),
        Gen.Byte.Array[0, 30]);

    private static readonly Gen<string> s_text = Gen.Int[0, s_url.Length - 1].Array[1, 8].Select(p => string.Concat(p.Select(i => s_url[i])));

    [Fact]
    public async Task Any_body_gets_an_answer_of_ours()
    {
        var client = await service.ClientAsync();
        await client.CreateAsync("there.example");
        await s_body.SampleAsync(
            async body =>
            {
                IsOurs(await client.SendAsync(HttpMethod.Post, "/v1/domains", ApiClient.Octets(body)));
                IsOurs(await client.SendAsync(HttpMethod.Put, "/v1/domains/there.example", ApiClient.Octets(body)));
            },
            iter: 300,
            threads: 1);
    }

    [Fact]
    public async Task Any_path_and_query_get_an_answer_of_ours()
    {
        var client = await service.ClientAsync();
        await s_text.SampleAsync(
            async text =>
            {
                IsOurs(await client.GetAsync($"/v1/domains?{text}"));

                // The server itself refuses a NUL in a path, without a body.
                var path = text.Replace("%00", "", StringComparison.Ordinal);
                IsOurs(await client.GetAsync($"/v1/domains/{path}"));
                IsOurs(await client.GetAsync($"/v1/domains/{path}/dns"));
                IsOurs(await client.PostAsync($"/v1/domains/{path}/verify"));
            },
            iter: 200,
            threads: 1);
    }

    private static void IsOurs(Answer answer)
    {
        Assert.InRange(answer.Status, 200, 499);
        if (answer.Status >= 400)
        {
            answer.IsError(answer.Status, answer.Json.Text("code"), answer.Json.TryGetProperty("field", out var field) ? field.GetString() : null);
            Assert.InRange(answer.Octets.Length, 1, 1000);
        }
    }
}
