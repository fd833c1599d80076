using System.Text.Json;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Domains;

public sealed class VerifyTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task The_contracts_first_example_comes_out_word_for_word()
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("first.example", "both")).Id();
        await service.PublishAsync(client, id, "ownership", "Inbound", "SPF", "DKIM", "Return-Path");
        var json = await client.VerifyAsync(id);

        Assert.Equal("ownership mx spf dkim", json.Flags());
        Assert.True(json.Truth("verified"));
        Assert.Equal("Domain verified. MX, SPF, and DKIM records are valid. DMARC record not found.", json.Text("summary"));
        Assert.Equal("""["mx.postscale.io"]""", json.GetProperty("mx_records").ToString());
        Assert.Equal("v=spf1 include:_spf.postscale.io ~all", json.Text("spf_record"));
        Assert.Equal(
            """{"hostname":"ps-bounces.first.example","cname_target":"bounces.postscale.io","verified":true,"required_for":"production_outbound","delayed_bounce_tracking_enabled":true}""",
            Compact(json.GetProperty("return_path")));
        Assert.True(json.Truth("return_path_verified"));
        Assert.True(json.Truth("delayed_bounce_tracking_enabled"));
        Assert.InRange(json.Time("verified_at")!.Value, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
        Assert.All((string[])["ownership_error", "mx_error", "spf_error", "dkim_error", "return_path_error"], e => Assert.False(json.Has(e), e));
    }

    [Fact]
    public async Task The_contracts_second_example_comes_out_word_for_word()
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("second.example", "both")).Id();
        service.Zone.Txt("second.example", "v=spf1 ip4:192.0.2.7 -all");
        var json = await client.VerifyAsync(id);

        Assert.Equal("", json.Flags());
        Assert.False(json.Truth("verified"));
        Assert.Equal("Verification failed. Ownership not confirmed. MX, SPF, DKIM records missing.", json.Text("summary"));
        Assert.Equal("TXT record not found for _postscale.second.example", json.Text("ownership_error"));
        Assert.Equal("No MX records found pointing to postscale.io", json.Text("mx_error"));
        Assert.Equal("SPF record found but missing 'include:_spf.postscale.io'", json.Text("spf_error"));
        Assert.Equal("DKIM record not found for postscale1._domainkey.second.example", json.Text("dkim_error"));
        Assert.NotNull(json.Time("verified_at"));
        Assert.Equal("v=spf1 ip4:192.0.2.7 -all", json.Text("spf_record"));
        Assert.False(json.Has("mx_records"));
        Assert.False(json.GetProperty("return_path").Truth("verified"));
        Assert.False(json.Truth("return_path_verified") || json.Truth("delayed_bounce_tracking_enabled"));
    }

    [Fact]
    public async Task Documented_fields_keep_their_order()
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("order.example", "both")).Id();
        string[] start = ["verified", "ownership_verified", "mx_verified", "spf_verified", "dkim_verified", "dmarc_verified", "verified_at", "summary"];
        string[] end = ["return_path", "return_path_verified", "delayed_bounce_tracking_enabled"];
        var failed = (await client.VerifyAsync(id)).Names();
        Assert.Equal([.. start, "ownership_error", "mx_error", "spf_error", "dkim_error"], failed.Take(12));
        Assert.Equal([.. end, "checks"], failed.TakeLast(4));
        await service.PublishAsync(client, id);
        var held = (await client.VerifyAsync(id)).Names();
        Assert.Equal([.. start, "mx_records", "spf_record", .. end, "checks"], held);
    }

    [Theory]
    [InlineData("inbound", "Inbound", true)]
    [InlineData("inbound", "SPF", false)]
    [InlineData("alias", "Inbound", true)]
    [InlineData("alias", "SPF", false)]
    [InlineData("outbound", "SPF", true)]
    [InlineData("outbound", "DKIM", false)]
    [InlineData("both", "SPF", false)]
    [InlineData("both", "Inbound", false)]
    [InlineData("both", "Inbound SPF", true)]
    [InlineData("both", "Inbound DKIM DMARC Return-Path", false)]
    public async Task A_domain_is_verified_by_ownership_and_what_its_type_requires(string type, string published, bool verified)
    {
        var client = await service.ClientAsync();
        var name = $"r{Guid.NewGuid():N}.example";
        var id = (await client.CreateAsync(name, "both")).Id();
        await service.PublishAsync(client, id, published.Split(' '));
        await client.UpdateAsync(id, $$"""{"type":"{{type}}"}""");

        Assert.False((await client.VerifyAsync(id)).Truth("verified"));
        await service.PublishAsync(client, id, "ownership");
        Assert.Equal(verified, (await client.VerifyAsync(id)).Truth("verified"));
        Assert.Equal(verified, (await client.ReadAsync(id)).Truth("verified"));
        Assert.Equal(verified, (await client.RecordsAsync(id)).Truth("verified"));
    }

    [Theory]
    [InlineData("inbound", "ownership_error mx_error", "Verification failed. Ownership not confirmed. MX record missing.")]
    [InlineData("alias", "ownership_error mx_error", "Verification failed. Ownership not confirmed. MX record missing.")]
    [InlineData("outbound", "ownership_error spf_error dkim_error dmarc_error return_path_error", "Verification failed. Ownership not confirmed. SPF, DKIM records missing.")]
    [InlineData("both", "ownership_error mx_error spf_error dkim_error dmarc_error return_path_error", "Verification failed. Ownership not confirmed. MX, SPF, DKIM records missing.")]
    public async Task Errors_and_summary_speak_of_what_the_type_calls_for_only(string type, string errors, string summary)
    {
        var client = await service.ClientAsync();
        var json = await client.VerifyAsync((await client.CreateAsync($"e-{type}.example", type)).Id());
        Assert.Equal(errors.Split(' '), json.Names().Where(n => n.EndsWith("_error", StringComparison.Ordinal)));
        Assert.Equal(summary, json.Text("summary"));
        Assert.Equal(type is "outbound" or "both", json.Has("return_path"));
        Assert.Equal(type is "outbound" or "both", json.Has("return_path_verified"));
        Assert.Equal(type is "outbound" or "both", json.Has("delayed_bounce_tracking_enabled"));
    }

    [Fact]
    public async Task All_six_flags_are_truthful_for_every_type()
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("six.example", "both")).Id();
        await service.PublishAsync(client, id);
        foreach (var type in (string[])["inbound", "outbound", "alias", "both"])
        {
            await client.UpdateAsync(id, $$"""{"type":"{{type}}"}""");
            Assert.Equal("ownership mx spf dkim dmarc", (await client.VerifyAsync(id)).Flags());
            Assert.True((await client.ReadAsync(id)).Truth("return_path_verified"));
        }

        await service.UnpublishAsync(client, id);
        foreach (var type in (string[])["inbound", "outbound", "alias", "both"])
        {
            await client.UpdateAsync(id, $$"""{"type":"{{type}}"}""");
            Assert.Equal("", (await client.VerifyAsync(id)).Flags());
            Assert.False((await client.ReadAsync(id)).Truth("return_path_verified"));
        }
    }

    [Theory]
    [InlineData("both", "Domain verified. MX, SPF, DKIM, and DMARC records are valid.")]
    [InlineData("outbound", "Domain verified. SPF, DKIM, and DMARC records are valid.")]
    [InlineData("inbound", "Domain verified. MX record is valid.")]
    [InlineData("alias", "Domain verified. MX record is valid.")]
    public async Task A_full_success_is_summed_up_in_the_same_form(string type, string summary)
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync($"s-{type}.example", type)).Id();
        await service.PublishAsync(client, id);
        Assert.Equal(summary, (await client.VerifyAsync(id)).Text("summary"));
    }

    [Fact]
    public async Task Records_that_dns_has_are_shown_even_where_they_do_not_hold()
    {
        var client = await service.ClientAsync();
        service.Zone.Mx("shown.example", 20, "b.other.example").Mx("shown.example", 10, "a.other.example").Txt("shown.example", "v=spf1 -all").Txt("shown.example", "unrelated");
        var json = await client.VerifyAsync((await client.CreateAsync("shown.example", "both")).Id());
        Assert.Equal("""["a.other.example","b.other.example"]""", json.GetProperty("mx_records").ToString());
        Assert.Equal("v=spf1 -all", json.Text("spf_record"));
        Assert.Equal("No MX records found pointing to postscale.io", json.Text("mx_error"));
    }

    [Fact]
    public async Task A_body_is_not_needed_and_one_that_is_there_does_not_matter()
    {
        var client = await service.ClientAsync();
        await client.CreateAsync("body.example");
        foreach (var body in (string?[])[null, "", "{}", "nonsense"])
        {
            Assert.Equal(200, (await client.PostAsync("/v1/domains/body.example/verify", body)).Status);
        }
    }

    private static string Compact(JsonElement json) => JsonSerializer.Serialize(json);
}
