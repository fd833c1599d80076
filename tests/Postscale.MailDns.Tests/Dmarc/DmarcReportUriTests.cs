using Postscale.MailDns.Dmarc;

namespace Postscale.MailDns.Tests.Dmarc;

public sealed class DmarcReportUriTests
{
    [Theory]
    [InlineData("mailto:a@example.com", "mailto", "a@example.com", "example.com", null)]
    [InlineData("MailTo:A@Example.COM", "mailto", "A@Example.COM", "example.com", null)]
    [InlineData("mailto:a@example.com!10m", "mailto", "a@example.com", "example.com", "10m")]
    [InlineData("mailto:a@example.com!500", "mailto", "a@example.com", "example.com", "500")]
    [InlineData("mailto:a%21b@example.com?subject=x", "mailto", "a%21b@example.com", "example.com", null)]
    [InlineData("mailto:a@b@example.com", "mailto", "a@b@example.com", "example.com", null)]
    [InlineData("https://user@host.example:8443/path?q", "https", null, "host.example", null)]
    [InlineData("tel:+123", "tel", null, null, null)]
    public void A_URI_is_taken_apart(string text, string scheme, string? address, string? host, string? limit)
    {
        Assert.True(DmarcReportUri.TryParse(text, out var uri, out var reason), reason);
        Assert.Equal((scheme, address, host, limit), (uri.Scheme, uri.Address, uri.Host?.Text, uri.SizeLimit));
        Assert.Equal(address is not null, uri.IsMailto);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a@example.com", "mailto: is missing")]
    [InlineData("example", "no URI")]
    [InlineData(":a@example.com", "no URI")]
    [InlineData("1x:a", "no URI")]
    [InlineData("mailto:", "no mail address")]
    [InlineData("mailto:@example.com", "no mail address")]
    [InlineData("mailto:a@", "no mail address")]
    [InlineData("mailto:a@.", "no mail address")]
    [InlineData("mailto:a@[192.0.2.1]", "no mail address")]
    [InlineData("mailto:a@b..c", "no mail address")]
    [InlineData("mailto: a@example.com", "a space")]
    [InlineData("<mailto:a@example.com>", "\"<\"")]
    [InlineData("mailto:a!b@example.com", "\"!\"")]
    [InlineData("mailto:a@example.com!", "\"!\"")]
    [InlineData("mailto:a@example.com!10mb", "\"!\"")]
    [InlineData("mailto:a%2@example.com", "percent sign")]
    [InlineData("https:///path", "no host")]
    [InlineData("http:x", "no host")]
    public void What_is_no_URI_of_a_report_is_refused_with_a_reason(string text, string words)
    {
        Assert.False(DmarcReportUri.TryParse(text, out _, out var reason));
        Assert.Contains(words, reason, StringComparison.Ordinal);
    }
}
