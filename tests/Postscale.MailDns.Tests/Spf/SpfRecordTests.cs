using Postscale.MailDns.Resolution;
using Postscale.MailDns.Spf;

namespace Postscale.MailDns.Tests.Spf;

public sealed class SpfRecordTests
{
    [Theory]
    [InlineData("v=spf1", "v=spf1")]
    [InlineData("V=SPF1   +ALL ", "v=spf1 all")]
    [InlineData("v=spf1 +MX/32//128 A:Example.COM/24 ~All", "v=spf1 mx a:Example.COM/24 ~all")]
    [InlineData("v=spf1 a//64 a/24//64 mx:%{d2}/8 -all", "v=spf1 a//64 a/24//64 mx:%{d2}/8 -all")]
    [InlineData("v=spf1 ip4:192.0.2.1/32 ip4:192.0.2.0/24", "v=spf1 ip4:192.0.2.1 ip4:192.0.2.0/24")]
    [InlineData("v=spf1 ip6:2001:DB8:0:0::1/128 ip6:::/0 ip6:::ffff:192.0.2.1/96", "v=spf1 ip6:2001:db8::1 ip6:::/0 ip6:::ffff:192.0.2.1/96")]
    [InlineData("v=spf1 ptr ptr:example.com ?exists:%{ir}.%{v}._spf.%{d2} Redirect=example.org", "v=spf1 ptr ptr:example.com ?exists:%{ir}.%{v}._spf.%{d2} redirect=example.org")]
    [InlineData("v=spf1 exp=why.%{o} moo.cow_1-a=%{s}/x -include:a.b.", "v=spf1 exp=why.%{o} moo.cow_1-a=%{s}/x -include:a.b.")]
    [InlineData("v=spf1 a:ends.in%% a:ends.in%_ a:ends.in%- moo=", "v=spf1 a:ends.in%% a:ends.in%_ a:ends.in%- moo=")]
    public void A_record_prints_in_canonical_form_and_reads_back_to_it(string text, string canonical)
    {
        Assert.True(SpfRecord.TryParse(text, out var record, out _));
        Assert.Equal(canonical, record.ToString());
        Assert.True(SpfRecord.TryParse(canonical, out var again, out _));
        Assert.Equal(record.Terms, again.Terms);
    }

