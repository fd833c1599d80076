using System.Text;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Http;

public sealed class BodyTests(TestService service) : IClassFixture<TestService>
{
    public static TheoryData<string> NotAcceptable =>
    [
        "", " ", "\n", "null", "true", "7", "\"text\"", "[]", """[{"domain":"a.example"}]""", "{", "}", "{]", "{'domain':'a.example'}", "{domain:1}",
        """{"domain":"a.example",}""", """{"domain":"a.example"} x""", """{"domain":"a.example"}{}""", """{"domain":"a.example" /* no */}""", "// no\n{}",
        """{"domain":"a.example","domain":"b.example"}""", """{"domain":"a.example","dom\u0061in":"a.example"}""", """{"x":1,"x":2,"domain":"a.example"}""",
        """{"domain":"a.example","x":{"y":1,"y":1}}""", """{"domain":"a.example","x":[{"y":1,"y":1}]}""", """{"domain":"a.example","x":NaN}""",
        """{"domain":"a.example","x":01}""", """{"domain":"a.example","x":"\x41"}""", "{\"domain\":\"a.example\",\"x\":\"\t\"}", "{\"domain\":\"a.example\u0000\"}",
        """{"domain":"a.example","x":"\ud800""", "\uFEFF\uFEFF{\"domain\":\"a.example\"}", "domain=a.example", "<domain>a.example</domain>",
    ];

    [Theory]
    [MemberData(nameof(NotAcceptable))]
    public async Task A_body_that_is_not_one_strict_json_object_is_refused_by_create_and_update(string body)
    {
        var client = await service.ClientAsync();
        await client.CreateAsync("there.example");
        (await client.PostAsync("/v1/domains", body)).IsError(400, "invalid_json");
        (await client.PutAsync("/v1/domains/there.example", body)).IsError(400, "invalid_json");
        Assert.Single((await client.GetAsync("/v1/domains")).Json.GetProperty("domains").EnumerateArray());
    }

    [Fact]
    public async Task Invalid_utf8_is_refused_wherever_it_stands()
    {
        var client = await service.ClientAsync();
        byte[][] bodies =
        [
            [.. "{\"domain\":\"a"u8, 0xFF, .. ".example\"}"u8],
            [.. "{\"domain\":\"a.example\",\"x\":\""u8, 0xC3, .. "\"}"u8],
            [.. "{\"domain\":\"a.example\",\"x\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8],
            [.. "{\"domain\":\"a.example\",\""u8, 0xC0, 0xAF, .. "\":1}"u8],
            [.. "{\"domain\":\"a.example\"}"u8, 0x80],
            Encoding.Unicode.GetBytes("""{"domain":"a.example"}"""),
            [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("""{"domain":"a.example"}""")],
            Encoding.Latin1.GetBytes("""{"domain":"bücher.example"}"""),
        ];
        foreach (var body in bodies)
        {
            (await client.SendAsync(HttpMethod.Post, "/v1/domains", ApiClient.Octets(body))).IsError(400, "invalid_json");
        }
    }

    [Fact]
    public async Task A_byte_order_mark_before_the_object_does_not_matter()
    {
        var client = await service.ClientAsync();
        byte[] body = [0xEF, 0xBB, 0xBF, .. """{"domain":"bom.example"}"""u8];
        Assert.Equal(201, (await client.SendAsync(HttpMethod.Post, "/v1/domains", ApiClient.Octets(body))).Status);
    }

    [Theory]
    [InlineData(16, 201)]
    [InlineData(17, 400)]
    [InlineData(1000, 400)]
    [InlineData(30_000, 400)]
    public async Task Nesting_is_allowed_to_sixteen_levels(int levels, int status)
    {
        var client = await service.ClientAsync();
        foreach (var (open, close) in ((string, string)[])[("[", "]"), ("{\"x\":", "}")])
        {
            var innermost = open == "[" ? "" : "1";
            if (open != "[" && levels == 30_000)
            {
                continue;
            }

            // The object itself is the first level.
            var nested = open == "["
                ? string.Concat(Enumerable.Repeat("[", levels - 1)) + string.Concat(Enumerable.Repeat("]", levels - 1))
                : string.Concat(Enumerable.Repeat(open, levels - 1)) + innermost + string.Concat(Enumerable.Repeat(close, levels - 1));
            var answer = await client.PostAsync("/v1/domains", $$"""{"domain":"n{{open.Length}}.example","x":{{nested}}}""");
            Assert.Equal(status, answer.Status);
            if (status == 400)
            {
                answer.IsError(400, "invalid_json");
            }
        }
    }

    [Theory]
    [InlineData("""{"domain":"\ud800.example"}""")]
    [InlineData("""{"domain":"a\udc00.example"}""")]
    [InlineData("""{"domain":"\udc00\ud800.example"}""")]
    public async Task Half_a_surrogate_pair_is_an_error_of_its_field(string body)
    {
        var client = await service.ClientAsync();
        (await client.PostAsync("/v1/domains", body)).IsError(400, "field_invalid", "domain");
    }

    [Theory]
    [InlineData("""{"domain":"DOMAIN","x":"\ud800"}""")]
    [InlineData("""{"domain":"DOMAIN","\ud800":1}""")]
    [InlineData("""{"domain":"DOMAIN","\ud800":1,"\udc00":1}""")]
    [InlineData("""{"domain":"DOMAIN","x":[{"\ud800\ud800":"\udfff"}]}""")]
    public async Task Half_a_surrogate_pair_among_what_is_ignored_is_never_a_fault_of_ours(string body)
    {
        var client = await service.ClientAsync();
        Assert.Contains((await client.PostAsync("/v1/domains", body.Replace("DOMAIN", "half.example", StringComparison.Ordinal))).Status, (int[])[201, 400]);
    }

    [Fact]
    public async Task Escapes_and_white_space_are_read_as_json_reads_them()
    {
        var client = await service.ClientAsync();
        var json = (await client.PostAsync("/v1/domains", " \r\n\t{ \"dom\\u0061in\" : \"b\\u00fccher.ex\\u0061mple\" , \"catch_all\\u005fenabled\":true }\n ")).Json;
        Assert.Equal("xn--bcher-kva.example", json.Text("domain"));
        Assert.True(json.Truth("catch_all_enabled"));
    }

    [Fact]
    public async Task An_absurd_number_is_just_a_field_of_the_wrong_type()
    {
        var client = await service.ClientAsync();
        (await client.PostAsync("/v1/domains", $$"""{"domain":1{{new string('0', 5000)}}}""")).IsError(400, "field_type", "domain");
        Assert.Equal(201, (await client.PostAsync("/v1/domains", $$"""{"domain":"n.example","x":-1.5e+99999}""")).Status);
    }
}
