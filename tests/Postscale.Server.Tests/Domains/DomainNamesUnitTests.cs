using Postscale.MailDns.Resolution;
using Postscale.Server.Domains;
using Postscale.Server.Options;
using Postscale.Server.Records;

namespace Postscale.Server.Tests.Domains;

public sealed class DomainNamesUnitTests
{
    private static readonly string s_label = new('a', 63);

    private readonly DomainNames _names = new(new PostscaleOptions());

    [Theory]
    [InlineData("example.com", "example.com")]
    [InlineData("  Example.COM. ", "example.com")]
    [InlineData("BÜCHER.de", "xn--bcher-kva.de")]
    [InlineData("faß.de", "xn--fa-hia.de")]
    [InlineData("xn--bcher-kva.de", "xn--bcher-kva.de")]
    [InlineData("a.example", "a.example")]
    [InlineData("a.test", "a.test")]
    [InlineData("bbc.co.uk", "bbc.co.uk")]
    [InlineData("notpostscale.io", "notpostscale.io")]
    [InlineData("localhost.example.com", "localhost.example.com")]
    public void A_name_in_any_spelling_is_kept_as_its_A_labels(string text, string value)
    {
        Assert.True(_names.TryRead(text, out var name, out var refusal));
        Assert.Equal((value, null), (name.Value, refusal));
    }

    [Theory]
    [InlineData("", false, "the 'domain' field is not a domain name: it is empty; give a domain name such as example.com")]
    [InlineData("example", false, "the 'domain' field is not a domain name: it has one label only; give the full name, such as example.com")]
    [InlineData("192.0.2.1", false, "the 'domain' field is not a domain name: it is an IP address; give a domain name")]
    [InlineData("example.123", false, "the 'domain' field is not a domain name: it ends in a number; no top-level domain is one")]
    [InlineData("_dmarc.example.com", false, "the 'domain' field is not a domain name: it has an underscore; give the domain itself, without labels such as _dmarc")]
    [InlineData("https://example.com", false, "the 'domain' field is not a domain name: it is a web address or has a port; give the host name alone, without scheme, port and path")]
    [InlineData("co.uk", true, "co.uk is a public suffix, under which anybody can register names; register a name below it")]
    [InlineData("github.io", true, "github.io is a public suffix, under which anybody can register names; register a name below it")]
    [InlineData("a.localhost", true, "names under 'localhost' are not registered: they are no names of the public DNS")]
    [InlineData("printer.local", true, "names under 'local' are not registered: they are no names of the public DNS")]
    [InlineData("a.invalid", true, "names under 'invalid' are not registered: they are no names of the public DNS")]
    [InlineData("a.b.onion", true, "names under 'onion' are not registered: they are no names of the public DNS")]
    [InlineData("2.0.192.in-addr.arpa", true, "names under 'arpa' are not registered: they are no names of the public DNS")]
    [InlineData("postscale.io", true, "postscale.io is one of the platform's own names")]
    [InlineData("Mail.PostScale.io", true, "mail.postscale.io is one of the platform's own names")]
    public void A_name_that_is_not_registered_is_refused_with_its_reason(string text, bool wellFormed, string reason)
    {
        Assert.False(_names.TryRead(text, out _, out var refusal));
        Assert.Equal(new NameRefusal(wellFormed, reason), refusal);
    }

    [Fact]
    public void Private_suffixes_can_be_allowed_and_ICANN_s_cannot()
    {
        var names = new DomainNames(new PostscaleOptions { RefusePrivateSuffixes = false });
        Assert.True(names.TryRead("github.io", out _, out _));
        Assert.False(names.TryRead("co.uk", out _, out _));
    }

    [Theory]
    [InlineData("postscale1", 231)]
    [InlineData("s", 240)]
    [InlineData("a.much.longer.selector-of-the-platform", 253 - 38 - 12)]
    public void The_longest_name_is_one_for_which_every_record_still_fits(string selector, int longest)
    {
        Assert.True(Platform.TryCreate(new Dictionary<string, string> { ["selector"] = selector }, out var platform, out _));
        var names = new DomainNames(new PostscaleOptions { Platform = platform! });
        Assert.True(names.TryRead(NameOf(longest), out var name, out _));
        Assert.All(
            RecordKinds.All,
            kind => Assert.InRange(kind.Issue(new RecordContext(name.ToDnsName(), "token", platform!)).Name.WireLength, 1, DnsName.MaxWireLength));

        Assert.False(names.TryRead(NameOf(longest + 1), out _, out var refusal));
        Assert.Equal(
            new NameRefusal(false, $"the 'domain' field is too long: at most {longest} characters, so that the longest record name still fits into 253"), refusal);
    }

    [Theory]
    [InlineData("d290f1ee-6c54-4b01-90e6-d701748f0851", "d290f1ee-6c54-4b01-90e6-d701748f0851", null)]
    [InlineData("D290F1EE-6C54-4B01-90E6-D701748F0851", "d290f1ee-6c54-4b01-90e6-d701748f0851", null)]
    [InlineData("Example.COM.", null, "example.com")]
    [InlineData("BÜCHER.de", null, "xn--bcher-kva.de")]
    [InlineData("co.uk", null, "co.uk")]
    [InlineData("d290f1ee6c544b0190e6d701748f0851.example", null, "d290f1ee6c544b0190e6d701748f0851.example")]
    public void A_domain_is_named_by_id_or_by_name_in_any_spelling(string text, string? id, string? name) =>
        Assert.Equal(new DomainKey(id is null ? null : Guid.Parse(id), name), DomainNames.ReadKey(text));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("d290f1ee6c544b0190e6d701748f0851")]
    [InlineData("{d290f1ee-6c54-4b01-90e6-d701748f0851}")]
    [InlineData("a b.example")]
    public void What_is_neither_names_no_domain(string text) => Assert.Null(DomainNames.ReadKey(text));

    private static string NameOf(int length)
    {
        var text = $"{s_label}.{s_label}.{s_label}.";
        text += new string('b', Math.Clamp(length - text.Length - 4, 1, 63)) + ".com";
        return text.Length > length ? text[(text.Length - length)..] : text;
    }
}
