using System.Text;
using Postscale.MailDns.Dkim;
using Postscale.MailDns.Dmarc;
using Postscale.MailDns.Names;
using Postscale.MailDns.Resolution;
using Postscale.MailDns.Resolution.Wire;
using Postscale.MailDns.Spf;
using Postscale.MailDns.Tests.Dkim;
using Postscale.Testing;
using RecordText = Postscale.MailDns.Tests.Resolution.Wire.RecordText;

namespace Postscale.MailDns.Tests.Fuzzing;

/// <summary>What reads text or octets of strangers: seeds to start from, and what must hold whatever the input.</summary>
internal static class FuzzTargets
{
    /// <summary>By name: the seeds, and a check of one input. Octets of the wire stand as the characters of Latin-1.</summary>
    public static readonly IReadOnlyDictionary<string, (string[] Seeds, Action<string> Check)> All = new Dictionary<string, (string[], Action<string>)>
    {
        ["SPF record"] = (["v=spf1 include:_spf.example.com a mx:example.com//64 a/24//64 ip4:192.0.2.0/24 ip6:2001:db8::/32 ptr ~all",
            "v=spf1 exists:%{ir}.%{v}._spf.%{d2} -exists:%{l1r-}.%{o} ?all", "v=spf1 redirect=_spf.example.com exp=why.%{d} moo=%{h}"], SpfRecordHolds),
        ["SPF macro"] = (["%{ir}.%{v}._spf.%{d2}", "%{S} is not one of %{d}'s hosts: %{c} at %{t}, %{R}", "%{l3r-+,/_=}.example.com", "a%%b%_c%-d.%{H}"], SpfMacroHolds),
        ["DKIM key"] = ([TestKeys.Fill("v=DKIM1; k=rsa; h=sha256; s=email; t=y:s; n=note; p={rsa}"), TestKeys.Fill("v=DKIM1; k=ed25519; p={ed}"), "v=DKIM1;p="], DkimKeyHolds),
        ["DMARC record"] = (["v=DMARC1; p=reject; sp=quarantine; np=none; psd=n; t=y; adkim=s; aspf=r; fo=1:d:s; rua=mailto:a@example.com!10m,https://example.com/r; ruf=mailto:b@example.com",
            "v=DMARC1;p=none;pct=50;ri=3600;rf=afrf", "v=DMARC1; rua=mailto:a@example.com"], DmarcRecordHolds),
        ["DMARC URI"] = (["mailto:reports@example.com!50m", "https://user@example.com:8443/path?query#part", "mailto:a%2Cb@example.com?subject=x"], DmarcUriHolds),
        ["DNS message"] = ([.. Messages()], DnsMessageHolds),
        ["DnsName"] = (["_dmarc.example.com.", @"a\.b\032c\255.example", ".", "XN--BCHER-KVA.example"], DnsNameHolds),
        ["DomainName"] = (["www.bücher.example.", "XN--BCHER-KVA.example", "食狮。公司。cn", "faß.de", "www.עברית.example", "192.0.2.1", "a\u200Db.example"], DomainNameHolds),
        ["Public Suffix List"] = (["// VERSION: 1\n// ===BEGIN ICANN DOMAINS===\ncom\n*.ck\n!www.ck\n// ===END ICANN DOMAINS===\n// ===BEGIN PRIVATE DOMAINS===\nblogspot.com\n公司.cn note\n"], SuffixListHolds),
    };

    private static void SpfRecordHolds(string text)
    {
        if (SpfRecord.TryParse(text, out var record, out var error))
        {
            Assert.True(SpfRecord.TryParse(record.ToString(), out var again, out _));
            Assert.Equal(record.Terms, again.Terms);
            Assert.Equal(record.ToString(), again.ToString());
            return;
        }

        Assert.InRange(error.Position, 0, text.Length);
        Assert.NotEmpty(error.Reason);
    }

    private static void SpfMacroHolds(string text)
    {
        var whole = SpfMacroString.TryParse(text, out var value, out _);
        var explanation = SpfMacroString.TryParseExplanation(text, out _, out var error);
        var domain = SpfMacroString.TryParseDomain(text, out _, out _);
        Assert.True(explanation || !whole);
        Assert.True(whole || !domain);
        Assert.InRange(error?.Position ?? 0, 0, text.Length);
        if (value is not null)
        {
            Assert.True(SpfMacroString.TryParse(value.ToString(), out var again, out _));
            Assert.Equal(value, again);
            Assert.Equal(value.Parts, again.Parts);
        }
    }

    private static void DkimKeyHolds(string text)
    {
        if (DkimKeyRecord.TryParse(text, out var record, out var error))
        {
            Assert.True(DkimKeyRecord.TryParse(record.ToString(), out var again, out _));
            Assert.Equal(record.ToString(), again.ToString());
            Assert.True(record.IsRevoked || record.HasSameKeyAs(again));
            return;
        }

        Assert.InRange(error.Position, 0, text.Length);
        Assert.InRange(error.Reason.Length, 1, 200);
    }

