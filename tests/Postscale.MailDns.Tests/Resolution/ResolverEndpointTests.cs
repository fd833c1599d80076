using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Tests.Resolution;

public sealed class ResolverEndpointTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1:53")]
    [InlineData(" 192.0.2.1:5353 ", "192.0.2.1:5353")]
    [InlineData("2001:db8::1", "[2001:db8::1]:53")]
    [InlineData("[2001:db8::1]", "[2001:db8::1]:53")]
    [InlineData("[2001:db8::1]:5353", "[2001:db8::1]:5353")]
    [InlineData("::1", "[::1]:53")]
    [InlineData("fe80::1%1", "[fe80::1%1]:53")]
    public void An_address_with_or_without_a_port_is_read(string text, string endpoint)
    {
        Assert.True(ResolverEndpoint.TryParse(text, out var read, out var error), error);
        Assert.Equal(endpoint, read.ToString());
    }

    [Theory]
    [InlineData("dns.example")]
    [InlineData("dns.example:53")]
    [InlineData("53")]
    [InlineData("127.1")]
    [InlineData("010.0.0.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("[dns.example]:53")]
    public void What_is_no_address_is_refused_and_told_so(string? text)
    {
        Assert.False(ResolverEndpoint.TryParse(text, out _, out var error));
        Assert.Contains("is not an IP address", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.0.2.1:0")]
    [InlineData("192.0.2.1:65536")]
    [InlineData("192.0.2.1:")]
    [InlineData("192.0.2.1:-1")]
    [InlineData("192.0.2.1: 53")]
    [InlineData("[2001:db8::1]x")]
    [InlineData("[2001:db8::1")]
    [InlineData("[2001:db8::1]:")]
    public void What_is_no_port_is_refused_and_told_so(string text)
    {
        Assert.False(ResolverEndpoint.TryParse(text, out _, out var error));
        Assert.Contains("with a port from 1 to 65535", error, StringComparison.Ordinal);
    }
}
