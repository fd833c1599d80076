using System.Net;
using Postscale.MailDns.Resolution;
using Postscale.Testing;

namespace Postscale.MailDns.Tests.Resolution;

public sealed class AgreeingResolverTests
{
    private static readonly DnsName Name = DnsName.Parse("a.example");

    [Fact]
    public async Task What_enough_resolvers_answer_alike_is_the_answer()
    {
        var answer = await AskAsync(2, World("one", "two"), World("two", "one"), World("three"));
        Assert.Equal(DnsOutcome.Found, answer.Outcome);
        Assert.Equal(["one", "two"], answer.Records.OfType<TxtRecord>().Select(r => r.Text).Order());
    }

    [Fact]
    public async Task A_single_forger_decides_nothing()
    {
        var answer = await AskAsync(2, World("forged"), World(), World());
        Assert.Equal(DnsOutcome.NoSuchName, answer.Outcome);
    }

    [Fact]
    public async Task Resolvers_that_do_not_agree_are_a_temporary_failure_that_says_so()
    {
        var answer = await AskAsync(2, World("one"), World("two"));
        Assert.Equal((DnsOutcome.TemporaryFailure, DnsFailure.Disagreement), (answer.Outcome, answer.Failure));
        Assert.Equal("the resolvers do not agree (in memory has 1 record(s), in memory has 1 record(s)), and 2 of 2 must", answer.FailureText);
        Assert.Empty(answer.Records);
    }

    [Fact]
    public async Task Absence_is_agreed_on_like_presence()
    {
        Assert.Equal(DnsOutcome.NoSuchName, (await AskAsync(2, World(), World())).Outcome);
        Assert.Equal(DnsFailure.Disagreement, (await AskAsync(2, World(), World("one"))).Failure);
    }

    [Fact]
    public async Task A_resolver_that_fails_is_made_up_for_by_others_or_reported()
    {
        var broken = new ZoneResolver().Fail("a.example", DnsFailure.Timeout);
        Assert.Equal(DnsOutcome.Found, (await AskAsync(2, World("one"), broken, World("one"))).Outcome);
        Assert.Equal(DnsFailure.Timeout, (await AskAsync(2, World("one"), broken)).Failure);
    }

    [Fact]
    public async Task Aliases_are_part_of_what_is_agreed_on()
    {
        var alias = new ZoneResolver().Cname("a.example", "b.example").Txt("b.example", "one");
        var other = new ZoneResolver().Cname("a.example", "c.example").Cname("c.example", "b.example").Txt("b.example", "one");
        Assert.Equal(DnsFailure.Disagreement, (await AskAsync(2, alias, other)).Failure);
    }

    [Fact]
    public async Task Times_to_live_and_order_do_not_matter()
    {
        var young = new ZoneResolver().Add(new AddressRecord(Name, 10, IPAddress.Loopback)).Add(new AddressRecord(Name, 10, IPAddress.Any));
        var old = new ZoneResolver().Add(new AddressRecord(Name, 3, IPAddress.Any)).Add(new AddressRecord(Name, 3, IPAddress.Loopback));
        Assert.Equal(DnsOutcome.Found, (await AskAsync(2, RecordType.A, young, old)).Outcome);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void More_than_there_are_cannot_agree(int required) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new AgreeingResolver([World(), World()], required));

    private static ZoneResolver World(params string[] texts)
    {
        var world = new ZoneResolver();
        foreach (var text in texts)
        {
            world.Txt(Name.Text, text);
        }

        return world;
    }

    private static Task<DnsAnswer> AskAsync(int required, params ZoneResolver[] resolvers) => AskAsync(required, RecordType.Txt, resolvers);

    private static async Task<DnsAnswer> AskAsync(int required, RecordType type, params ZoneResolver[] resolvers) =>
        await new AgreeingResolver(resolvers, required).ResolveAsync(Name, type, TestContext.Current.CancellationToken);
}
