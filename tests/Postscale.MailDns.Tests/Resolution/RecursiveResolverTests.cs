using Postscale.MailDns.Resolution;
using Postscale.Testing;

namespace Postscale.MailDns.Tests.Resolution;

/// <summary>The resolver against real servers: Unbound in front of NSD.</summary>
public sealed class RecursiveResolverTests(NameServers servers)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RecursiveResolver Resolver => new(new ResolverOptions { Servers = [servers.Recursive.Endpoint] });

    [Fact]
    public async Task Records_are_found_with_the_server_that_gave_them()
    {
        var answer = await Ask("customer.test", RecordType.MX);
        Assert.Equal(DnsOutcome.Found, answer.Outcome);
        Assert.Equal([(10, "mx.platform.test"), (20, "mx2.customer.test")], answer.Records.Cast<MxRecord>().Select(r => ((int)r.Preference, r.Exchange.Text)).Order());
        Assert.Equal(servers.Recursive.Endpoint.ToString(), answer.Server);
        Assert.True(answer.Duration > TimeSpan.Zero);
        Assert.Empty(answer.Aliases);
        Assert.False(answer.Authenticated);
    }

    [Theory]
    [InlineData("mx2.customer.test", RecordType.A, "192.0.2.2")]
    [InlineData("mx2.customer.test", RecordType.Aaaa, "2001:db8::2")]
    public async Task Addresses_of_both_families_are_read(string name, RecordType type, string address) =>
        Assert.Equal(address, Assert.IsType<AddressRecord>(Assert.Single((await Ask(name, type)).Records)).Address.ToString());

    [Fact]
    public async Task Text_of_several_strings_keeps_them_apart_and_joins_them()
    {
        var texts = (await Ask("customer.test", RecordType.Txt)).Records.Cast<TxtRecord>().ToList();
        Assert.Equal(2, texts.Count);
        Assert.Equal("one two three", Assert.Single(texts, t => t.Strings.Count == 3).Text);
    }

    [Fact]
    public async Task The_retired_SPF_type_is_read_as_text() =>
        Assert.Equal("abc", Assert.IsType<TxtRecord>(Assert.Single((await Ask("customer.test", RecordType.Spf)).Records)).Text);

    [Fact]
    public async Task A_type_the_library_does_not_know_is_kept_as_octets() =>
        Assert.Equal((RecordType)257, Assert.IsType<OpaqueRecord>(Assert.Single((await Ask("customer.test", (RecordType)257)).Records)).Type);

    [Fact]
    public async Task A_null_MX_is_an_answer() =>
        Assert.True(Assert.IsType<MxRecord>(Assert.Single((await Ask("null.customer.test", RecordType.MX)).Records)).IsNull);

    [Fact]
    public async Task A_pointer_is_found() =>
        Assert.Equal("mx2.customer.test", Assert.IsType<NameRecord>(Assert.Single((await Ask("1.2.0.192.customer.test", RecordType.Ptr)).Records)).Target.Text);

    [Fact]
    public async Task A_wildcard_answers_under_the_asked_name() =>
        Assert.Equal("any.wild.customer.test", Assert.Single((await Ask("any.wild.customer.test", RecordType.Txt)).Records).Owner.Text);

    [Theory]
    [InlineData("customer.test", RecordType.Aaaa, DnsOutcome.NoData)]
    [InlineData("empty.customer.test", RecordType.Txt, DnsOutcome.NoData)]
    [InlineData("no.such.customer.test", RecordType.Txt, DnsOutcome.NoSuchName)]
    [InlineData("outside.invalid", RecordType.Txt, DnsOutcome.NoSuchName)]
    public async Task No_data_and_no_such_name_are_told_apart(string name, RecordType type, DnsOutcome outcome)
    {
        var answer = await Ask(name, type);
        Assert.Equal(outcome, answer.Outcome);
        Assert.Empty(answer.Records);
        Assert.True(answer.IsVoid);
    }

    [Fact]
    public async Task Aliases_are_followed_across_zones_and_listed_in_order()
    {
        var answer = await Ask("ps-bounces.customer.test", RecordType.A);
        Assert.Equal(DnsOutcome.Found, answer.Outcome);
        Assert.Equal(["bounces.platform.test", "really.platform.test"], answer.Aliases.Select(a => a.Text));
        Assert.Equal("really.platform.test", answer.FinalName.Text);
        Assert.Equal("really.platform.test", Assert.Single(answer.Records).Owner.Text);
    }

    [Theory]
    [InlineData("dangling.customer.test", DnsOutcome.NoSuchName, "nothing.platform.test")]
    [InlineData("nodata.customer.test", DnsOutcome.NoData, "mx.platform.test")]
    public async Task A_negative_end_of_a_chain_keeps_the_chain(string name, DnsOutcome outcome, string alias)
    {
        var answer = await Ask(name, RecordType.Txt);
        Assert.Equal(outcome, answer.Outcome);
        Assert.Equal([alias], answer.Aliases.Select(a => a.Text));
    }

    [Fact]
    public async Task Asked_for_the_alias_itself_it_is_not_followed()
    {
        var answer = await Ask("ps-bounces.customer.test", RecordType.Cname);
        Assert.Equal("bounces.platform.test", Assert.IsType<NameRecord>(Assert.Single(answer.Records)).Target.Text);
        Assert.Empty(answer.Aliases);
        Assert.Equal(DnsOutcome.NoData, (await Ask("mx2.customer.test", RecordType.Cname)).Outcome);
    }

    [Fact]
    public async Task A_DNAME_leads_on_and_its_alias_is_listed()
    {
        var answer = await Ask("leaf.tree.customer.test", RecordType.Txt);
        Assert.Equal("through the tree", Assert.IsType<TxtRecord>(Assert.Single(answer.Records)).Text);
        Assert.Equal(["leaf.tree.platform.test"], answer.Aliases.Select(a => a.Text));
    }

    [Fact]
    public async Task A_circle_of_aliases_is_a_temporary_failure()
    {
        var answer = await Ask("circle1.customer.test", RecordType.A);
        Assert.Equal(DnsOutcome.TemporaryFailure, answer.Outcome);
        Assert.True(answer.Failure is DnsFailure.AliasLoop or DnsFailure.ServerFailure, answer.FailureText);
    }

    [Fact]
    public async Task A_set_too_large_for_UDP_is_fetched_over_TCP()
    {
        var answer = await Ask("big.customer.test", RecordType.Txt);
        Assert.Equal(40, answer.Records.Count);
        Assert.Equal(40, answer.Records.Cast<TxtRecord>().Select(r => r.Text[..2]).Distinct().Count());
    }

    [Fact]
    public async Task A_name_of_full_length_can_be_asked_for()
    {
        var label = new string('a', 63);
        var name = $"{label}.{label}.{label}.{new string('b', 47)}.customer.test";
        Assert.Equal(DnsOutcome.NoSuchName, (await Ask(name, RecordType.Txt)).Outcome);
    }

    [Fact]
    public async Task Many_look_ups_at_once_all_end_well()
    {
        var resolver = new RecursiveResolver(new ResolverOptions { Servers = [servers.Recursive.Endpoint], MaxConcurrentQueries = 50 });
        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(async i =>
            await resolver.ResolveAsync(DnsName.Parse($"n{i}.wild.customer.test"), RecordType.Txt, Token)));
        Assert.All(answers, a => Assert.Equal(DnsOutcome.Found, a.Outcome));
    }

    [Fact]
    public async Task A_published_change_is_seen_and_a_dead_authority_is_no_absence()
    {
        await using var authority = await NsdServer.StartAsync(new Dictionary<string, string> { ["change.test"] = "@ TXT before" });
        await using var recursive = await UnboundServer.StartAsync(authority);
        var resolver = new RecursiveResolver(new ResolverOptions { Servers = [recursive.Endpoint], AttemptTimeout = TimeSpan.FromSeconds(3) });
        var hasty = new RecursiveResolver(new ResolverOptions { Servers = [recursive.Endpoint], TotalTimeout = TimeSpan.FromSeconds(1) });
        var name = DnsName.Parse("change.test");
        async Task<string> Text() => ((TxtRecord)Assert.Single((await resolver.ResolveAsync(name, RecordType.Txt, Token)).Records)).Text;

        Assert.Equal("before", await Text());
        await authority.ReplaceZoneAsync("change.test", "@ TXT after");
        Assert.Equal("after", await Text());
        await authority.StopAsync();
        var dead = await hasty.ResolveAsync(name, RecordType.Txt, Token);
        Assert.Equal(DnsOutcome.TemporaryFailure, dead.Outcome);
        await authority.ResumeAsync();
        await recursive.FlushAsync("change.test");
        Assert.Equal("after", await Text());
    }

    private ValueTask<DnsAnswer> Ask(string name, RecordType type) => Resolver.ResolveAsync(DnsName.Parse(name), type, Token);
}
