using Postscale.MailDns.Resolution;
using Postscale.Testing;
using static Postscale.MailDns.Tests.Resolution.Scripts;

namespace Postscale.MailDns.Tests.Resolution;

/// <summary>What is made of responses that are well formed, but odd.</summary>
public sealed class ResponseReadingTests
{
    public static TheoryData<string, ScriptedReply, string> Unreliable => new()
    {
        { "referral", new() { Authorities = [new NameRecord(DnsName.Parse("customer.test"), RecordType.NS, 1, DnsName.Parse("ns.test"))] }, "answered with a referral instead of an answer" },
        { "filtered", ScriptedReply.NoSuchName("customer.test") with { ExtendedError = 17 }, "found nothing, but says why that may not hold (filtered)" },
        { "blocked", ScriptedReply.NoData("customer.test") with { ExtendedError = 15 }, "found nothing, but says why that may not hold (blocked)" },
        { "stale", ScriptedReply.NoSuchName("customer.test") with { ExtendedError = 19 }, "found nothing, but says why that may not hold (stale NXDOMAIN answer)" },
    };

    public static TheoryData<string, ScriptedReply, DnsOutcome> Reliable => new()
    {
        { "NXDOMAIN", ScriptedReply.NoSuchName("customer.test"), DnsOutcome.NoSuchName },
        { "NXDOMAIN without SOA", new() { ResponseCode = 3 }, DnsOutcome.NoSuchName },
        { "NXDOMAIN of an authority", ScriptedReply.NoSuchName("test") with { RecursionAvailable = false, IsAuthoritative = true }, DnsOutcome.NoSuchName },
        { "NXDOMAIN with neither AA nor RA", ScriptedReply.NoSuchName("customer.test") with { RecursionAvailable = false }, DnsOutcome.NoSuchName },
        { "no data with neither AA nor RA", ScriptedReply.NoData("customer.test") with { RecursionAvailable = false }, DnsOutcome.NoData },
        { "nothing at all, with neither AA nor RA", new() { RecursionAvailable = false }, DnsOutcome.NoData },
        { "no data", ScriptedReply.NoData("customer.test"), DnsOutcome.NoData },
        { "no data without SOA", new(), DnsOutcome.NoData },
        { "no data of an authority", new() { RecursionAvailable = false, IsAuthoritative = true }, DnsOutcome.NoData },
        { "records of another name only", ScriptedReply.Found(Text(DnsName.Parse("other.test"))) with { Authorities = [ScriptedReply.Soa("test")] }, DnsOutcome.NoData },
        { "an error that taints nothing", ScriptedReply.NoData("customer.test") with { ExtendedError = 0 }, DnsOutcome.NoData },
    };

    [Theory]
    [MemberData(nameof(Unreliable))]
    public async Task Absence_without_ground_is_a_temporary_failure(string what, ScriptedReply reply, string text)
    {
        await using var server = ScriptedDnsServer.Start(_ => reply);
        Fails(await AskAsync(Patient(server.Endpoint)), DnsFailure.Refused, $"{server.Endpoint} {text}");
        Assert.True(server.Queries.Count == 1, what);
    }

    [Theory]
    [MemberData(nameof(Reliable))]
    public async Task Absence_with_ground_is_definite(string what, ScriptedReply reply, DnsOutcome outcome)
    {
        await using var server = ScriptedDnsServer.Start(_ => reply);
        Assert.True((await AskAsync(Patient(server.Endpoint))).Outcome == outcome, what);
    }

    [Fact]
    public async Task Records_together_with_NXDOMAIN_are_no_answer()
    {
        await using var server = ScriptedDnsServer.Start(q => Found(q) with { ResponseCode = 3 });
        Fails(await AskAsync(Patient(server.Endpoint)), DnsFailure.Malformed, $"{server.Endpoint} answered NXDOMAIN together with records");
    }

    [Fact]
    public async Task A_chain_that_a_response_does_not_end_is_asked_on()
    {
        await using var server = ScriptedDnsServer.Start(q => q.Name.Text switch
        {
            "a.test" => ScriptedReply.Found(Alias("a.test", "b.test"), Alias("b.test", "c.test")),
            "c.test" => ScriptedReply.Found(Alias("c.test", "d.test")),
            _ => Found(q),
        });
        var answer = await AskAsync(Patient(server.Endpoint), DnsName.Parse("a.test"));
        Assert.Equal("found", TextOf(answer));
        Assert.Equal(["b.test", "c.test", "d.test"], answer.Aliases.Select(a => a.Text));
        Assert.Equal(["a.test", "c.test", "d.test"], server.Queries.Select(q => q.Name.Text));
    }

