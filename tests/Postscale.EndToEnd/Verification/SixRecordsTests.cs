using Postscale.EndToEnd.Dns;

namespace Postscale.EndToEnd.Verification;

/// <summary>
/// The main story: the six records of a domain of type <c>both</c> are published in a real name server one after another, and
/// removed again. The sentences are the contract's, with the platform's names in the place of postscale.io.
/// </summary>
public sealed class SixRecordsTests(DnsWorld world)
{
    private const string Name = "story.example";
    private const string Platform = "story-platform.example";
    private const string Spf = $"v=spf1 include:_spf.{Platform} ~all";

    private static readonly Dictionary<string, string> s_allErrors = new()
    {
        ["ownership_error"] = $"TXT record not found for _postscale.{Name}",
        ["mx_error"] = $"No MX records found pointing to {Platform}",
        ["spf_error"] = $"SPF record not found for {Name}",
        ["dkim_error"] = $"DKIM record not found for postscale1._domainkey.{Name}",
        ["dmarc_error"] = $"DMARC record not found for _dmarc.{Name}",
        ["return_path_error"] = $"CNAME record not found for ps-bounces.{Name}",
    };

    [Fact]
    public async Task Each_record_counts_from_the_moment_it_is_published_until_it_is_removed()
    {
        await using var stage = await Stage.SetAsync(world, "story", "both");
        CheckIssued(stage);
        var domain = stage.Domain;

        await domain.VerifyAsync(Expect("Verification failed. Ownership not confirmed. MX, SPF, DKIM records missing.", ""));

        // The contract's own example of a failure: another SPF record stands there already.
        await stage.PublishAsync("spf", $"{Name}. TXT \"v=spf1 ~all\"");
        await domain.VerifyAsync(Expect("Verification failed. Ownership not confirmed. MX, SPF, DKIM records missing.", "") with
        {
            Errors = new Dictionary<string, string>(s_allErrors) { ["spf_error"] = $"SPF record found but missing 'include:_spf.{Platform}'" },
            SpfRecord = "v=spf1 ~all",
        });
        await stage.RemoveAsync("spf");

        (string Record, string Summary)[] steps =
        [
            ("ownership", "Verification failed. MX, SPF, DKIM records missing."),
            ("mx", "Verification failed. SPF, DKIM records missing."),
            ("spf", "Domain verified. MX and SPF records are valid. DKIM and DMARC records not found."),
            ("dkim", "Domain verified. MX, SPF, and DKIM records are valid. DMARC record not found."),
            ("dmarc", "Domain verified. MX, SPF, DKIM, and DMARC records are valid."),
            ("return_path", "Domain verified. MX, SPF, DKIM, and DMARC records are valid."),
        ];
        Assert.Equal(stage.Issued.Keys, steps.Select(s => s.Record));
        for (var i = 0; i < steps.Length; i++)
        {
            await stage.PublishAsync(steps[i].Record);
            await domain.VerifyAsync(Expect(steps[i].Summary, string.Join(' ', steps[..(i + 1)].Select(s => s.Record))));
        }

        (string Record, string Summary)[] removals =
        [
            ("return_path", "Domain verified. MX, SPF, DKIM, and DMARC records are valid."),
            ("dkim", "Domain verified. MX, SPF, and DMARC records are valid. DKIM record not found."),
            ("dmarc", "Domain verified. MX and SPF records are valid. DKIM and DMARC records not found."),
            ("spf", "Verification failed. SPF, DKIM records missing."),
            ("ownership", "Verification failed. Ownership not confirmed. SPF, DKIM records missing."),
            ("mx", "Verification failed. Ownership not confirmed. MX, SPF, DKIM records missing."),
        ];
        for (var i = 0; i < removals.Length; i++)
        {
            await stage.RemoveAsync(removals[i].Record);
            await domain.VerifyAsync(Expect(removals[i].Summary, string.Join(' ', RecordNames.All.Except(removals[..(i + 1)].Select(r => r.Record)))));
        }
    }

    private static Expectation Expect(string summary, string holding)
    {
        var expected = new Expectation(summary, holding);
        return expected with
        {
            Errors = s_allErrors.Where(e => !expected.Holds(e.Key[..^"_error".Length])).ToDictionary(),
            MxRecords = expected.Holds("mx") ? [$"mx.{Platform}"] : null,
            SpfRecord = expected.Holds("spf") ? Spf : null,
        };
    }

    private static void CheckIssued(Stage stage)
    {
        Assert.Equal(
            [
                $"TXT _postscale.{Name}  Domain ownership verification",
                $"MX {Name} 10 Inbound mail routing",
                $"TXT {Name}  SPF authentication",
                $"CNAME postscale1._domainkey.{Name}  DKIM email signing",
                $"TXT _dmarc.{Name}  DMARC policy",
                $"CNAME ps-bounces.{Name}  Return-Path CNAME for delayed bounce tracking",
            ],
            stage.Issued.Values.Select(r => $"{(string)r["type"]!} {(string)r["name"]!} {r["priority"]} {(string)r["purpose"]!}"));
        var values = stage.Issued.Values.Select(r => (string)r["value"]!).ToList();
        Assert.Matches("^postscale-verification=[0-9a-f]{32,}$", values[0]);
        Assert.Equal(
            [$"mx.{Platform}", Spf, $"postscale1.dkim.{Platform}", $"v=DMARC1; p=quarantine; rua=mailto:dmarc@{Platform}", $"bounces.{Platform}"],
            values[1..]);
    }
}
