using Postscale.MailDns.Resolution;
using Postscale.Testing;
using static Postscale.MailDns.Tests.Resolution.Scripts;

namespace Postscale.MailDns.Tests.Resolution;

/// <summary>Servers that cannot do with EDNS, and those that only seem so (RFC 6891 §6.2.2, §7).</summary>
public sealed class EdnsFallbackTests
{
    [Fact]
    public async Task A_server_that_drops_EDNS_is_asked_again_without_it_and_after_the_second_time_at_once()
    {
        await using var server = ScriptedDnsServer.Start(q => q.HasEdns ? ScriptedReply.Drop : Found(q));
        var resolver = Resolver(server);
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal("found", TextOf(await resolver.ResolveAsync(Name, RecordType.Txt, TestContext.Current.CancellationToken)));
        }

        Assert.Equal([true, false, true, false, false, false], server.Queries.Select(q => q.HasEdns));
    }

    [Fact]
    public async Task A_dead_server_gets_as_many_queries_as_there_are_attempts()
    {
        await using var server = ScriptedDnsServer.Start(_ => ScriptedReply.Drop);
        Assert.Equal(DnsFailure.Timeout, (await AskAsync(Options(server.Endpoint))).Failure);
        Assert.Equal([true, false, true], server.Queries.Select(q => q.HasEdns));
    }

    [Fact]
    public async Task A_lost_datagram_does_not_cost_EDNS()
    {
        await using var server = ScriptedDnsServer.Start(q => q.Number is 0 or 3 ? ScriptedReply.Drop : Found(q));
        var resolver = Resolver(server);
        for (var i = 0; i < 4; i++)
        {
            TextOf(await resolver.ResolveAsync(Name, RecordType.Txt, TestContext.Current.CancellationToken));
        }

        Assert.Equal([true, false, true, true, false, true], server.Queries.Select(q => q.HasEdns));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_server_that_declines_EDNS_is_not_offered_it_again(int code)
    {
        await using var server = ScriptedDnsServer.Start(q => q.HasEdns ? ScriptedReply.Code(code) : Found(q));
        var resolver = Resolver(server);
        for (var i = 0; i < 3; i++)
        {
            TextOf(await resolver.ResolveAsync(Name, RecordType.Txt, TestContext.Current.CancellationToken));
        }

        Assert.Equal([true, false, false, false], server.Queries.Select(q => q.HasEdns));
    }

    private static RecursiveResolver Resolver(ScriptedDnsServer server) =>
        new(Options(server.Endpoint) with { AttemptTimeout = TimeSpan.FromSeconds(1), TotalTimeout = TimeSpan.FromSeconds(9) });
}
