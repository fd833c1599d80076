using Postscale.MailDns.Resolution;
using Postscale.Testing;
using static Postscale.MailDns.Tests.Resolution.Scripts;

namespace Postscale.MailDns.Tests.Resolution;

/// <summary>Answers that do not fit in a datagram (RFC 7766).</summary>
public sealed class TcpFallbackTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public async Task A_truncated_answer_is_fetched_over_TCP_in_whatever_pieces_it_comes(int piece)
    {
        await using var server = ScriptedDnsServer.Start(q => Found(q) with { IsTruncated = true, TcpPiece = piece });
        Assert.Equal("found", TextOf(await AskAsync(Patient(server.Endpoint))));
        Assert.Equal([false, true], server.Queries.Select(q => q.OverTcp));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(30)]
    public async Task A_connection_that_closes_before_the_end_is_a_failure_not_an_absence(int octets)
    {
        await using var server = ScriptedDnsServer.Start(q => Found(q) with { IsTruncated = true, TcpCloseAfter = octets });
        Fails(await AskAsync(Patient(server.Endpoint) with { Attempts = 1 }), DnsFailure.Malformed,
            $"{server.Endpoint} sent a truncated answer, and over TCP one that cannot be read");
    }

    [Fact]
    public async Task A_silent_connection_is_a_time_out()
    {
        await using var server = ScriptedDnsServer.Start(q => q.OverTcp ? ScriptedReply.Drop : Found(q) with { IsTruncated = true });
        Fails(await AskAsync(Options(server.Endpoint) with { Attempts = 1 }), DnsFailure.Timeout,
            $"{server.Endpoint} sent a truncated answer and did not answer over TCP");
    }

    [Fact]
    public async Task An_answer_over_TCP_must_match_as_well()
    {
        await using var server = ScriptedDnsServer.Start(q => Found(q) with { IsTruncated = true, HasWrongId = q.OverTcp });
        Assert.Equal(DnsFailure.Malformed, (await AskAsync(Patient(server.Endpoint) with { Attempts = 1 })).Failure);
    }

    [Fact]
    public async Task A_truncated_answer_from_one_server_does_not_keep_the_next_from_being_asked()
    {
        await using var broken = ScriptedDnsServer.Start(q => Found(q) with { IsTruncated = true, TcpCloseAfter = 0 });
        await using var good = ScriptedDnsServer.Start(Found);
        Assert.Equal("found", TextOf(await AskAsync(Patient(broken.Endpoint, good.Endpoint))));
    }

    [Fact]
    public async Task The_largest_message_is_read()
    {
        var text = Enumerable.Range(0, 250).Select(i => $"{i:D3}" + new string('x', 240)).ToArray();
        await using var server = ScriptedDnsServer.Start(q => ScriptedReply.Found([.. text.Select(t => Text(q, t))]) with { IsTruncated = true });
        var answer = await AskAsync(Patient(server.Endpoint), DnsName.Parse("a.test"));
        Assert.Equal(250, answer.Records.Count);
    }
}
