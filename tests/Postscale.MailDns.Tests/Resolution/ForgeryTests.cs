using System.Net;
using System.Net.Sockets;
using Postscale.MailDns.Resolution;
using Postscale.Testing;
using static Postscale.MailDns.Tests.Resolution.Scripts;

namespace Postscale.MailDns.Tests.Resolution;

/// <summary>What a forger off the path could try (RFC 5452).</summary>
public sealed class ForgeryTests
{
    public static TheoryData<string, ScriptedReply> Forged => new()
    {
        { "wrong identifier", new() { Answers = [Text(Name, "forged")], HasWrongId = true } },
        { "wrong name", new() { Answers = [Text(Name, "forged")], HasWrongName = true } },
        { "wrong type", new() { Answers = [Text(Name, "forged")], HasWrongType = true } },
        { "from another port", new() { Answers = [Text(Name, "forged")], FromElsewhere = true } },
        { "no question", new() { Answers = [Text(Name, "forged")], LeavesQuestionOut = true } },
        { "garbage", new() { Raw = [1, 2, 3] } },
        { "empty", new() { Raw = [] } },
        { "long garbage", new() { Raw = new byte[5000] } },
        { "broken records", new() { HasBrokenRecords = true } },
        { "NXDOMAIN without a question", new() { ResponseCode = 3, LeavesQuestionOut = true } },
    };

    [Theory]
    [MemberData(nameof(Forged))]
    public async Task A_datagram_that_does_not_match_is_passed_over_and_the_true_answer_taken(string what, ScriptedReply forged)
    {
        await using var server = ScriptedDnsServer.Start(q => Found(q) with { Before = [forged, forged] });
        var answer = await AskAsync(Patient(server.Endpoint));
        Assert.True(TextOf(answer) == "found", what);
        Assert.Single(server.Queries);
    }

    [Fact]
    public async Task A_flood_of_forged_answers_does_not_lengthen_the_wait()
    {
        var forged = new ScriptedReply { HasWrongId = true, Delay = TimeSpan.FromMilliseconds(20) };
        await using var server = ScriptedDnsServer.Start(_ => ScriptedReply.Drop with { Before = [.. Enumerable.Repeat(forged, 200)] });
        var answer = await AskAsync(Options(server.Endpoint) with { Attempts = 1 });
        Assert.Equal(DnsFailure.Timeout, answer.Failure);
        Assert.True(answer.Duration < TimeSpan.FromSeconds(1.5), answer.Duration.ToString());
    }

    [Fact]
    public async Task Every_query_has_a_port_an_identifier_and_a_case_of_its_own()
    {
        await using var server = ScriptedDnsServer.Start(Found);
        var resolver = new RecursiveResolver(Patient(server.Endpoint));
        for (var i = 0; i < 200; i++)
        {
            TextOf(await resolver.ResolveAsync(Name, RecordType.Txt, TestContext.Current.CancellationToken));
        }

        var queries = server.Queries;
        Assert.Equal(200, queries.Count);

        // Bounds that chance misses less than once in a billion runs.
        Assert.True(queries.Select(q => q.SourcePort).Distinct().Count() > 180);
        Assert.True(queries.Select(q => q.Id).Distinct().Count() > 180);
        Assert.True(queries.Select(q => q.RawName).Distinct().Count() > 180);
        Assert.All(queries, q => Assert.InRange(q.SourcePort, 1024, 65535));
        Assert.Contains(queries, q => q.SourcePort < 20_000);
        Assert.Contains(queries, q => q.SourcePort is > 20_000 and < 40_000);
        Assert.Contains(queries, q => q.SourcePort > 40_000);
        Assert.NotEqual(queries.Select(q => q.SourcePort).Order(), queries.Select(q => q.SourcePort));
    }

    [Fact]
    public async Task A_server_that_changes_the_case_is_believed_over_TCP_only()
    {
        await using var server = ScriptedDnsServer.Start(q => ScriptedReply.Found(Text(q, q.OverTcp ? "true" : "forged")) with { LowersCase = true });
        Assert.Equal("true", TextOf(await AskAsync(Patient(server.Endpoint))));
        Assert.Equal([false, true], server.Queries.Select(q => q.OverTcp));
    }

    [Fact]
    public async Task A_server_that_changes_the_case_and_has_no_TCP_is_asked_with_the_option_off()
    {
        await using var server = ScriptedDnsServer.Start(q => Found(q) with { LowersCase = true, TcpCloseAfter = 0 });
        Fails(await AskAsync(Patient(server.Endpoint) with { Attempts = 1 }), DnsFailure.Malformed,
            $"{server.Endpoint} changed the case of the question, and over TCP one that cannot be read");
        Assert.Equal("found", TextOf(await AskAsync(Patient(server.Endpoint) with { RandomCase = false })));
        Assert.Equal(Name.Text, server.Queries[^1].RawName);
    }

    [Fact]
    public async Task A_source_port_that_is_taken_is_drawn_again()
    {
        // With half of the ports taken, a resolver that gave up at the first would fail within a few queries.
        await using var server = ScriptedDnsServer.Start(Found);
        var taken = new List<Socket>();
        try
        {
            for (var port = 1024; port <= 65535 && taken.Count < 800; port += 79)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
                taken.Add(socket);
                try
                {
                    socket.Bind(new IPEndPoint(IPAddress.Any, port));
                }
                catch (SocketException)
                {
                    // Another's: taken as well.
                }
            }

            var resolver = new RecursiveResolver(Patient(server.Endpoint));
            for (var i = 0; i < 400; i++)
            {
                TextOf(await resolver.ResolveAsync(Name, RecordType.Txt, TestContext.Current.CancellationToken));
            }
        }
        finally
        {
            taken.ForEach(s => s.Dispose());
        }
    }
}
