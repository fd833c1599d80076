using Postscale.EndToEnd.Dns;

namespace Postscale.EndToEnd.Verification;

/// <summary>One of six good records at a time is replaced by what people publish by mistake.</summary>
public sealed class BrokenRecordsTests(DnsWorld world)
{
    private static readonly Lazy<string> s_otherKey = new(() => $"v=DKIM1; k=rsa; p={PlatformZone.NewKey()}");

    public static TheoryData<string> Records => [.. RecordNames.All];

    [Theory]
    [MemberData(nameof(Records))]
    public async Task A_wrong_record_is_told_apart_from_a_missing_one_and_says_what_is_wrong(string record)
    {
        var name = $"broken-{record.Replace('_', '-')}";
        await using var stage = await Stage.SetAsync(world, name, "both");
        await stage.PublishAllAsync();
        await stage.Domain.VerifyAsync(Expect(stage, null));
        foreach (var fault in BrokenCases.All.Where(c => c.Record == record))
        {
            await stage.PublishAsync(record, Fill(stage, fault.Lines));
            await stage.Domain.VerifyAsync(Expect(stage, fault));
        }

        await stage.PublishAsync(record);
        await stage.Domain.VerifyAsync(Expect(stage, null));
    }

    private static Expectation Expect(Stage stage, BrokenCase? fault) =>
        new(
            fault?.Summary ?? "Domain verified. MX, SPF, DKIM, and DMARC records are valid.",
            string.Join(' ', RecordNames.All.Where(r => r != fault?.Record || string.IsNullOrEmpty(fault.Error))))
        {
            Errors = fault?.Error is { Length: > 0 } error ? new Dictionary<string, string> { [$"{fault.Record}_error"] = Fill(stage, error) } : [],
            MxRecords = fault?.Record == "mx" ? fault.Answered?.Split(' ').Select(h => Fill(stage, h)).ToList() : [stage.Platform.Mx],
            SpfRecord = fault?.Record == "spf" ? fault.Answered is { } text ? Fill(stage, text) : null : $"v=spf1 include:{stage.Platform.Spf} ~all",
            Warned = fault is { Error: null } ? [fault.Record] : [],
        };

    private static string Fill(Stage stage, string text) => text
        .Replace("{d}", stage.Domain.Name)
        .Replace("{p}", stage.Platform.Domain)
        .Replace("TOKEN", (string)stage.Issued["ownership"]["value"]!)
        .Replace("OTHERKEY", ZoneText.Strings(s_otherKey.Value))
        .Replace("KEY", ZoneText.Strings(stage.Platform.DkimText));
}