    [Theory]
    [InlineData("v=spf10 -all", 0, "v=spf10", "begins with 'v=spf1'")]
    [InlineData(" v=spf1 -all", 0, "v=spf1", "begins with 'v=spf1'")]
    [InlineData("", 0, "", "begins with 'v=spf1'")]
    [InlineData("v=spf1 ip4:300.1.2.3", 11, "ip4:300.1.2.3", "'ip4' needs an IPv4 address, found '300.1.2.3'")]
    [InlineData("v=spf1 ip4:1.2.3.04", 11, "ip4:1.2.3.04", "'ip4' needs an IPv4 address")]
    [InlineData("v=spf1 ip4:2001:db8::1", 11, "ip4:2001:db8::1", "an IPv6 address is written 'ip6:'")]
    [InlineData("v=spf1 ip6:192.0.2.1", 11, "ip6:192.0.2.1", "an IPv4 address is written 'ip4:'")]
    [InlineData("v=spf1 ip6:fe80::1%eth0", 11, "ip6:fe80::1%eth0", "'ip6' needs an IPv6 address")]
    [InlineData("v=spf1 ip6:[::1]", 11, "ip6:[::1]", "'ip6' needs an IPv6 address")]
    [InlineData("v=spf1 ip4", 10, "ip4", "'ip4' needs an address after a colon")]
    [InlineData("v=spf1 ip4:192.0.2.0/33", 21, "ip4:192.0.2.0/33", "a number from 0 to 32")]
    [InlineData("v=spf1 ip6:2001:db8::/129", 22, "ip6:2001:db8::/129", "a number from 0 to 128")]
    [InlineData("v=spf1 a/024", 9, "a/024", "without leading zeros, found '024'")]
    [InlineData("v=spf1 a/24/64", 12, "a/24/64", "a number from 0 to 32")]
    [InlineData("v=spf1 a/24/24", 8, "a/24/24", "is no prefix length")]
    [InlineData("v=spf1 all:x", 10, "all:x", "'all' takes nothing after it")]
    [InlineData("v=spf1 -all.", 7, "-all.", "'all' takes nothing after it")]
    [InlineData("v=spf1 include", 14, "include", "'include' needs a domain name")]
    [InlineData("v=spf1 include:", 15, "include:", "a domain name is missing")]
    [InlineData("v=spf1 include/24", 14, "include/24", "'include' takes no '/'")]
    [InlineData("v=spf1 include:localhost", 15, "include:localhost", "at least two labels")]
    [InlineData("v=spf1 a:example.-com", 9, "a:example.-com", "must begin and end with a letter or digit")]
    [InlineData("v=spf1 a:1.2.3.4", 9, "a:1.2.3.4", "an address belongs in 'ip4:'")]
    [InlineData("v=spf1 a:%{x}.com", 9, "a:%{x}.com", "'%{x' starts no macro")]
    [InlineData("v=spf1 a:b.%{r}", 11, "a:b.%{r}", "explanation only")]
    [InlineData("v=spf1 a:b.%{d0}", 11, "a:b.%{d0}", "at least 1")]
    [InlineData("v=spf1 a:b.%{d2rx}", 11, "a:b.%{d2rx}", "'x' may not stand in a macro")]
    [InlineData("v=spf1 a:b.%{d", 11, "a:b.%{d", "no closing '}'")]
    [InlineData("v=spf1 a:b.%d", 11, "a:b.%d", "must be followed by")]
    [InlineData("v=spf1 redirect=a.com redirect=a.com", 22, "redirect=a.com", "only once")]
    [InlineData("v=spf1 +exp=a.com", 7, "+exp=a.com", "takes no '+'")]
    [InlineData("v=spf1 redirect:a.com", 7, "redirect:a.com", "is written 'redirect='")]
    [InlineData("v=spf1 ipv6:::1", 7, "ipv6:::1", "written 'ip6:'")]
    [InlineData("v=spf1 =x", 7, "=x", "begins with the name")]
    [InlineData("v=spf1 a\tmx", 8, "a\tmx", "a control character")]
    [InlineData("v=spf1 \u0096all", 7, "\u0096all", "printable ASCII")]
    [InlineData("v=spf1 mx;", 9, "mx;", "';' may not stand in the name of a term")]
    public void An_error_says_where_in_which_term_and_why(string text, int position, string term, string words)
    {
        Assert.False(SpfRecord.TryParse(text, out var record, out var error));
        Assert.Null(record);
        Assert.Equal((position, term), (error.Position, error.Term));
        Assert.Contains(words, error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_parts_of_a_record_can_be_asked_for()
    {
        Assert.True(SpfRecord.TryParse("v=spf1 mx:a.example/24 exp=why.example ~all redirect=b.example", out var record, out _));
        var mx = record.Directives.First().Mechanism;
        Assert.Equal((SpfMechanismKind.MX, "a.example", 24, 128), (mx.Kind, mx.Domain?.Text, mx.Prefix4, mx.Prefix6));
        Assert.Equal(SpfQualifier.SoftFail, record.All?.Qualifier);
        Assert.Equal("why.example", record.Explanation?.Value.Text);
        Assert.Equal("b.example", record.Redirect?.Value.Text);
    }

    [Theory]
    [InlineData("%{d}.example", true, false)]
    [InlineData("%{o2r}.example", true, false)]
    [InlineData("%{i}.example", true, true)]
    [InlineData("%{l}.%{d}", true, true)]
    [InlineData("a%%b.example", false, false)]
    public void A_name_says_whether_it_depends_on_the_sender(string text, bool macros, bool sender)
    {
        Assert.True(SpfMacroString.TryParseDomain(text, out var value, out _));
        Assert.Equal((macros, sender), (value.HasMacros, value.DependsOnSender));
    }

    [Fact]
    public void Selection_joins_strings_with_nothing_between_and_wants_the_version_as_a_word()
    {
        var owner = DnsName.Parse("example.com");
        DnsRecord[] records =
        [
            new TxtRecord(owner, RecordType.Txt, 300, ["v=spf1 ip4:192.0", ".2.1 -all"]), new TxtRecord(owner, RecordType.Txt, 300, ["v=spf1", "mx"]),
            new TxtRecord(owner, RecordType.Txt, 300, ["V=SPF1"]), new TxtRecord(owner, RecordType.Txt, 300, []),
        ];
        Assert.Equal(["v=spf1 ip4:192.0.2.1 -all", "V=SPF1"], SpfRecordSelector.Select(records));
    }
}