    private static void DmarcRecordHolds(string text)
    {
        if (DmarcRecord.TryParse(text, out var record, out var error))
        {
            Assert.True(DmarcRecord.LooksLikeDmarc(text));
            Assert.True(DmarcRecord.TryParse(record.ToString(), out var again, out _));
            Assert.Equal(record.ToString(), again.ToString());
            return;
        }

        Assert.InRange(error.Position, 0, text.Length);
        Assert.InRange(error.Reason.Length, 1, 200);
    }

    private static void DmarcUriHolds(string text)
    {
        if (DmarcReportUri.TryParse(text, out var uri, out var reason))
        {
            Assert.True(DmarcReportUri.TryParse(uri.ToString(), out var again, out _));
            Assert.Equal((uri.Text, uri.Scheme, uri.Host, uri.Address), (again.Text, again.Scheme, again.Host, again.Address));
            return;
        }

        Assert.NotEmpty(reason);
    }

    private static void DnsMessageHolds(string text)
    {
        var octets = Encoding.Latin1.GetBytes(text);
        ResponseMatcher.Match(Query(), octets, out _);
        if (!DnsMessage.TryRead(octets, out var message, out var reason))
        {
            Assert.NotEmpty(reason);
            return;
        }

        // What was read is written without compression, so long messages full of pointers may not fit into one.
        if (octets.Length > 1024)
        {
            return;
        }

        var reply = new ScriptedReply { Answers = message.Answers, Authorities = message.Authorities };
        Assert.True(DnsMessage.TryRead(ResponseWriter.Write(Query(), reply, overTcp: true), out var again, out reason), reason);
        Assert.Equal(message.Answers.Select(RecordText.Of), again.Answers.Select(RecordText.Of));
        Assert.Equal(message.Authorities.Select(RecordText.Of), again.Authorities.Select(RecordText.Of));
    }

    private static void DnsNameHolds(string text)
    {
        if (DnsName.TryParse(text, out var name))
        {
            Assert.InRange(name.WireLength, 1, DnsName.MaxWireLength);
            Assert.Equal(name, DnsName.Parse(name.Text));
            Assert.Equal(name.Text, DnsName.Parse(name.Text).Text);

            // RFC 4343 §3: the case of ASCII letters does not matter.
            Assert.Equal(name, DnsName.Parse(string.Concat(text.Select(c => char.IsAsciiLetterLower(c) ? (char)(c - 0x20) : c))));
        }
    }

    private static void DomainNameHolds(string text)
    {
        if (DomainName.TryParse(text, out var name, out var error))
        {
            Assert.Equal(name, DomainName.Parse(name.Value));
            Assert.Equal(name, DomainName.Parse(name.ToUnicode()));
            Assert.Equal(name.Value, name.ToDnsName().Text);
            return;
        }

        Assert.NotEqual(DomainNameError.None, error);
        Assert.NotEmpty(error.Describe());
    }

    private static void SuffixListHolds(string text)
    {
        PublicSuffixList list;
        try
        {
            list = PublicSuffixList.Parse(new StringReader(text));
        }
        catch (FormatException refused)
        {
            Assert.Contains("line ", refused.Message, StringComparison.Ordinal);
            return;
        }

        foreach (var name in (string[])["www.ck", "a.b.com", "com", text[..Math.Min(text.Length, 80)]])
        {
            var suffix = list.PublicSuffixOf(name, SuffixSections.All);
            Assert.Equal(list.IsPublicSuffix(name, SuffixSections.All), suffix is not null && list.RegistrableDomain(name, SuffixSections.All) is null);
        }
    }

    private static byte[] Query()
    {
        var octets = new byte[QueryWriter.MaxLength];
        return octets[..QueryWriter.Write(octets, DnsName.Parse("a.example"), RecordType.Txt, new QueryOptions(true, 1232, false))];
    }

    private static IEnumerable<string> Messages()
    {
        var (name, other) = (DnsName.Parse("a.example"), DnsName.Parse("mx.example"));
        ScriptedReply[] replies =
        [
            ScriptedReply.Found(new TxtRecord(name, RecordType.Txt, 60, ["v=spf1 ", "-all"]), new MxRecord(name, 60, 10, other)),
            ScriptedReply.Found(new NameRecord(name, RecordType.Cname, 60, other), new AddressRecord(other, 60, System.Net.IPAddress.IPv6Loopback)),
            new() { Authorities = [new SoaRecord(name, 60, other, other, 1, 2)], ExtendedError = 9, IsAuthenticated = true },
        ];
        return replies.Select(reply => Encoding.Latin1.GetString(ResponseWriter.Write(Query(), reply, overTcp: true)));
    }
}
