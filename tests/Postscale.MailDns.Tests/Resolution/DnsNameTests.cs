using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Tests.Resolution;

public sealed class DnsNameTests
{
    [Theory]
    [InlineData("Example.COM", "example.com")]
    [InlineData("example.com.", "example.com")]
    [InlineData(".", ".")]
    [InlineData("_dmarc.example.com", "_dmarc.example.com")]
    [InlineData(@"a\.b.example", @"a\.b.example")]
    [InlineData(@"a\032b.example", @"a\032b.example")]
    public void A_text_reads_to_its_canonical_form(string text, string canonical) =>
        Assert.Equal(canonical, DnsName.Parse(text).Text);

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData(".example")]
    [InlineData("a..example")]
    [InlineData(@"a\")]
    [InlineData(@"a\999.example")]
    [InlineData("bücher.\u4e2d")]
    public void A_text_that_is_no_name_is_refused(string text) => Assert.False(DnsName.TryParse(text, out _));

    [Fact]
    public void Labels_hold_63_octets_and_names_255_on_the_wire()
    {
        var label = new string('a', 63);
        Assert.True(DnsName.TryParse(label, out _));
        Assert.False(DnsName.TryParse(label + "a", out _));
        Assert.True(DnsName.TryParse($"{label}.{label}.{label}.{new string('b', 61)}", out var longest));
        Assert.Equal(255, longest.WireLength);
        Assert.False(DnsName.TryParse($"{label}.{label}.{label}.{new string('b', 62)}", out _));
        Assert.False(longest.TryPrepend("a", out _));
    }

    [Theory]
    [InlineData("a.example.com", "example.com", true)]
    [InlineData("example.com", "example.com", true)]
    [InlineData("example.com", ".", true)]
    [InlineData("notexample.com", "example.com", false)]
    [InlineData("com", "example.com", false)]
    [InlineData(@"a\.example.com", "example.com", false)]
    public void A_name_lies_under_another_only_at_label_borders(string name, string other, bool under) =>
        Assert.Equal(under, DnsName.Parse(name).IsAtOrUnder(DnsName.Parse(other)));

    [Fact]
    public void Prepending_and_dropping_labels_are_each_others_reverse()
    {
        var name = DnsName.Parse("example.com");
        Assert.Equal("selector._domainkey.example.com", name.Prepend("selector._domainkey").Text);
        Assert.Equal(name, name.Prepend("selector._domainkey").Ancestor(2));
        Assert.True(name.Ancestor(2).IsRoot);
    }
}
