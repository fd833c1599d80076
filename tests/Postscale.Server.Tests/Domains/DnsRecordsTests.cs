using System.Text.Json;
using System.Text.RegularExpressions;
using Postscale.Server.Options;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Domains;

public sealed partial class DnsRecordsTests(TestService service) : IClassFixture<TestService>
{
    private const string OfBoth =
        """
        [
          {"type":"TXT","name":"_postscale.<name>","value":"postscale-verification=<token>","status":"pending","purpose":"Domain ownership verification"},
          {"type":"MX","name":"<name>","value":"mx.postscale.io","priority":10,"status":"pending","purpose":"Inbound mail routing"},
          {"type":"TXT","name":"<name>","value":"v=spf1 include:_spf.postscale.io ~all","status":"pending","purpose":"SPF authentication"},
          {"type":"CNAME","name":"postscale1._domainkey.<name>","value":"postscale1.dkim.postscale.io","status":"pending","purpose":"DKIM email signing"},
          {"type":"TXT","name":"_dmarc.<name>","value":"v=DMARC1; p=quarantine; rua=mailto:dmarc@postscale.io","status":"recommended","purpose":"DMARC policy"},
          {"type":"CNAME","name":"ps-bounces.<name>","value":"bounces.postscale.io","status":"pending","purpose":"Return-Path CNAME for delayed bounce tracking"}
        ]
        """;

