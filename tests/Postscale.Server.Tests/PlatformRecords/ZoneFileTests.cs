using System.Net;
using Postscale.MailDns.Dkim;
using Postscale.Server.Options;
using Postscale.Server.PlatformKeys;
using Postscale.Server.PlatformRecords;

namespace Postscale.Server.Tests.PlatformRecords;

public sealed class ZoneFileTests
{
    private static readonly DkimKey s_key = new("postscale1", "v=DKIM1; k=rsa; p=AAAA", DateTimeOffset.UnixEpoch);

    [Fact]
    public void Each_record_stands_there_with_what_it_is_for() => Assert.Equal(
        """
        ; What postscale.io publishes for itself as an email platform.
        ; Put these lines into its zone, then run 'postscale platform check'.
        $TTL 3600

        ; the host that takes customers' mail
        mx.postscale.io. IN A 192.0.2.25
        mx.postscale.io. IN AAAA 2001:db8::25

        ; the host that takes bounces, at which customers' return paths point
        bounces.postscale.io. IN A 192.0.2.25
        bounces.postscale.io. IN AAAA 2001:db8::25

        ; SPF, which customers include: names the servers that send
        _spf.postscale.io. IN TXT "v=spf1 ip4:192.0.2.25 ip6:2001:db8::25 -all"

        ; the DKIM key of the selector postscale1, which customers' records point at
        postscale1.dkim.postscale.io. IN TXT "v=DKIM1; k=rsa; p=AAAA"

        ; brings bounces to the host that takes them
        bounces.postscale.io. IN MX 10 bounces.postscale.io.

        ; brings DMARC reports to dmarc@postscale.io; leave it out if other MX records there take that mailbox's mail
        postscale.io. IN MX 10 mx.postscale.io.

        ; lets receivers send DMARC reports about customers' domains to the platform's mailbox
        *._report._dmarc.postscale.io. IN TXT "v=DMARC1"

        """,
        Write(Platform.Default, [s_key], "192.0.2.25", "2001:db8::25"));

    [Fact]
    public void Without_addresses_the_hosts_are_left_to_the_operator_and_SPF_names_them()
    {
        var text = Write(Platform.Default, [s_key]);
        Assert.Contains("\n; mx.postscale.io. IN A <its IPv4 address>\n; mx.postscale.io. IN AAAA <", text, StringComparison.Ordinal);
        Assert.Contains("\"v=spf1 a:mx.postscale.io a:bounces.postscale.io -all\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_are_there_until_they_are_retired_and_the_former_ones_are_marked()
    {
        var now = DateTimeOffset.UnixEpoch;
        var text = Write(Platform.Default, [
            s_key with { Selector = "old", RetiringAt = now, RetiredAt = now }, s_key with { Selector = "former", RetiringAt = now }, s_key]);
        Assert.DoesNotContain("old", text, StringComparison.Ordinal);
        Assert.Contains("; the DKIM key of the former selector former: keep it until 'postscale platform dkim retire former'\nformer.dkim.postscale.io. IN TXT", text, StringComparison.Ordinal);
        Assert.Contains("\npostscale1.dkim.postscale.io. IN TXT", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_text_is_cut_into_strings_that_fit_and_join_to_the_text()
    {
        var record = DkimKeyPair.Generate().ToKeyRecord().ToString();
        var line = Write(Platform.Default, [s_key with { PublicRecord = record }]).Split('\n').Single(l => l.StartsWith("postscale1.", StringComparison.Ordinal));
        var strings = line[(line.IndexOf('"') + 1)..^1].Split("\" \"");
        Assert.All(strings, s => Assert.InRange(s.Length, 1, 255));
        Assert.Equal(record, string.Concat(strings));
    }

    [Fact]
    public void One_host_for_both_uses_is_named_once_and_names_of_other_zones_are_said_to_be_so()
    {
        Assert.True(Platform.TryCreate(
            new Dictionary<string, string> { ["domain"] = "p.test", ["mx"] = "in.p.test", ["bounces"] = "in.p.test", ["rua"] = "r@reports.test" }, out var platform, out _));
        var text = Write(platform!, [s_key], "192.0.2.1");
        Assert.Single(text.Split('\n'), l => l == "in.p.test. IN A 192.0.2.1");
        Assert.Contains("; (outside p.test: put it into the zone that holds reports.test)\nreports.test. IN MX 10 in.p.test.", text, StringComparison.Ordinal);
        Assert.Contains("*._report._dmarc.reports.test. IN TXT \"v=DMARC1\"", text, StringComparison.Ordinal);
        Assert.Contains("\"v=spf1 a:in.p.test -all\"", Write(platform!, [s_key]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_ends_a_string_is_escaped() => Assert.Equal(@"""a\""b\\c""", Server.Records.ZoneText.Strings("a\"b\\c"));

    private static string Write(Platform platform, DkimKey[] keys, params string[] addresses) =>
        ZoneFile.Write(platform, PlatformPublication.Of(platform, keys, [.. addresses.Select(IPAddress.Parse)]));
}