    [Fact]
    public async Task An_SOA_of_the_zone_that_the_chain_left_does_not_end_it()
    {
        await using var server = ScriptedDnsServer.Start(q => q.Name.Text == "a.one.test"
            ? ScriptedReply.Found(Alias("a.one.test", "b.two.test")) with { Authorities = [ScriptedReply.Soa("one.test")] }
            : Found(q));
        Assert.Equal("found", TextOf(await AskAsync(Patient(server.Endpoint), DnsName.Parse("a.one.test"))));
    }

    [Fact]
    public async Task Aliases_in_any_order_make_the_chain()
    {
        await using var server = ScriptedDnsServer.Start(_ => ScriptedReply.Found(
            Text(DnsName.Parse("c.test")), Alias("b.test", "c.test"), Alias("a.test", "b.test")));
        Assert.Equal(["b.test", "c.test"], (await AskAsync(Patient(server.Endpoint), DnsName.Parse("a.test"))).Aliases.Select(a => a.Text));
    }

    [Fact]
    public async Task A_DNAME_without_its_CNAME_is_followed_all_the_same()
    {
        await using var server = ScriptedDnsServer.Start(q => q.Name.Text == "x.y.old.test"
            ? ScriptedReply.Found(new NameRecord(DnsName.Parse("old.test"), RecordType.Dname, 60, DnsName.Parse("new.test")))
            : Found(q));
        var answer = await AskAsync(Patient(server.Endpoint), DnsName.Parse("x.y.old.test"));
        Assert.Equal("found", TextOf(answer));
        Assert.Equal("x.y.new.test", Assert.Single(answer.Aliases).Text);
    }

    [Fact]
    public async Task A_circle_over_several_responses_is_seen()
    {
        await using var server = ScriptedDnsServer.Start(q => ScriptedReply.Found(q.Name.Text == "a.test" ? Alias("a.test", "b.test") : Alias("b.test", "a.test")));
        Fails(await AskAsync(Patient(server.Endpoint), DnsName.Parse("a.test")), DnsFailure.AliasLoop, "its aliases lead in a circle, back to a.test");
        Assert.Equal(2, server.Queries.Count);
    }

    [Fact]
    public async Task A_circle_within_one_response_is_seen()
    {
        await using var server = ScriptedDnsServer.Start(_ => ScriptedReply.Found(Alias("a.test", "b.test"), Alias("b.test", "b.test")));
        var answer = await AskAsync(Patient(server.Endpoint), DnsName.Parse("a.test"));
        Fails(answer, DnsFailure.AliasLoop, "its aliases lead in a circle, back to b.test");
    }

    [Theory]
    [InlineData(12, DnsOutcome.Found)]
    [InlineData(13, DnsOutcome.TemporaryFailure)]
    public async Task Twelve_aliases_are_followed_and_no_more(int aliases, DnsOutcome outcome)
    {
        await using var server = ScriptedDnsServer.Start(q =>
        {
            var at = int.Parse(q.Name.Text[1..^5], null);
            return at == aliases ? Found(q) : ScriptedReply.Found(Alias($"n{at}.test", $"n{at + 1}.test"));
        });
        var answer = await AskAsync(Patient(server.Endpoint), DnsName.Parse("n0.test"));
        Assert.Equal(outcome, answer.Outcome);
        Assert.Equal(12, answer.Aliases.Count);
        Assert.Equal(outcome == DnsOutcome.Found ? null : "more than 12 aliases follow each other", answer.FailureText);
    }

    [Fact]
    public async Task A_failure_behind_an_alias_keeps_the_alias()
    {
        await using var server = ScriptedDnsServer.Start(q => q.Name.Text == "a.test" ? ScriptedReply.Found(Alias("a.test", "b.test")) : ScriptedReply.Code(2));
        var answer = await AskAsync(Patient(server.Endpoint), DnsName.Parse("a.test"));
        Fails(answer, DnsFailure.ServerFailure, $"{server.Endpoint} answered SERVFAIL");
        Assert.Equal("b.test", Assert.Single(answer.Aliases).Text);
    }

    [Fact]
    public async Task Validation_must_cover_every_step_of_a_chain()
    {
        await using var server = ScriptedDnsServer.Start(q => q.Name.Text == "a.test"
            ? ScriptedReply.Found(Alias("a.test", "b.test"))
            : Found(q) with { IsAuthenticated = true });
        Assert.False((await AskAsync(Patient(server.Endpoint), DnsName.Parse("a.test"))).Authenticated);
        Assert.True((await AskAsync(Patient(server.Endpoint), DnsName.Parse("b.test"))).Authenticated);
    }

    [Fact]
    public async Task A_record_that_is_sent_twice_counts_once()
    {
        await using var server = ScriptedDnsServer.Start(q => ScriptedReply.Found(Text(q), Text(q, "other"), Text(q) with { Ttl = 7 }));
        Assert.Equal(2, (await AskAsync(Patient(server.Endpoint))).Records.Count);
    }
}
