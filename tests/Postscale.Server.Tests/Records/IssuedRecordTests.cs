using Postscale.MailDns.Resolution;
using Postscale.Server.Domains;
using Postscale.Server.Options;
using Postscale.Server.Records;

namespace Postscale.Server.Tests.Records;

public sealed class IssuedRecordTests
{
    private static readonly Dictionary<string, string> s_custom = new()
    {
        ["domain"] = "mail.test",
        ["mx"] = "in.mail.test",
        ["mx-priority"] = "0",
        ["spf"] = "spf.senders.test",
        ["dkim"] = "keys.mail.test",
        ["bounces"] = "back.mail.test",
        ["rua"] = "reports@elsewhere.test",
        ["selector"] = "m1.eu",
        ["ownership-label"] = "_mail-proof",
        ["token-prefix"] = "mail-proof ",
        ["bounce-label"] = "rp",
    };

    public static TheoryData<string, string, string, string, int?, string, string> Contract => new()
    {
        { "ownership", "TXT", "_postscale.example.com", RecordWorld.OwnershipValue, null, "pending", "Domain ownership verification" },
        { "mx", "MX", "example.com", "mx.postscale.io", 10, "pending", "Inbound mail routing" },
        { "spf", "TXT", "example.com", "v=spf1 include:_spf.postscale.io ~all", null, "pending", "SPF authentication" },
        { "dkim", "CNAME", "postscale1._domainkey.example.com", "postscale1.dkim.postscale.io", null, "pending", "DKIM email signing" },
        { "dmarc", "TXT", "_dmarc.example.com", "v=DMARC1; p=quarantine; rua=mailto:dmarc@postscale.io", null, "recommended", "DMARC policy" },
        { "return_path", "CNAME", "ps-bounces.example.com", "bounces.postscale.io", null, "pending", "Return-Path CNAME for delayed bounce tracking" },
    };

    [Theory]
    [MemberData(nameof(Contract))]
    public void Each_record_is_issued_as_in_the_contract(string kind, string type, string name, string value, int? priority, string status, string purpose)
    {
        var record = RecordKinds.All.Single(k => k.Name == kind);
        Assert.Equal(new IssuedRecord(type, DnsName.Parse(name), value, priority, purpose), record.Issue(RecordWorld.Context()));
        Assert.Equal(status, record.UnverifiedStatus);
    }

    [Theory]
    [InlineData(DomainType.Inbound, "ownership mx", "ownership mx")]
    [InlineData(DomainType.Alias, "ownership mx", "ownership mx")]
    [InlineData(DomainType.Outbound, "ownership spf dkim dmarc return_path", "ownership spf")]
    [InlineData(DomainType.Both, "ownership mx spf dkim dmarc return_path", "ownership mx spf")]
    public void Each_type_is_issued_its_records_in_the_contract_s_order_and_needs_some_of_them(DomainType type, string issued, string required)
    {
        Assert.Equal(issued, string.Join(' ', RecordKinds.All.Where(k => k.IsIssuedFor(type)).Select(k => k.Name)));
        Assert.Equal(required, string.Join(' ', RecordKinds.All.Where(k => k.IsRequiredFor(type)).Select(k => k.Name)));
    }

    [Theory]
    [InlineData("ownership", "_mail-proof.example.com", "mail-proof" + RecordWorld.Token, null)]
    [InlineData("mx", "example.com", "in.mail.test", 0)]
    [InlineData("spf", "example.com", "v=spf1 include:spf.senders.test ~all", null)]
    [InlineData("dkim", "m1.eu._domainkey.example.com", "m1.eu.keys.mail.test", null)]
    [InlineData("dmarc", "_dmarc.example.com", "v=DMARC1; p=quarantine; rua=mailto:reports@elsewhere.test", null)]
    [InlineData("return_path", "rp.example.com", "back.mail.test", null)]
    public void Another_platform_s_names_stand_in_its_records(string kind, string name, string value, int? priority)
    {
        Assert.True(Platform.TryCreate(s_custom, out var platform, out _));
        var issued = RecordKinds.All.Single(k => k.Name == kind).Issue(RecordWorld.Context() with { Platform = platform! });
        Assert.Equal((name, value, priority), (issued.Name.Text, issued.Value, issued.Priority));
    }

    [Fact]
    public async Task What_is_issued_holds_once_it_is_published()
    {
        var context = RecordWorld.Context();
        var zone = RecordWorld.Zone("TXT postscale1.dkim.postscale.io {key}\nTXT _spf.postscale.io v=spf1 ip4:192.0.2.1 -all");
        foreach (var issued in RecordKinds.All.Select(k => k.Issue(context)))
        {
            _ = issued.Type switch
            {
                "TXT" => zone.Txt(issued.Name.Text, issued.Value),
                "MX" => zone.Mx(issued.Name.Text, (ushort)issued.Priority!.Value, issued.Value),
                _ => zone.Cname(issued.Name.Text, issued.Value),
            };
        }

        foreach (var kind in RecordKinds.All)
        {
            var finding = await kind.CheckAsync(context, zone, TestContext.Current.CancellationToken);
            Assert.Equal((kind.Name, Verdict.Holds, null, 0), (kind.Name, finding.Verdict, finding.Error, finding.Warnings.Count));
        }
    }

    [Fact]
    public void Names_and_bits_of_the_kinds_are_told_apart_and_never_change()
    {
        string[] wanted = ["ownership 1", "mx 2", "spf 4", "dkim 8", "dmarc 16", "return_path 32"];
        Assert.Equal(wanted, RecordKinds.All.Select(k => $"{k.Name} {k.Bit}"));
    }
}
