using System.Net;
using Postscale.MailDns.Resolution;
using Postscale.Testing;
using static Postscale.MailDns.Tests.Resolution.Scripts;

namespace Postscale.MailDns.Tests.Resolution;

/// <summary>Name servers that are lame, refer elsewhere, or are many; and what is asked of whom.</summary>
public sealed class AuthorityFaultTests
{
    private static readonly IPAddress Address = IPAddress.Parse("127.0.0.4");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Name_servers_are_asked_without_recursion_and_remembered()
    {
        await using var authority = Authority(q => Found(q) with { IsAuthoritative = true });
        await using var recursive = Recursive("customer.test");
        var resolver = Resolver(recursive, authority);
        for (var i = 0; i < 3; i++)
        {
            Assert.True((await resolver.ResolveAsync(Name, RecordType.Txt, Token)).IsAuthoritative);
        }

        Assert.Equal(3, authority.Queries.Count);
        Assert.All(authority.Queries, q => Assert.False(q.RecursionDesired));
        Assert.Equal(
            ["NS customer.test", "A ns.customer.test", "AAAA ns.customer.test"],
            recursive.Queries.Where(q => q.Name != Name).Select(Show).OrderBy(s => s.Length));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 3)]
    public async Task Names_that_are_no_zones_are_remembered_where_an_SOA_says_for_how_long(bool hasSoa, int times)
    {
        var deep = Name.Prepend("selector._domainkey");
        await using var authority = Authority(q => Found(q) with { IsAuthoritative = true });
        await using var recursive = ScriptedDnsServer.Start(q => (q.Type, q.Name.Text) switch
        {
            (RecordType.NS, "customer.test") => ScriptedReply.Found(new NameRecord(q.Name, RecordType.NS, 60, q.Name.Prepend("ns"))),
            (RecordType.A, _) => ScriptedReply.Found(new AddressRecord(q.Name, 60, Address)),
            _ => hasSoa ? ScriptedReply.NoData("customer.test") : new ScriptedReply(),
        });
        var resolver = Resolver(recursive, authority);
        for (var i = 0; i < 3; i++)
        {
            Assert.True((await resolver.ResolveAsync(deep, RecordType.Txt, Token)).IsAuthoritative);
        }

        Assert.Equal(3 * times, recursive.Queries.Count(q => q.Type == RecordType.NS && q.Name.Text != "customer.test"));
        Assert.Single(recursive.Queries, q => q.Type == RecordType.NS && q.Name.Text == "customer.test");
    }

    [Fact]
    public async Task Look_ups_at_once_find_their_zone_once()
    {
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var authority = Authority(q => Found(q) with { IsAuthoritative = true });
        await using var recursive = ScriptedDnsServer.Start(q => q.Type switch
        {
            RecordType.NS when q.Name.Text == "customer.test" => ScriptedReply.Found(new NameRecord(q.Name, RecordType.NS, 60, q.Name.Prepend("ns"))) with { HeldUntil = all.Task },
            RecordType.A => ScriptedReply.Found(new AddressRecord(q.Name, 60, Address)),
            _ => ScriptedReply.NoData("customer.test"),
        });
        var resolver = Resolver(recursive, authority);
        using var leaving = new CancellationTokenSource();
        var first = resolver.ResolveAsync(DnsName.Parse("customer.test"), RecordType.Txt, leaving.Token).AsTask();
        await recursive.WaitForQueriesAsync(1);
        var others = Enumerable.Range(0, 10).Select(_ => resolver.ResolveAsync(DnsName.Parse("customer.test"), RecordType.Txt, Token).AsTask()).ToList();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        all.SetResult();
        Assert.All(await Task.WhenAll(others), a => Assert.True(a.IsAuthoritative));
        Assert.Single(recursive.Queries, q => q.Type == RecordType.NS);
    }

    public static TheoryData<string, ScriptedReply, string> Useless => new()
    {
        { "lame", ScriptedReply.Found(Text(Name)), "answered without authority for the zone" },
        { "lame NXDOMAIN", ScriptedReply.NoSuchName("customer.test"), "answered without authority for the zone" },
        { "refusing", ScriptedReply.Code(5), "answered REFUSED" },
        { "referral up", Referral("test", "ns.customer.test"), "answered with a referral that leads nowhere" },
        { "referral to itself", Referral("customer.test", "ns.customer.test"), "answered with a referral that leads nowhere" },
        { "referral aside", Referral("other.customer.test", "ns.customer.test"), "answered with a referral that leads nowhere" },
    };

    [Theory]
    [MemberData(nameof(Useless))]
    public async Task A_server_that_does_not_speak_for_the_zone_does_not_count(string what, ScriptedReply reply, string text)
    {
        await using var authority = Authority(_ => reply);
        await using var recursive = Recursive("customer.test");
        var answer = await Resolver(recursive, authority).ResolveAsync(Name, RecordType.Txt, Token);
        Assert.True(TextOf(answer) == "by recursion", what);
        Assert.False(answer.IsAuthoritative);
        Assert.Equal(text, Assert.Single(answer.NameServers).FailureText);
    }

    [Fact]
    public async Task A_delegation_that_caches_do_not_know_yet_is_followed()
    {
        // The recursive server knows only the zone above: its cache holds the absence of the new one.
        await using var authority = Authority(q => q.Name == Name
            ? Referral("customer.test", "ns.customer.test", new AddressRecord(DnsName.Parse("ns.customer.test"), 60, IPAddress.Parse("127.0.0.5")))
            : ScriptedReply.Code(5));
        await using var below = ScriptedDnsServer.Start(q => Found(q) with { IsAuthoritative = true }, IPAddress.Parse("127.0.0.5"), authority.Endpoint.Port);
        await using var recursive = Recursive("test");
        var answer = await Resolver(recursive, authority).ResolveAsync(Name, RecordType.Txt, Token);
        Assert.Equal("found", TextOf(answer));
        Assert.True(answer.IsAuthoritative);
        Assert.Equal(["ns.test", "ns.customer.test"], answer.NameServers.Select(s => s.NameServer.Text));
        Assert.Equal(below.Endpoint.ToString(), answer.Server);
    }

    [Fact]
    public async Task An_address_outside_its_zone_is_not_taken_from_a_referral()
    {
        await using var authority = Authority(_ => Referral("customer.test", "ns.test", new AddressRecord(DnsName.Parse("ns.test"), 60, IPAddress.Parse("127.0.0.6"))));
        await using var stranger = ScriptedDnsServer.Start(q => Found(q) with { IsAuthoritative = true }, IPAddress.Parse("127.0.0.6"), authority.Endpoint.Port);
        await using var recursive = Recursive("test");
        await Resolver(recursive, authority).ResolveAsync(Name, RecordType.Txt, Token);
        Assert.Empty(stranger.Queries);
    }

    [Fact]
    public async Task Referrals_without_end_end()
    {
        var name = DnsName.Parse(string.Join('.', Enumerable.Range(0, 30).Select(i => $"n{i}")) + ".test");
        var depth = 1;
        await using var authority = Authority(q => Referral(q.Name.Ancestor(q.Name.LabelCount - ++depth).Text, "ns.test"));
        await using var recursive = Recursive("test");
        var answer = await Resolver(recursive, authority).ResolveAsync(name, RecordType.Txt, Token);
        Assert.Equal("by recursion", TextOf(answer));
        Assert.InRange(authority.Queries.Count, 2, 10);
    }

    [Fact]
    public async Task An_answer_past_an_alias_out_of_the_zone_is_not_taken_from_its_server()
    {
        await using var authority = Authority(q => q.Name == Name
            ? ScriptedReply.Found(Alias(Name.Text, "x.platform.test"), Text(DnsName.Parse("x.platform.test"), "stale copy")) with { IsAuthoritative = true }
            : Found(q) with { IsAuthoritative = true });
        await using var recursive = Recursive("customer.test", "platform.test");
        var answer = await Resolver(recursive, authority).ResolveAsync(Name, RecordType.Txt, Token);
        Assert.Equal("found", TextOf(answer));
        Assert.Equal("x.platform.test", Assert.Single(answer.Aliases).Text);
    }

    [Fact]
    public async Task Of_many_name_servers_only_so_many_are_asked()
    {
        await using var authority = Authority(q => Found(q) with { IsAuthoritative = true });
        await using var recursive = ScriptedDnsServer.Start(q => q.Type switch
        {
            RecordType.NS => ScriptedReply.Found([.. Enumerable.Range(0, 30).Select(i => new NameRecord(q.Name, RecordType.NS, 60, DnsName.Parse($"ns{i}.test")))]),
            // Addresses of their own, and only the first one's answers: one address is asked once whatever names it has.
            RecordType.A when q.Name != DnsName.Parse("ns0.test") => ScriptedReply.Found(new AddressRecord(q.Name, 60, IPAddress.Parse($"127.0.1.{q.Name.Text[2..^5]}"))),
            RecordType.A => ScriptedReply.Found([.. Enumerable.Range(0, 30).Select(i => new AddressRecord(q.Name, 60, Address))]),
            _ => ScriptedReply.NoData("test"),
        });
        var answer = await Resolver(recursive, authority).ResolveAsync(Name, RecordType.Txt, Token);
        Assert.Equal("found", TextOf(answer));
        Assert.Equal(8, answer.NameServers.Count);
        Assert.Equal(8, recursive.Queries.Count(q => q.Type == RecordType.A));
    }

    [Fact]
    public async Task Silent_servers_leave_time_for_falling_back_and_the_total_bound_holds()
    {
        await using var authority = Authority(_ => ScriptedReply.Drop);
        await using var recursive = Recursive("customer.test");
        var options = Options(recursive.Endpoint) with { TotalTimeout = TimeSpan.FromSeconds(5) };
        var answer = await new AuthoritativeResolver(options, Loopback(authority)).ResolveAsync(Name, RecordType.Txt, Token);
        Assert.Equal("by recursion", TextOf(answer));
        Assert.Equal("did not answer", Assert.Single(answer.NameServers).FailureText);
        Assert.Equal(2, authority.Queries.Count);
    }

    [Fact]
    public async Task Where_nothing_answers_the_look_up_fails_within_its_bound()
    {
        await using var silent = ScriptedDnsServer.Start(_ => ScriptedReply.Drop);
        var options = Options(silent.Endpoint) with { TotalTimeout = TimeSpan.FromMilliseconds(700) };
        var answer = await new AuthoritativeResolver(options).ResolveAsync(Name, RecordType.Txt, Token);
        Assert.Equal(DnsFailure.Timeout, answer.Failure);
        Assert.True(answer.Duration < TimeSpan.FromSeconds(2.5), answer.Duration.ToString());
    }

    [Fact]
    public async Task A_circle_of_aliases_is_seen()
    {
        await using var authority = Authority(q => ScriptedReply.Found(
            q.Name.Text == "a.customer.test" ? Alias("a.customer.test", "b.platform.test") : Alias("b.platform.test", "a.customer.test")) with
        { IsAuthoritative = true });
        await using var recursive = Recursive("customer.test", "platform.test");
        var answer = await Resolver(recursive, authority).ResolveAsync(DnsName.Parse("a.customer.test"), RecordType.Txt, Token);
        Fails(answer, DnsFailure.AliasLoop, "its aliases lead in a circle, back to a.customer.test");
    }

    [Fact]
    public async Task Cancelling_ends_the_look_up()
    {
        await using var authority = Authority(_ => ScriptedReply.Drop);
        await using var recursive = Recursive("customer.test");
        using var cancel = new CancellationTokenSource();
        var asking = Resolver(recursive, authority).ResolveAsync(Name, RecordType.Txt, cancel.Token).AsTask();
        await authority.WaitForQueriesAsync(1);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.WaitAsync(TimeSpan.FromSeconds(2), Token));
    }

    private static ScriptedDnsServer Authority(Func<ScriptedQuery, ScriptedReply> script) => ScriptedDnsServer.Start(script, Address);

    /// <summary>A recursive server that knows these zones, each with one name server "ns" at the one address.</summary>
    private static ScriptedDnsServer Recursive(params string[] zones) => ScriptedDnsServer.Start(q => q.Type switch
    {
        RecordType.NS when zones.Contains(q.Name.Text) => ScriptedReply.Found(new NameRecord(q.Name, RecordType.NS, 60, q.Name.Prepend("ns"))),
        RecordType.A => ScriptedReply.Found(new AddressRecord(q.Name, 60, Address)),
        RecordType.Txt => ScriptedReply.Found(Text(q, "by recursion")),
        _ => ScriptedReply.NoData("."),
    });

    private static ScriptedReply Referral(string zone, string server, params DnsRecord[] glue) => new()
    {
        RecursionAvailable = false,
        Authorities = [new NameRecord(DnsName.Parse(zone), RecordType.NS, 60, DnsName.Parse(server))],
        Additionals = glue,
    };

    private static AuthoritativeOptions Loopback(ScriptedDnsServer authority) => new() { AllowPrivateServers = true, Port = authority.Endpoint.Port };

    private static AuthoritativeResolver Resolver(ScriptedDnsServer recursive, ScriptedDnsServer authority) =>
        new(Patient(recursive.Endpoint), Loopback(authority));

    private static string Show(ScriptedQuery query) => $"{query.Type.ToString().ToUpperInvariant()} {query.Name}";
}
