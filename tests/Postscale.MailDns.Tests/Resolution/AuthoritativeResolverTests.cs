using System.Net;
using Postscale.MailDns.Resolution;
using Postscale.Testing;
using static Postscale.MailDns.Tests.Resolution.Scripts;

namespace Postscale.MailDns.Tests.Resolution;

/// <summary>Two real name servers for one zone, and a caching recursive server that knows them.</summary>
public sealed class AuthoritativeResolverTests : IAsyncLifetime
{
    private const string Servers = """
        @ NS ns1
        @ NS ns2
        ns1 A 127.0.0.2
        ns2 A 127.0.0.3

        """;

    private static readonly IPAddress First = IPAddress.Parse("127.0.0.2");
    private static readonly IPAddress Second = IPAddress.Parse("127.0.0.3");
    private NsdServer _one = null!;
    private NsdServer _two = null!;
    private UnboundServer _recursive = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var port = FreePort.Next(First, Second);
        var customer = Servers + """
            @ TXT here
            alias CNAME target.platform.test.
            gone CNAME no.platform.test.
            inner CNAME @
            """;
        var both = new Dictionary<string, string> { ["customer.test"] = customer };
        _two = await NsdServer.StartAsync(both, Second, port);
        both["platform.test"] = "target TXT \"over there\"";
        _one = await NsdServer.StartAsync(both, First, port);
        _recursive = await UnboundServer.StartAsync(_one, maxTtl: 300);
    }

    public async ValueTask DisposeAsync()
    {
        await _recursive.DisposeAsync();
        await _one.DisposeAsync();
        await _two.DisposeAsync();
    }

    [Fact]
    public async Task Servers_that_agree_give_one_answer_that_names_them_all()
    {
        var answer = await Ask("customer.test");
        Assert.Equal("here", TextOf(answer));
        Assert.True(answer.IsAuthoritative);
        Assert.Null(answer.Disagreement);
        Assert.Equal(_one.Endpoint.ToString(), answer.Server);
        Assert.Equal(
            [("ns1.customer.test", _one.Endpoint.ToString(), DnsOutcome.Found), ("ns2.customer.test", _two.Endpoint.ToString(), DnsOutcome.Found)],
            answer.NameServers.Select(s => (s.NameServer.Text, s.Endpoint, s.Outcome)));
    }

    [Theory]
    [InlineData("ns1.customer.test", DnsOutcome.NoData)]
    [InlineData("deep.below.no.customer.test", DnsOutcome.NoSuchName)]
    [InlineData("gone.customer.test", DnsOutcome.NoSuchName)]
    public async Task Absence_on_all_servers_is_definite(string name, DnsOutcome outcome)
    {
        var answer = await Ask(name);
        Assert.Equal(outcome, answer.Outcome);
        Assert.True(answer.IsAuthoritative);
        Assert.Null(answer.Disagreement);
    }

    [Fact]
    public async Task Aliases_are_followed_into_other_zones_by_their_own_servers()
    {
        var answer = await Ask("alias.customer.test");
        Assert.Equal("over there", TextOf(answer));
        Assert.Equal("target.platform.test", Assert.Single(answer.Aliases).Text);
        Assert.Equal(
            ["ns1.customer.test alias.customer.test", "ns2.customer.test alias.customer.test", "ns.platform.test target.platform.test"],
            answer.NameServers.Select(s => $"{s.NameServer} {s.Name}"));
        Assert.Equal("here", TextOf(await Ask("inner.customer.test")));
    }

    [Fact]
    public async Task A_change_is_seen_past_the_cache_and_where_only_some_servers_have_it_that_is_told()
    {
        var recursive = new RecursiveResolver(Patient(_recursive.Endpoint));
        var name = DnsName.Parse("new.customer.test");
        Assert.Equal(DnsOutcome.NoSuchName, (await recursive.ResolveAsync(name, RecordType.Txt, Token)).Outcome);

        await _two.ReplaceZoneAsync("customer.test", Servers + "new TXT fresh");
        var answer = await Ask("new.customer.test");
        Assert.Equal("fresh", TextOf(answer));
        Assert.Equal("1 of 2 name servers of customer.test has it", answer.Disagreement);
        Assert.Equal([DnsOutcome.NoSuchName, DnsOutcome.Found], answer.NameServers.Select(s => s.Outcome));

        await _one.ReplaceZoneAsync("customer.test", Servers + "new TXT fresh");
        answer = await Ask("new.customer.test");
        Assert.Equal("fresh", TextOf(answer));
        Assert.Null(answer.Disagreement);
        Assert.Equal(DnsOutcome.NoSuchName, (await recursive.ResolveAsync(name, RecordType.Txt, Token)).Outcome);
    }

    [Fact]
    public async Task A_dead_server_does_not_count_but_is_named()
    {
        await _two.StopAsync();
        var answer = await Ask("customer.test");
        Assert.Equal("here", TextOf(answer));
        Assert.Null(answer.Disagreement);
        Assert.Equal([null, "cannot be reached (connection refused)"], answer.NameServers.Select(s => s.FailureText));
        Assert.Equal(DnsOutcome.NoSuchName, (await Ask("no.customer.test")).Outcome);
    }

    [Fact]
    public async Task With_all_servers_dead_the_recursive_one_is_asked()
    {
        var recursive = new RecursiveResolver(Patient(_recursive.Endpoint));
        Assert.Equal("here", TextOf(await recursive.ResolveAsync(DnsName.Parse("customer.test"), RecordType.Txt, Token)));
        var resolver = new AuthoritativeResolver(Patient(_recursive.Endpoint), Loopback);
        Assert.True((await resolver.ResolveAsync(DnsName.Parse("customer.test"), RecordType.Txt, Token)).IsAuthoritative);
        await _one.StopAsync();
        await _two.StopAsync();
        var answer = await resolver.ResolveAsync(DnsName.Parse("customer.test"), RecordType.Txt, Token);
        Assert.Equal("here", TextOf(answer));
        Assert.False(answer.IsAuthoritative);
        Assert.Equal(_recursive.Endpoint.ToString(), answer.Server);
        Assert.Equal(2, answer.NameServers.Count);
    }

    [Fact]
    public async Task Servers_at_addresses_that_are_not_public_are_not_asked()
    {
        var resolver = new AuthoritativeResolver(Patient(_recursive.Endpoint), Loopback with { AllowPrivateServers = false });
        var answer = await resolver.ResolveAsync(DnsName.Parse("customer.test"), RecordType.Txt, Token);
        Assert.Equal("here", TextOf(answer));
        Assert.False(answer.IsAuthoritative);
        Assert.Equal("is not asked: its address 127.0.0.2 is not public (loopback)", answer.NameServers[0].FailureText);
        Assert.Null(answer.NameServers[0].Endpoint);
    }

    private AuthoritativeOptions Loopback => new() { AllowPrivateServers = true, Port = _one.Endpoint.Port };

    private ValueTask<DnsAnswer> Ask(string name) =>
        new AuthoritativeResolver(Patient(_recursive.Endpoint), Loopback).ResolveAsync(DnsName.Parse(name), RecordType.Txt, Token);
}
