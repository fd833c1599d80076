using Postscale.MailDns.Resolution;
using Postscale.Server.Options;

namespace Postscale.Server.Tests.Options;

public sealed class PlatformTests
{
    private static readonly string s_label = new('a', 63);

    [Fact]
    public void Nothing_given_is_the_contract_s_platform()
    {
        var platform = Platform.Default;
        Assert.Equal(
            "postscale.io mx.postscale.io 10 _spf.postscale.io dkim.postscale.io bounces.postscale.io dmarc@postscale.io postscale1 _postscale postscale-verification= ps-bounces",
            $"{platform.Domain} {platform.Mx} {platform.MxPriority} {platform.Spf} {platform.Dkim} {platform.Bounces} {platform.Rua} {platform.Selector} {platform.OwnershipLabel} {platform.TokenPrefix} {platform.BounceLabel}");
        Assert.Equal("postscale1._domainkey.".Length, platform.LongestPrefix);
    }

    [Theory]
    [InlineData("domain", "", "the platform setting 'domain' is no domain name: ''")]
    [InlineData("domain", "localhost", "the platform setting 'domain' is no domain name: 'localhost'")]
    [InlineData("mx", "a..test", "the platform setting 'mx' is no domain name: 'a..test'")]
    [InlineData("mx", "a b.test", "the platform setting 'mx' is no domain name: 'a b.test'")]
    [InlineData("spf", "a\\.b.test", "the platform setting 'spf' is no domain name: 'a\\.b.test'")]
    [InlineData("dkim", "dkim.exämple.test", "the platform setting 'dkim' is no domain name: 'dkim.exämple.test'")]
    [InlineData("selector", "", "the platform setting 'selector' is no DNS label: ''")]
    [InlineData("selector", "a.", "the platform setting 'selector' is no DNS label: 'a.'")]
    [InlineData("selector", "a b", "the platform setting 'selector' is no DNS label: 'a b'")]
    [InlineData("ownership-label", ".", "the platform setting 'ownership-label' is no DNS label: '.'")]
    [InlineData("bounce-label", "a..b", "the platform setting 'bounce-label' is no DNS label: 'a..b'")]
    [InlineData("rua", "nobody", "the platform setting 'rua' is no mail address: 'nobody'")]
    [InlineData("rua", "@a.test", "the platform setting 'rua' is no mail address: '@a.test'")]
    [InlineData("rua", "a@a..test", "the platform setting 'rua' is no mail address: 'a@a..test'")]
    [InlineData("rua", "a@a.test,b@b.test", "the platform setting 'rua' is no mail address: 'a@a.test,b@b.test'")]
    [InlineData("rua", "a@a.test; p=none", "the platform setting 'rua' is no mail address: 'a@a.test; p=none'")]
    [InlineData("mx-priority", "65536", "the platform setting 'mx-priority' is no number from 0 to 65535: '65536'")]
    [InlineData("dkim-target", "", "the platform setting 'dkim-target' is neither 'shared' nor 'per-domain': ''")]
    [InlineData("dkim-target", "Per-Domain", "the platform setting 'dkim-target' is neither 'shared' nor 'per-domain': 'Per-Domain'")]
    [InlineData("mx-priority", "-1", "the platform setting 'mx-priority' is no number from 0 to 65535: '-1'")]
    [InlineData("token-prefix", "a\"b", "the platform setting 'token-prefix' takes at most 128 printable ASCII characters without quotes and backslashes")]
    public void A_name_that_is_wrong_is_named(string key, string value, string error)
    {
        Assert.False(Platform.TryCreate(new Dictionary<string, string> { [key] = value }, out _, out var problem));
        Assert.Equal(error, problem);
    }

    [Fact]
    public void A_label_and_a_prefix_may_be_as_long_as_they_fit()
    {
        Assert.True(Platform.TryCreate(new Dictionary<string, string> { ["selector"] = s_label, ["token-prefix"] = new('x', 128) }, out var platform, out _));
        Assert.Equal(63 + "._domainkey.".Length, platform!.LongestPrefix);
        Assert.False(Platform.TryCreate(new Dictionary<string, string> { ["selector"] = s_label + "a" }, out _, out _));
        Assert.False(Platform.TryCreate(new Dictionary<string, string> { ["token-prefix"] = new('x', 129) }, out _, out _));
    }

    /// <summary>All that is issued must be a name: a platform that could not issue a record is refused at the start.</summary>
    [Fact]
    public void A_platform_whose_key_name_would_be_too_long_is_refused()
    {
        var dkim = $"{s_label}.{s_label}.{s_label}.{new string('a', 50)}.test";
        Assert.True(DnsName.TryParse(dkim, out _));
        Assert.False(Platform.TryCreate(new Dictionary<string, string> { ["dkim"] = dkim, ["selector"] = "s1234567" }, out _, out var problem));
        Assert.Equal("the platform settings 'selector' and 'dkim' together make a name that is too long", problem);
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public void A_label_for_each_domain_must_fit_before_the_key_name(int last, bool fits)
    {
        var values = new Dictionary<string, string> { ["dkim"] = $"{s_label}.{s_label}.{s_label}.{new string('a', last - 9)}.test", ["selector"] = "s", ["dkim-target"] = "per-domain" };
        Assert.Equal(fits, Platform.TryCreate(values, out var platform, out _));
        Assert.Equal(fits, platform?.CanName("s") ?? false);
        values["dkim-target"] = "shared";
        Assert.True(Platform.TryCreate(values, out _, out _));
    }

    [Theory]
    [InlineData("postscale.io", true)]
    [InlineData("www.postscale.io", true)]
    [InlineData("mx.elsewhere.test", true)]
    [InlineData("a.mx.elsewhere.test", true)]
    [InlineData("elsewhere.test", false)]
    [InlineData("notpostscale.io", false)]
    [InlineData("io", false)]
    public void The_platform_s_own_names_and_what_lies_below_are_known(string name, bool owns)
    {
        Assert.True(Platform.TryCreate(new Dictionary<string, string> { ["mx"] = "mx.elsewhere.test" }, out var platform, out _));
        Assert.Equal(owns, platform!.Owns(DnsName.Parse(name)));
    }
}
