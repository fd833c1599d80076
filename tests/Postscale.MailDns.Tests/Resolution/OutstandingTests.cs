using System.Net;
using Postscale.MailDns.Resolution;
using Postscale.Testing;
using static Postscale.MailDns.Tests.Resolution.Scripts;

namespace Postscale.MailDns.Tests.Resolution;

/// <summary>How many queries one server gets at once.</summary>
public sealed class OutstandingTests
{
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open;
    private int _most;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_recursive_server_gets_no_more_queries_at_once_than_allowed()
    {
        await using var server = ScriptedDnsServer.Start(q => Hold(Found(q)));
        var resolver = new RecursiveResolver(Patient(server.Endpoint) with { MaxOutstanding = 4 });
        await AnswersAllAsync(resolver, server, 4);
    }

    [Fact]
    public async Task An_authoritative_server_gets_no_more_queries_at_once_than_allowed()
    {
        var address = IPAddress.Parse("127.0.0.7");
        await using var server = ScriptedDnsServer.Start(q => Hold(Found(q) with { IsAuthoritative = true }), address);
        await using var recursive = ScriptedDnsServer.Start(q => q.Type switch
        {
            RecordType.NS when q.Name.Text == "customer.test" => ScriptedReply.Found(new NameRecord(q.Name, RecordType.NS, 60, q.Name.Prepend("ns"))),
            RecordType.A => ScriptedReply.Found(new AddressRecord(q.Name, 60, address)),
            _ => ScriptedReply.NoData("."),
        });
        var resolver = new AuthoritativeResolver(
            Patient(recursive.Endpoint), new AuthoritativeOptions { AllowPrivateServers = true, Port = server.Endpoint.Port, MaxOutstanding = 3 });
        await AnswersAllAsync(resolver, server, 3);
    }

    [Fact]
    public async Task Each_server_has_a_bound_of_its_own()
    {
        await using var silent = ScriptedDnsServer.Start(_ => ScriptedReply.Drop);
        await using var good = ScriptedDnsServer.Start(Found);
        var resolver = new RecursiveResolver(Options(silent.Endpoint, good.Endpoint) with { MaxOutstanding = 8, TotalTimeout = TimeSpan.FromSeconds(8) });
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => resolver.ResolveAsync(Name, RecordType.Txt, Token).AsTask()));
        Assert.All(answers, a => TextOf(a));
    }

    [Fact]
    public async Task A_look_up_that_gets_no_turn_in_time_is_a_temporary_failure()
    {
        await using var server = ScriptedDnsServer.Start(_ => ScriptedReply.Drop);
        var resolver = new RecursiveResolver(
            Patient(server.Endpoint) with { MaxOutstanding = 1, Attempts = 1, TotalTimeout = TimeSpan.FromMilliseconds(400) });
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => resolver.ResolveAsync(Name, RecordType.Txt, Token).AsTask()));
        Assert.All(answers, a => Assert.Equal((DnsOutcome.TemporaryFailure, DnsFailure.Timeout), (a.Outcome, a.Failure)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_bound_below_one_is_refused(int bound)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RecursiveResolver(new ResolverOptions { MaxOutstanding = bound }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AuthoritativeResolver(new ResolverOptions(), new AuthoritativeOptions { MaxOutstanding = bound }));
    }

    private async Task AnswersAllAsync(IDnsResolver resolver, ScriptedDnsServer server, int bound)
    {
        var asking = Enumerable.Range(0, 40).Select(_ => resolver.ResolveAsync(Name, RecordType.Txt, Token).AsTask()).ToList();
        await server.WaitForQueriesAsync(bound);
        _answer.SetResult();
        Assert.All(await Task.WhenAll(asking), a => TextOf(a));
        Assert.Equal(40, server.Queries.Count);
        Assert.Equal(bound, _most);
    }

    /// <summary>A reply that counts as open until it is sent.</summary>
    private ScriptedReply Hold(ScriptedReply reply)
    {
        var open = Interlocked.Increment(ref _open);
        for (var most = _most; most < open; most = _most)
        {
            Interlocked.CompareExchange(ref _most, open, most);
        }

        return reply with { HeldUntil = CloseAsync() };
    }

    private async Task CloseAsync()
    {
        await _answer.Task;
        Interlocked.Decrement(ref _open);
    }
}
