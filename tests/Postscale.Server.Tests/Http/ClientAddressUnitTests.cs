using System.Net;
using Microsoft.AspNetCore.Http;
using Postscale.Server.Http;
using Postscale.Server.Options;

namespace Postscale.Server.Tests.Http;

public sealed class ClientAddressUnitTests
{
    /// <summary>The other end of the connection, X-Forwarded-For, and whose request it is; 10.0.0.0/8 and fd00::/8 are trusted.</summary>
    [Theory]
    [InlineData("192.0.2.9", "203.0.113.1", "192.0.2.9")]
    [InlineData("10.0.0.1", "", "10.0.0.1")]
    [InlineData("10.0.0.1", "203.0.113.1", "203.0.113.1")]
    [InlineData("::ffff:10.0.0.1", "203.0.113.1", "203.0.113.1")]
    [InlineData("10.0.0.1", "203.0.113.1, 10.0.0.2", "203.0.113.1")]
    [InlineData("10.0.0.1", "203.0.113.1,10.0.0.2 , fd00::1", "203.0.113.1")]
    [InlineData("10.0.0.1", "198.51.100.1, 203.0.113.1, 10.0.0.2", "203.0.113.1")]
    [InlineData("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3")]
    [InlineData("10.0.0.1", "203.0.113.1:4711", "203.0.113.1")]
    [InlineData("10.0.0.1", "[2001:db8::1]:4711", "2001:db8::1")]
    [InlineData("10.0.0.1", "[2001:db8::1]", "2001:db8::1")]
    [InlineData("10.0.0.1", "2001:db8::1", "2001:db8::1")]
    [InlineData("10.0.0.1", "::ffff:203.0.113.1", "203.0.113.1")]
    [InlineData("10.0.0.1", "unknown", "10.0.0.1")]
    [InlineData("10.0.0.1", "203.0.113.1, unknown, 10.0.0.2", "10.0.0.2")]
    [InlineData("10.0.0.1", "203.0.113.1, , 10.0.0.2", "10.0.0.2")]
    [InlineData("10.0.0.1", "3405803777", "10.0.0.1")]
    [InlineData("10.0.0.1", "127.1", "10.0.0.1")]
    [InlineData("10.0.0.1", ",", "10.0.0.1")]
    public void The_last_address_that_is_no_trusted_proxy_s_counts(string remote, string header, string client) => Assert.Equal(client, Of(remote, header));

    [Fact]
    public void Lines_of_the_header_are_read_as_one() => Assert.Equal("203.0.113.1", Of("10.0.0.1", "198.51.100.1", "203.0.113.1, 10.0.0.2"));

    [Fact]
    public void A_very_long_header_is_not_read_to_its_end() =>
        Assert.Equal("10.0.0.2", Of("10.0.0.1", string.Concat(Enumerable.Repeat("203.0.113.1, ", 50)) + string.Join(", ", Enumerable.Repeat("10.0.0.2", 40))));

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("2001:db8::1", "2001:db8::ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    [InlineData("192.0.2.1", "c000:201::", false)]
    public void An_IPv6_network_of_64_bits_is_one_holder(string one, string other, bool same) =>
        Assert.Equal(same, ClientAddress.Holder(IPAddress.Parse(one)) == ClientAddress.Holder(IPAddress.Parse(other)));

    private static string Of(string remote, params string[] headers)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(remote);
        context.Request.Headers[ClientAddress.Header] = headers;
        return new ClientAddress(new PostscaleOptions { TrustedProxies = [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("fd00::/8")] }).Of(context).ToString();
    }
}