    [Fact]
    public async Task The_contracts_example_comes_out_field_by_field()
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("issued.example", "both")).Id();
        var json = await client.RecordsAsync(id);
        Assert.Equal(
            [
                "domain", "verified", "ownership_verified", "mx_verified", "spf_verified", "dkim_verified", "dmarc_verified", "records",
                "return_path", "return_path_verified", "delayed_bounce_tracking_enabled",
            ],
            json.Names());
        Assert.Equal("issued.example", json.Text("domain"));
        Assert.False(json.Truth("verified") || json.Truth("return_path_verified") || json.Truth("delayed_bounce_tracking_enabled"));
        Assert.Equal("", json.Flags());

        var token = Token().Match(json.GetProperty("records")[0].Text("value")).Groups[1].Value;
        using var expected = JsonDocument.Parse(OfBoth.Replace("<name>", "issued.example", StringComparison.Ordinal).Replace("<token>", token, StringComparison.Ordinal));
        Assert.Equal(Lines(expected.RootElement), Lines(json.GetProperty("records")));
        Assert.Equal(
            """{"hostname":"ps-bounces.issued.example","cname_target":"bounces.postscale.io","verified":false,"required_for":"production_outbound","delayed_bounce_tracking_enabled":false}""",
            JsonSerializer.Serialize(json.GetProperty("return_path")));
    }

    [Theory]
    [InlineData("has-spf", "both", "v=spf1 mx -all", "publish this as the one SPF record: v=spf1 mx include:_spf.postscale.io -all")]
    [InlineData("sends-spf", "outbound", "v=spf1 a:mail.other.example ~all", "publish this as the one SPF record: v=spf1 a:mail.other.example include:_spf.postscale.io ~all")]
    [InlineData("right-spf", "both", "v=spf1 include:_spf.postscale.io ~all", null)]
    [InlineData("other-text", "both", "hello", null)]
    public async Task A_domain_that_publishes_SPF_is_told_the_merged_record_before_any_check(string label, string type, string text, string? hint)
    {
        service.Zone.Txt($"{label}.example", text).Mx($"{label}.example", 10, "mail.other.example").Address("mail.other.example", "192.0.2.9");
        var client = await service.ClientAsync();
        var json = await client.RecordsAsync((await client.CreateAsync($"{label}.example", type)).Id());
        var spf = json.GetProperty("records").EnumerateArray().Single(r => r.Text("purpose") == "SPF authentication");
        Assert.Equal(hint, spf.Has("hint") ? spf.Text("hint") : null);
        Assert.False(spf.Has("error") || spf.Has("found"));
        Assert.Equal("v=spf1 include:_spf.postscale.io ~all", spf.Text("value"));
    }

    [Fact]
    public async Task What_to_publish_is_said_all_the_same_when_DNS_cannot_be_read()
    {
        service.Zone.Fail("unread-spf.example");
        var client = await service.ClientAsync();
        var json = await client.RecordsAsync((await client.CreateAsync("unread-spf.example", "both")).Id());
        Assert.All(json.GetProperty("records").EnumerateArray(), r => Assert.False(r.Has("hint")));
    }

    [Theory]
    [InlineData("inbound", "TXT MX")]
    [InlineData("alias", "TXT MX")]
    [InlineData("outbound", "TXT TXT CNAME TXT CNAME")]
    [InlineData("both", "TXT MX TXT CNAME TXT CNAME")]
    public async Task Each_type_is_issued_what_it_calls_for(string type, string kinds)
    {
        var client = await service.ClientAsync();
        var json = await client.RecordsAsync((await client.CreateAsync($"kinds-{type}.example", type)).Id());
        Assert.Equal(kinds.Split(' '), json.GetProperty("records").EnumerateArray().Select(r => r.Text("type")));
        foreach (var field in (string[])["return_path", "return_path_verified", "delayed_bounce_tracking_enabled"])
        {
            Assert.Equal(type is "outbound" or "both", json.Has(field));
        }
    }

    [Fact]
    public async Task The_token_stays_the_same_for_the_life_of_a_domain()
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("token.example")).Id();
        var token = (await client.RecordsAsync(id)).GetProperty("records")[0].Text("value");
        Assert.Matches(Token(), token);
        await client.VerifyAsync(id);
        await client.UpdateAsync(id, """{"type":"both","active":false}""");
        Assert.Equal(token, (await client.RecordsAsync("token.example")).GetProperty("records")[0].Text("value"));
    }

    [Fact]
    public async Task Each_record_turns_verified_by_itself_and_back()
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("status.example", "both")).Id();
        foreach (var (purpose, place) in ((string, int)[])[("ownership", 0), ("Inbound", 1), ("SPF", 2), ("DKIM", 3), ("DMARC", 4), ("Return-Path", 5)])
        {
            await service.PublishAsync(client, id, purpose);
            await client.VerifyAsync(id);
            var statuses = await StatusesAsync();
            Assert.All(statuses.Take(place + 1), s => Assert.Equal("verified", s));
            Assert.All(statuses.Skip(place + 1), s => Assert.NotEqual("verified", s));
        }

        var json = await client.RecordsAsync(id);
        Assert.True(json.Truth("verified") && json.Truth("return_path_verified") && json.Truth("delayed_bounce_tracking_enabled"));
        Assert.True(json.GetProperty("return_path").Truth("verified") && json.GetProperty("return_path").Truth("delayed_bounce_tracking_enabled"));

        await service.UnpublishAsync(client, id);
        Assert.All(await StatusesAsync(), s => Assert.Equal("verified", s));
        await client.VerifyAsync(id);
        Assert.Equal(["pending", "pending", "pending", "pending", "recommended", "pending"], await StatusesAsync());

        async Task<string[]> StatusesAsync() => [.. (await client.RecordsAsync(id)).GetProperty("records").EnumerateArray().Select(r => r.Text("status"))];
    }

    [Fact]
    public async Task After_a_check_a_record_says_what_is_wrong_and_what_was_found()
    {
        var client = await service.ClientAsync();
        var id = (await client.CreateAsync("wrong.example", "both")).Id();
        Assert.All((await client.RecordsAsync(id)).GetProperty("records").EnumerateArray(), r => Assert.False(r.Has("error") || r.Has("found") || r.Has("hint")));
        service.Zone.Txt("wrong.example", "v=spf1 -all");

        var verified = await client.VerifyAsync(id);
        var records = (await client.RecordsAsync(id)).GetProperty("records");
        Assert.Equal(verified.Text("ownership_error"), records[0].Text("error"));
        Assert.Equal(verified.Text("mx_error"), records[1].Text("error"));
        Assert.Equal(verified.Text("spf_error"), records[2].Text("error"));
        Assert.Equal(verified.Text("dkim_error"), records[3].Text("error"));
        Assert.Equal("""["v=spf1 -all"]""", records[2].GetProperty("found").ToString());
        Assert.Contains("include:_spf.postscale.io", records[2].Text("hint"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_platforms_names_stand_in_every_place()
    {
        Assert.True(Platform.TryCreate(
            new Dictionary<string, string>
            {
                ["domain"] = "mail.test",
                ["mx"] = "in.mail.test",
                ["mx-priority"] = "5",
                ["selector"] = "k1",
                ["ownership-label"] = "_own",
                ["token-prefix"] = "own:",
                ["bounce-label"] = "b",
            },
            out var platform,
            out _));
        await using var other = await TestService.StartAsync(new PostscaleOptions { Platform = platform! });
        var client = await other.ClientAsync();
        var id = (await client.CreateAsync("postscale.io", "both")).Id();
        var records = (await client.RecordsAsync(id)).GetProperty("records").EnumerateArray().Select(r => $"{r.Text("name")} {r.Text("value")}").ToArray();
        Assert.Matches("^_own.postscale.io own:[0-9a-f]{32}$", records[0]);
        Assert.Equal(
            [
                "postscale.io in.mail.test", "postscale.io v=spf1 include:_spf.mail.test ~all", "k1._domainkey.postscale.io k1.dkim.mail.test",
                "_dmarc.postscale.io v=DMARC1; p=quarantine; rua=mailto:dmarc@mail.test", "b.postscale.io bounces.mail.test",
            ],
            records[1..]);

        var json = await client.VerifyAsync(id);
        Assert.Equal("TXT record not found for _own.postscale.io", json.Text("ownership_error"));
        Assert.Equal("No MX records found pointing to mail.test", json.Text("mx_error"));
        Assert.Equal("DKIM record not found for k1._domainkey.postscale.io", json.Text("dkim_error"));
        (await client.PostAsync("/v1/domains", """{"domain":"sub.mail.test"}""")).IsError(400, "domain_refused", "domain");
    }

    private static string[] Lines(JsonElement records) => [.. records.EnumerateArray().Select(r => JsonSerializer.Serialize(r))];

    [GeneratedRegex("^postscale-verification=([0-9a-f]{32,})$")]
    private static partial Regex Token();
}
