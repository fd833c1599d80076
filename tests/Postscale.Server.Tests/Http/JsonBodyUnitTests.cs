using System.Text;
using CsCheck;
using Postscale.Server.Http;

namespace Postscale.Server.Tests.Http;

public sealed class JsonBodyUnitTests
{
    private static readonly string[] s_pieces =
    [
        "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "d800", "\\ud83d\\ude00", "\"domain\"", "\"type\":", "null", "true", "1", "-", "e9", " ", "\n", "//", "\u00e9", "\0", "a",
    ];

    private static readonly Gen<byte[]> s_nearJson = Gen.OneOf(
        Gen.Int[0, s_pieces.Length - 1].Array[0, 24].Select(picked => Encoding.UTF8.GetBytes(string.Concat(picked.Select(i => s_pieces[i])))),
        Gen.Int[0, s_pieces.Length - 1].Array[0, 12].Select(picked => Encoding.UTF8.GetBytes($"{{\"domain\":\"{string.Concat(picked.Select(i => s_pieces[i]))}\"}}")),
        Gen.Byte.Array[0, 40]);

    [Fact]
    public void Whatever_is_sent_there_is_an_object_or_an_error_and_never_an_exception() => s_nearJson.Sample(
        octets =>
        {
            if (!JsonBody.TryParse(octets, out var body, out var error))
            {
                Assert.Equal((400, "invalid_json"), (error.Code.Status, error.Code.Name));
                Assert.True(error.Message.All(c => c is >= ' ' and <= '~'), "what was sent is never echoed");
                return;
            }

            using (body)
            {
                _ = body.Text("domain");
                _ = body.Truth("active");
                Assert.True(body.Error is null || body.Error.Code.Status == 400);
            }
        },
        iter: 20_000);

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    [InlineData("\uFEFF")]
    public void An_empty_body_is_said_to_be_empty(string text) => Assert.Equal("the request body is empty; send a JSON object", Error(text));

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("1")]
    public void Another_value_than_an_object_is_refused(string text) => Assert.Equal("the request body must be a JSON object", Error(text));

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"a\":1,\"\\u0061\":2}")]
    [InlineData("{\"x\":{\"a\":1,\"a\":2}}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":1} {}")]
    [InlineData("{'a':1}")]
    [InlineData("{// comment\n}")]
    [InlineData("{\"a\":\"\n\"}")]
    public void What_RFC_8259_does_not_allow_or_leaves_to_us_is_refused(string text) =>
        Assert.StartsWith("the request body is not acceptable JSON", Error(text), StringComparison.Ordinal);

    [Fact]
    public void Where_it_is_wrong_is_said() =>
        Assert.Equal("the request body is not acceptable JSON (line 2, byte 5): it must be one object, at most 16 levels deep, with no name twice in an object", Error("{\n\"a\" 1}"));

    [Fact]
    public void Half_a_surrogate_pair_in_a_name_is_refused_and_in_a_value_names_the_field()
    {
        Assert.Equal("the request body is not acceptable JSON", Error("{\"\\ud800\":1}"));
        using var body = Read("{\"domain\":\"\\ud800\"}");
        Assert.Null(body.Text("domain"));
        Assert.Equal(new ApiError(ErrorCode.FieldInvalid, "the 'domain' field is not valid Unicode text", "domain"), body.Error);
    }

    [Fact]
    public void Octets_that_are_no_UTF_8_are_refused()
    {
        Assert.False(JsonBody.TryParse(new byte[] { (byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}' }, out _, out var error));
        Assert.Equal("the request body is not valid UTF-8", error.Message);
    }

    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    [InlineData(30_000, false)]
    public void Sixteen_levels_are_the_deepest(int levels, bool good)
    {
        var text = $"{{\"a\":{new string('[', levels - 1)}{new string(']', levels - 1)}}}";
        var parsed = JsonBody.TryParse(Encoding.UTF8.GetBytes(text), out var body, out _);
        body?.Dispose();
        Assert.Equal(good, parsed);
    }

    [Fact]
    public void A_mark_of_byte_order_is_passed_over()
    {
        using var body = Read("\uFEFF{\"domain\":\"a\"}");
        Assert.Equal("a", body.Text("domain"));
    }

    [Fact]
    public void What_is_not_given_and_what_is_null_are_the_same()
    {
        using var body = Read("{\"domain\":null,\"active\":null,\"other\":{}}");
        Assert.Equal((null, null, null, null), (body.Text("domain"), body.Text("type"), body.Truth("active"), body.Truth("catch_all_enabled")));
        Assert.Null(body.Error);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void A_text_field_of_another_type_names_itself(string value)
    {
        using var body = Read($"{{\"domain\":{value}}}");
        Assert.Null(body.Text("domain"));
        Assert.Equal(new ApiError(ErrorCode.FieldType, "the 'domain' field must be a string", "domain"), body.Error);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("\"true\"")]
    public void A_truth_value_of_another_type_names_itself_and_the_first_error_stays(string value)
    {
        using var body = Read($"{{\"active\":{value},\"domain\":1}}");
        Assert.Null(body.Truth("active"));
        Assert.Null(body.Text("domain"));
        Assert.Equal(new ApiError(ErrorCode.FieldType, "the 'active' field must be true or false", "active"), body.Error);
    }

    [Theory]
    [InlineData("application/json", true)]
    [InlineData("Application/JSON; charset=UTF-8", true)]
    [InlineData("application/json; charset=\"utf-8\"", true)]
    [InlineData("application/merge-patch+json", true)]
    [InlineData("application/json; charset=latin1", false)]
    [InlineData("text/json", false)]
    [InlineData("text/plain", false)]
    [InlineData("application/x-www-form-urlencoded", false)]
    [InlineData("application", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void JSON_is_told_by_its_media_type(string? contentType, bool json) => Assert.Equal(json, JsonBody.IsJson(contentType));

    private static JsonBody Read(string text)
    {
        Assert.True(JsonBody.TryParse(Encoding.UTF8.GetBytes(text), out var body, out var error), error?.Message);
        return body!;
    }

    private static string Error(string text)
    {
        Assert.False(JsonBody.TryParse(Encoding.UTF8.GetBytes(text), out _, out var error));
        return error.Message;
    }
}
