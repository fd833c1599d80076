using Postscale.EndToEnd.Dns;

namespace Postscale.EndToEnd.Verification;

/// <summary>The types that do not need all six records. All are looked up all the same, and every flag is truthful.</summary>
public sealed class OtherTypesTests(DnsWorld world)
{
    [Theory]
    [InlineData("inbound")]
    [InlineData("alias")]
    public async Task A_domain_that_only_receives_needs_ownership_and_mx(string type)
    {
        await using var stage = await Stage.SetAsync(world, type, type);
        var name = stage.Domain.Name;
        Assert.Equal(["ownership", "mx"], stage.Issued.Keys);
        var noToken = new KeyValuePair<string, string>("ownership_error", $"TXT record not found for _postscale.{name}");
        var noMx = new KeyValuePair<string, string>("mx_error", $"No MX records found pointing to {stage.Platform.Domain}");

        await stage.Domain.VerifyAsync(new("Verification failed. Ownership not confirmed. MX record missing.", "") { Errors = new([noToken, noMx]) });
        await stage.PublishAsync("mx");
        await stage.Domain.VerifyAsync(new("Verification failed. Ownership not confirmed.", "mx") { Errors = new([noToken]), MxRecords = [stage.Platform.Mx] });
        await stage.PublishAsync("ownership");
        await stage.Domain.VerifyAsync(new("Domain verified. MX record is valid.", "ownership mx") { MxRecords = [stage.Platform.Mx] });

        // Records it was never asked for: their flags tell what stands in DNS, and no sentence speaks of them.
        await stage.PublishAsync("dmarc", $"_dmarc.{name}. TXT \"v=DMARC1; p=reject; rua=mailto:r@{name}\"");
        await stage.PublishAsync("spf", $"{name}. TXT \"v=spf1 -all\"");
        await stage.Domain.VerifyAsync(new("Domain verified. MX record is valid.", "ownership mx dmarc") { MxRecords = [stage.Platform.Mx], SpfRecord = "v=spf1 -all" });

        await stage.RemoveAsync("mx");
        await stage.Domain.VerifyAsync(new("Verification failed. MX record missing.", "ownership dmarc") { Errors = new([noMx]), SpfRecord = "v=spf1 -all" });
    }

    [Fact]
    public async Task A_domain_that_only_sends_needs_ownership_and_spf()
    {
        await using var stage = await Stage.SetAsync(world, "outbound", "outbound");
        var name = stage.Domain.Name;
        var spf = $"v=spf1 include:{stage.Platform.Spf} ~all";
        Assert.Equal(["ownership", "spf", "dkim", "dmarc", "return_path"], stage.Issued.Keys);
        Dictionary<string, string> errors = new()
        {
            ["ownership_error"] = $"TXT record not found for _postscale.{name}",
            ["spf_error"] = $"SPF record not found for {name}",
            ["dkim_error"] = $"DKIM record not found for postscale1._domainkey.{name}",
            ["dmarc_error"] = $"DMARC record not found for _dmarc.{name}",
            ["return_path_error"] = $"CNAME record not found for ps-bounces.{name}",
        };

        await stage.Domain.VerifyAsync(new("Verification failed. Ownership not confirmed. SPF, DKIM records missing.", "") { Errors = new(errors) });
        await VerifyAfterAsync("spf", "Verification failed. Ownership not confirmed. DKIM record missing.", "spf");
        await VerifyAfterAsync("ownership", "Domain verified. SPF record is valid. DKIM and DMARC records not found.", "ownership spf");
        await VerifyAfterAsync("dkim", "Domain verified. SPF and DKIM records are valid. DMARC record not found.", "ownership spf dkim");
        await VerifyAfterAsync("dmarc", "Domain verified. SPF, DKIM, and DMARC records are valid.", "ownership spf dkim dmarc");
        await VerifyAfterAsync("return_path", "Domain verified. SPF, DKIM, and DMARC records are valid.", "ownership spf dkim dmarc return_path");

        // Its mail is received elsewhere, and that is as it should be.
        await stage.PublishAsync("mx", $"{name}. MX 10 mail.other.example.");
        await stage.Domain.VerifyAsync(new("Domain verified. SPF, DKIM, and DMARC records are valid.", "ownership spf dkim dmarc return_path")
        {
            SpfRecord = spf,
            MxRecords = ["mail.other.example"],
        });

        async Task VerifyAfterAsync(string record, string summary, string holding)
        {
            await stage.PublishAsync(record);
            errors.Remove($"{record}_error");
            await stage.Domain.VerifyAsync(new(summary, holding) { Errors = new(errors), SpfRecord = spf });
        }
    }
}
