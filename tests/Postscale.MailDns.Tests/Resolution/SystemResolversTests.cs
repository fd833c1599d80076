using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Tests.Resolution;

public sealed class SystemResolversTests
{
    [Fact]
    public void Server_lines_are_read_in_order_and_everything_else_is_passed_over()
    {
        var servers = SystemResolvers.Parse("""
            # nameserver 192.0.2.99
            search example.com
            nameserver 192.0.2.1
            nameserver	2001:db8::1   trailing
             nameserver 192.0.2.98
            nameserver dns.example
            nameservers 192.0.2.97
            nameserver fe80::1%1
            nameserver 192.0.2.1
            nameserver
            options ndots:2
            """);
        Assert.Equal(["192.0.2.1:53", "[2001:db8::1]:53", "[fe80::1%1]:53"], servers.Select(s => s.ToString()));
    }

    [Fact]
    public void Without_a_server_the_local_one_is_asked() =>
        Assert.Equal("127.0.0.1:53", Assert.Single(SystemResolvers.Parse("options edns0\n")).ToString());

    [Fact]
    public void The_servers_of_this_system_can_be_read() => Assert.NotEmpty(SystemResolvers.Read());

    [Theory]
    [InlineData(0, 1, 8, 1232)]
    [InlineData(3, 0, 8, 1232)]
    [InlineData(3, 1, 10, 1232)]
    [InlineData(3, 1, 8, 100)]
    public void Options_out_of_range_are_refused(int attempts, double attempt, double total, int payload) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RecursiveResolver(new ResolverOptions
        {
            Attempts = attempts,
            AttemptTimeout = TimeSpan.FromSeconds(attempt),
            TotalTimeout = TimeSpan.FromSeconds(total),
            PayloadSize = payload,
        }));
}
