using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Domains;

public sealed class CreateRefusalTests(TestService service) : IClassFixture<TestService>
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"domain":null}""")]
    [InlineData("""{"domain":""}""")]
    [InlineData("""{"domain":"   "}""")]
    [InlineData("""{"type":"both"}""")]
    public async Task A_missing_domain_is_named_in_the_documented_words(string body)
    {
        var client = await service.ClientAsync();
        Assert.Equal("the 'domain' field is required", (await client.PostAsync("/v1/domains", body)).IsError(400, "field_required", "domain"));
    }

    [Theory]
    [InlineData("""{"domain":7}""", "domain")]
    [InlineData("""{"domain":["a.example"]}""", "domain")]
    [InlineData("""{"domain":{"a":1}}""", "domain")]
    [InlineData("""{"domain":true}""", "domain")]
    [InlineData("""{"domain":"a.example","type":1}""", "type")]
    [InlineData("""{"domain":"a.example","type":["both"]}""", "type")]
    [InlineData("""{"domain":"a.example","catch_all_enabled":"true"}""", "catch_all_enabled")]
    [InlineData("""{"domain":"a.example","catch_all_enabled":1}""", "catch_all_enabled")]
    [InlineData("""{"domain":"a.example","catch_all_enabled":{}}""", "catch_all_enabled")]
    [InlineData("""{"domain":"a.example","type":"alias","primary_domain":5}""", "primary_domain")]
    public async Task A_field_of_the_wrong_json_type_is_named(string body, string field)
    {
        var client = await service.ClientAsync();
        Assert.Contains($"'{field}'", (await client.PostAsync("/v1/domains", body)).IsError(400, "field_type", field), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Inbound")]
    [InlineData(" both")]
    [InlineData("inbound,outbound")]
    [InlineData("relay")]
    public async Task An_unknown_type_is_refused_and_the_known_ones_are_listed(string type)
    {
        var client = await service.ClientAsync();
        var error = (await client.PostAsync("/v1/domains", $$"""{"domain":"a.example","type":"{{type}}"}""")).IsError(400, "field_invalid", "type");
        Assert.All((string[])["inbound", "outbound", "both", "alias"], t => Assert.Contains(t, error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("example")]
    [InlineData("com.")]
    [InlineData("a..example")]
    [InlineData(".example.com")]
    [InlineData("example.com..")]
    [InlineData("-a.example")]
    [InlineData("a-.example")]
    [InlineData("a_b.example")]
    [InlineData("_dmarc.example.com")]
    [InlineData("*.example.com")]
    [InlineData("a b.example")]
    [InlineData("192.0.2.1")]
    [InlineData("[2001:db8::1]")]
    [InlineData("example.123")]
    [InlineData("https://example.com/")]
    [InlineData("me@example.com")]
    [InlineData("example.com:25")]
    [InlineData("xn--a.example")]
    [InlineData("a\u0000.example")]
    [InlineData("<script>alert(1)</script>.example")]
    [InlineData("\u202Eexample.com")]
    public async Task What_is_no_domain_name_is_refused(string domain)
    {
        var client = await service.ClientAsync();
        var answer = await client.PostAsync("/v1/domains", $$"""{"domain":{{ApiClient.Quote(domain)}}}""");
        var error = answer.IsError(400, "domain_invalid", "domain");
        Assert.StartsWith("the 'domain' field", error, StringComparison.Ordinal);
        Assert.DoesNotContain("script", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("co.uk")]
    [InlineData("github.io")]
    [InlineData("a.localhost")]
    [InlineData("printer.local")]
    [InlineData("a.invalid")]
    [InlineData("abc.onion")]
    [InlineData("2.0.192.in-addr.arpa")]
    [InlineData("postscale.io")]
    [InlineData("MX.postscale.io")]
    [InlineData("anything.postscale.io")]
    public async Task Names_that_nobody_may_register_are_refused_with_a_reason(string domain)
    {
        var client = await service.ClientAsync();
        (await client.PostAsync("/v1/domains", $$"""{"domain":"{{domain}}"}""")).IsError(400, "domain_refused", "domain");
    }

    [Theory]
    [InlineData("a.test", "a.test")]
    [InlineData("sub.example", "sub.example")]
    [InlineData("  Example.COM.  ", "example.com")]
    [InlineData("BÜCHER.de", "xn--bcher-kva.de")]
    [InlineData("straße.de", "xn--strae-oqa.de")]
    [InlineData("例え。テスト", "xn--r8jz45g.xn--zckzah")]
    [InlineData("XN--BCHER-KVA.de", "xn--bcher-kva.de")]
    [InlineData("postscale.io.example", "postscale.io.example")]
    [InlineData("notpostscale.io", "notpostscale.io")]
    [InlineData("1.2.3.4.example", "1.2.3.4.example")]
    public async Task Names_are_stored_and_returned_as_lower_case_a_labels(string given, string stored)
    {
        var client = await service.ClientAsync();
        Assert.Equal(stored, (await client.CreateAsync(given)).Text("domain"));
    }

    [Fact]
    public async Task The_longest_name_leaves_room_for_the_longest_record_name()
    {
        var client = await service.ClientAsync();
        var label = new string('a', 63);
        var room = 253 - "postscale1._domainkey.".Length;
        var longest = $"{label}.{label}.{label}.{new string('b', room - (3 * 64) - ".example".Length)}.example";
        Assert.Equal(room, longest.Length);
        var id = (await client.CreateAsync(longest, "both")).Id();
        Assert.All((await client.RecordsAsync(id)).GetProperty("records").EnumerateArray(), r => Assert.InRange(r.Text("name").Length, 1, 253));
        Assert.Equal(200, (await client.PostAsync($"/v1/domains/{id}/verify")).Status);

        (await client.PostAsync("/v1/domains", $$"""{"domain":"c{{longest}}"}""")).IsError(400, "domain_invalid", "domain");
        (await client.PostAsync("/v1/domains", $$"""{"domain":"{{label}}a.example"}""")).IsError(400, "domain_invalid", "domain");
    }

    [Fact]
    public async Task Long_text_from_the_client_does_not_come_back()
    {
        var client = await service.ClientAsync();
        foreach (var body in (string[])[$$"""{"domain":"{{new string('x', 60_000)}}"}""", $$"""{"domain":"a.example","type":"{{new string('x', 60_000)}}"}"""])
        {
            var answer = await client.PostAsync("/v1/domains", body);
            Assert.Equal(400, answer.Status);
            Assert.InRange(answer.Octets.Length, 1, 1000);
        }
    }
}
