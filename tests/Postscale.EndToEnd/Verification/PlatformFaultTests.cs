using Postscale.EndToEnd.Dns;

namespace Postscale.EndToEnd.Verification;

/// <summary>Faults in what the platform publishes for itself: the customer must read that there is nothing to mend for them.</summary>
public sealed class PlatformFaultTests(DnsWorld world)
{
    [Theory]
    [InlineData("revoked", "v=DKIM1; p=", "the key is revoked: its p= tag is empty")]
    [InlineData("keyless", "v=DKIM1; k=rsa", "the p= tag, which holds the key, is missing")]
    public async Task A_broken_platform_key_is_called_the_platforms(string name, string text, string why)
    {
        await using var stage = await Stage.SetAsync(world, name, "both");
        await stage.PublishAllAsync();
        var good = new Expectation("Domain verified. MX, SPF, DKIM, and DMARC records are valid.", string.Join(' ', RecordNames.All))
        {
            MxRecords = [stage.Platform.Mx],
            SpfRecord = $"v=spf1 include:{stage.Platform.Spf} ~all",
        };
        await stage.Domain.VerifyAsync(good);

        await stage.PublishPlatformAsync(text);
        var dkim = $"postscale1._domainkey.{stage.Domain.Name}";
        await stage.Domain.VerifyAsync(good with
        {
            Summary = "Domain verified. MX, SPF, and DMARC records are valid. DKIM record invalid.",
            Holding = string.Join(' ', RecordNames.All.Except(["dkim"])),
            Errors = new Dictionary<string, string>
            {
                ["dkim_error"] = $"CNAME record found for {dkim} and right, but the platform's own DKIM key at {stage.Platform.DkimTarget} cannot be used: {why}. This is the platform's to mend",
            },
        });

        await stage.PublishPlatformAsync(null);
        await stage.Domain.VerifyAsync(good);
    }
}
