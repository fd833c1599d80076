using System.Diagnostics;
using System.Net;
using Postscale.MailDns.Resolution;
using Postscale.MailDns.Resolution.Transport;
using Postscale.Testing;
using static Postscale.MailDns.Tests.Resolution.Scripts;

namespace Postscale.MailDns.Tests.Resolution;

/// <summary>Servers that are silent, broken, lame or gone.</summary>
public sealed class ServerFaultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silence_is_a_time_out_after_all_attempts()
    {
        await using var server = ScriptedDnsServer.Start(_ => ScriptedReply.Drop);
        var answer = await AskAsync(Options(server.Endpoint));
        Assert.Equal(DnsFailure.Timeout, answer.Failure);
        Assert.StartsWith($"no answer from {server.Endpoint} within ", answer.FailureText, StringComparison.Ordinal);
        Assert.EndsWith(" s", answer.FailureText, StringComparison.Ordinal);
        Assert.Null(answer.Server);
        Assert.Equal(3, server.Queries.Count);
    }

    [Fact]
    public async Task The_total_bound_holds_whatever_the_attempts()
    {
        await using var server = ScriptedDnsServer.Start(_ => ScriptedReply.Drop);
        var options = Options(server.Endpoint) with { Attempts = 50, TotalTimeout = TimeSpan.FromMilliseconds(500) };
        var clock = Stopwatch.StartNew();
        Assert.Equal(DnsFailure.Timeout, (await AskAsync(options)).Failure);
        Assert.InRange(clock.Elapsed, TimeSpan.FromMilliseconds(490), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_lost_datagram_is_sent_again()
    {
        await using var server = ScriptedDnsServer.Start(q => q.Number < 2 ? ScriptedReply.Drop : Found(q));
        Assert.Equal("found", TextOf(await AskAsync(Options(server.Endpoint) with { TotalTimeout = TimeSpan.FromSeconds(8) })));
        Assert.Equal(3, server.Queries.Count);
        Assert.Equal(3, server.Queries.Select(q => q.Id).Distinct().Count());
    }

    [Fact]
    public async Task After_a_silent_server_the_next_is_asked_and_from_then_on_first()
    {
        await using var silent = ScriptedDnsServer.Start(_ => ScriptedReply.Drop);
        await using var good = ScriptedDnsServer.Start(Found);
        var resolver = new RecursiveResolver(Options(silent.Endpoint, good.Endpoint) with { TotalTimeout = TimeSpan.FromSeconds(8), AttemptTimeout = TimeSpan.FromSeconds(1) });
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("found", TextOf(await resolver.ResolveAsync(Name, RecordType.Txt, Token)));
        }

        Assert.Single(silent.Queries);
        Assert.Equal(5, good.Queries.Count);
    }

    [Fact]
    public async Task A_closed_port_is_unreachable_at_once()
    {
        var nobody = new IPEndPoint(IPAddress.Loopback, FreePort.Next());
        var answer = await AskAsync(Patient(nobody));
        Fails(answer, DnsFailure.Unreachable, $"{nobody} cannot be reached (connection refused)");
        Assert.True(answer.Duration < TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Over_IPv6_it_is_the_same()
    {
        await using var server = ScriptedDnsServer.Start(Found, IPAddress.IPv6Loopback);
        var answer = await AskAsync(Patient(server.Endpoint));
        Assert.Equal("found", TextOf(answer));
        Assert.Equal($"[::1]:{server.Endpoint.Port}", answer.Server);
    }

    [Theory]
    [InlineData(2, null, DnsFailure.ServerFailure, "answered SERVFAIL")]
    [InlineData(2, 7, DnsFailure.Bogus, "answered SERVFAIL (DNSSEC: signature expired)")]
    [InlineData(2, 6, DnsFailure.Bogus, "answered SERVFAIL (DNSSEC bogus)")]
    [InlineData(2, 12, DnsFailure.Bogus, "answered SERVFAIL (DNSSEC: NSEC missing)")]
    [InlineData(2, 22, DnsFailure.ServerFailure, "answered SERVFAIL (no reachable authority)")]
    [InlineData(2, 4711, DnsFailure.ServerFailure, "answered SERVFAIL (extended error 4711)")]
    [InlineData(5, null, DnsFailure.Refused, "answered REFUSED")]
    [InlineData(5, 18, DnsFailure.Refused, "answered REFUSED (prohibited)")]
    [InlineData(4, null, DnsFailure.Refused, "answered NOTIMP")]
    [InlineData(1, null, DnsFailure.Refused, "answered FORMERR")]
    [InlineData(9, null, DnsFailure.Refused, "answered NOTAUTH")]
    [InlineData(11, null, DnsFailure.Refused, "answered code 11")]
    public async Task A_code_of_failure_is_told_with_its_extended_error(int code, int? extended, DnsFailure failure, string text)
    {
        await using var server = ScriptedDnsServer.Start(_ => ScriptedReply.Code(code, extended));
        var answer = await AskAsync(Patient(server.Endpoint));
        Fails(answer, failure, $"{server.Endpoint} {text}");
        Assert.Equal(extended, answer.ExtendedError);
        Assert.Equal(server.Endpoint.ToString(), answer.Server);
    }

    [Fact]
    public async Task A_server_that_fails_is_asked_once_and_the_next_one_decides()
    {
        await using var failing = ScriptedDnsServer.Start(_ => ScriptedReply.Code(2));
        await using var refusing = ScriptedDnsServer.Start(_ => ScriptedReply.Code(5));
        await using var good = ScriptedDnsServer.Start(Found);
        Assert.Equal("found", TextOf(await AskAsync(Patient(failing.Endpoint, refusing.Endpoint, good.Endpoint))));
        Assert.Single(failing.Queries);
        Assert.Single(refusing.Queries);
    }

    [Fact]
    public async Task Of_several_failures_the_one_that_tells_most_is_reported()
    {
        await using var silent = ScriptedDnsServer.Start(_ => ScriptedReply.Drop);
        await using var bogus = ScriptedDnsServer.Start(_ => ScriptedReply.Code(2, 9));
        await using var refusing = ScriptedDnsServer.Start(_ => ScriptedReply.Code(5));
        var answer = await AskAsync(Options(silent.Endpoint, bogus.Endpoint, refusing.Endpoint) with { TotalTimeout = TimeSpan.FromSeconds(8) });
        Fails(answer, DnsFailure.Bogus, $"{bogus.Endpoint} answered SERVFAIL (DNSSEC: DNSKEY missing)");
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(4, false)]
    public async Task A_server_without_EDNS_is_asked_without_it(int code, bool withoutQuestion)
    {
        await using var server = ScriptedDnsServer.Start(q =>
            q.HasEdns ? ScriptedReply.Code(code) with { LeavesQuestionOut = withoutQuestion } : Found(q));
        Assert.Equal("found", TextOf(await AskAsync(Patient(server.Endpoint))));
        Assert.Equal([true, false], server.Queries.Select(q => q.HasEdns));
    }

    [Fact]
    public async Task Queries_ask_for_recursion_and_for_the_AD_bit_and_pass_it_on()
    {
        await using var server = ScriptedDnsServer.Start(q => Found(q) with { IsAuthenticated = true });
        Assert.True((await AskAsync(Patient(server.Endpoint))).Authenticated);
        var query = Assert.Single(server.Queries);
        Assert.True(query.RecursionDesired && query.AuthenticatedFlag && query.HasEdns);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_is_malformed_not_absent()
    {
        await using var server = ScriptedDnsServer.Start(_ => new ScriptedReply { HasBrokenRecords = true });
        Fails(await AskAsync(Options(server.Endpoint)), DnsFailure.Malformed, $"{server.Endpoint} sent an answer that cannot be read");
    }

    [Fact]
    public async Task Cancelling_ends_the_look_up_at_once()
    {
        await using var server = ScriptedDnsServer.Start(_ => ScriptedReply.Drop);
        using var cancel = new CancellationTokenSource();
        var asking = new RecursiveResolver(Patient(server.Endpoint)).ResolveAsync(Name, RecordType.Txt, cancel.Token).AsTask();
        await server.WaitForQueriesAsync(1);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.WaitAsync(TimeSpan.FromSeconds(2), Token));
    }

    [Fact]
    public async Task Cancelling_ends_a_wait_over_TCP_and_a_wait_for_a_turn()
    {
        await using var server = ScriptedDnsServer.Start(q => q.OverTcp ? ScriptedReply.Drop : Found(q) with { IsTruncated = true });
        using var cancel = new CancellationTokenSource();
        var resolver = new RecursiveResolver(Patient(server.Endpoint) with { MaxConcurrentQueries = 1 });
        var asking = resolver.ResolveAsync(Name, RecordType.Txt, cancel.Token).AsTask();
        var waiting = resolver.ResolveAsync(Name, RecordType.Txt, cancel.Token).AsTask();
        await server.WaitForQueriesAsync(2);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.WaitAsync(TimeSpan.FromSeconds(2), Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(2), Token));
    }

    [Fact]
    public async Task A_look_up_beyond_those_allowed_waits_for_its_turn()
    {
        await using var server = ScriptedDnsServer.Start(q => q.Type == RecordType.MX ? ScriptedReply.Drop : Found(q));
        using var cancel = new CancellationTokenSource();
        var resolver = new RecursiveResolver(Patient(server.Endpoint) with { MaxConcurrentQueries = 1 });
        var first = resolver.ResolveAsync(Name, RecordType.MX, cancel.Token).AsTask();
        await server.WaitForQueriesAsync(1);
        var second = resolver.ResolveAsync(Name, RecordType.Txt, Token).AsTask();
        Assert.False(second.IsCompleted);
        Assert.Single(server.Queries);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal("found", TextOf(await second));
    }

    [Fact]
    public async Task A_wait_for_a_turn_ends_with_the_look_ups_time()
    {
        var gate = new QueryGate(2);
        var clock = new LookupClock(TimeProvider.System, TimeSpan.FromMilliseconds(50));
        Assert.True(await gate.EnterAsync(clock, Token));
        Assert.True(await gate.EnterAsync(clock, Token));
        Assert.False(await gate.EnterAsync(clock, Token));
        gate.Leave();
        Assert.True(await gate.EnterAsync(clock, Token));
    }

    [Fact]
    public async Task Each_finished_look_up_is_observed()
    {
        await using var server = ScriptedDnsServer.Start(Found);
        var seen = new List<DnsAnswer>();
        var answer = await AskAsync(Patient(server.Endpoint) with { Observer = seen.Add });
        Assert.Same(answer, Assert.Single(seen));
    }
}
