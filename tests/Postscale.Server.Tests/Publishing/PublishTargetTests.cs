using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Publishing;

/// <summary>Where publishing cannot be led: what only the service's own network can reach.</summary>
public sealed class PublishTargetTests(TestService service) : IClassFixture<TestService>
{
    [Theory]
    [InlineData("127.0.0.1:53", null)]
    [InlineData("10.0.0.1", null)]
    [InlineData("169.254.169.254:53", null)]
    [InlineData("[::1]:53", null)]
    [InlineData("::ffff:192.168.0.1", null)]
    [InlineData("inside.example", "10.1.2.3")]
    [InlineData("inside.example:5353", "192.168.1.1")]
    public async Task A_name_server_at_an_address_that_is_not_public_is_refused(string server, string? address)
    {
        if (address is not null)
        {
            service.Zone.Remove("inside.example").Address("inside.example", "198.41.0.4").Address("inside.example", address);
        }

        var client = await service.ClientAsync();
        await client.CreateAsync("target.example");
        foreach (var apply in (string[])["false", "true"])
        {
            var answer = await client.PostAsync(
                "/v1/domains/target.example/publish", $$"""{"via":"rfc2136","apply":{{apply}},"rfc2136":{"server":"{{server}}","key_name":"k","secret":"c2VjcmV0"} }""");
            Assert.Contains("not on the public Internet", answer.IsError(400, "dns_provider_target_invalid", "rfc2136.server"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("https://127.0.0.1:8081/", "powerdns.url")]
    [InlineData("http://ns.example.com/", "powerdns.url")]
    [InlineData("https://10.0.0.1/", "powerdns.url")]
    [InlineData("https://0x7f.1/", "powerdns.url")]
    [InlineData("https://localhost/", "powerdns.url")]
    [InlineData("https://metadata.internal/", "powerdns.url")]
    [InlineData("https://hidden.example/", null)]
    public async Task An_API_at_an_address_that_is_not_public_is_refused(string url, string? field)
    {
        service.Zone.Remove("hidden.example").Address("hidden.example", "10.9.8.7");
        var client = await service.ClientAsync();
        await client.CreateAsync("api-target.example");
        var answer = await client.PostAsync("/v1/domains/api-target.example/publish", $$"""{"via":"powerdns","powerdns":{"url":"{{url}}","api_key":"k"} }""");
        answer.IsError(400, "dns_provider_target_invalid", field);
        Assert.DoesNotContain("10.9.8.7", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_does_not_exist_is_told()
    {
        var client = await service.ClientAsync();
        await client.CreateAsync("no-host.example");
        var answer = await client.PostAsync("/v1/domains/no-host.example/publish", """{"via":"rfc2136","rfc2136":{"server":"absent.example","key_name":"k","secret":"c2VjcmV0"} }""");
        Assert.Contains("does not exist", answer.IsError(502, "dns_provider_failed", "rfc2136.server"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "field_required", "via")]
    [InlineData("""{"via":"bind"}""", "field_invalid", "via")]
    [InlineData("""{"via":1}""", "field_type", "via")]
    [InlineData("""{"via":"rfc2136"}""", "field_required", "rfc2136")]
    [InlineData("""{"via":"rfc2136","rfc2136":7}""", "field_type", "rfc2136")]
    [InlineData("""{"via":"rfc2136","rfc2136":{}}""", "field_required", "rfc2136.server")]
    [InlineData("""{"via":"powerdns","rfc2136":{}}""", "field_required", "powerdns")]
    [InlineData("""{"via":"cloudflare","cloudflare":{"api_token":[]}}""", "field_type", "cloudflare.api_token")]
    [InlineData("""{"via":"cloudflare","apply":"yes","cloudflare":{"api_token":"x"}}""", "field_type", "apply")]
    [InlineData("""{"via":"cloudflare","plan":[],"cloudflare":{"api_token":"x"}}""", "field_type", "plan")]
    public async Task What_is_missing_or_wrong_in_the_body_is_named(string body, string code, string field)
    {
        var client = await service.ClientAsync();
        await client.CreateAsync("body.example");
        (await client.PostAsync("/v1/domains/body.example/publish", body)).IsError(400, code, field);
    }

    [Fact]
    public async Task A_key_that_may_only_read_publishes_nothing_and_shows_nothing()
    {
        var client = await service.ClientAsync(readOnly: true);
        (await client.PostAsync("/v1/domains/x.example/publish", "{}")).IsError(403, "api_key_read_only");
    }

    [Fact]
    public async Task Another_account_s_domain_is_not_found()
    {
        await (await service.ClientAsync()).CreateAsync("others.example");
        var client = await service.ClientAsync();
        (await client.PostAsync("/v1/domains/others.example/publish", """{"via":"cloudflare","cloudflare":{"api_token":"x"}}""")).IsError(404, "domain_not_found");
        (await client.GetAsync("/v1/domains/others.example/provider")).IsError(404, "domain_not_found");
    }
}
