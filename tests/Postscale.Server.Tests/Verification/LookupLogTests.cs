using Postscale.MailDns.Resolution;
using Postscale.Server.Records;
using Postscale.Server.Verification;

namespace Postscale.Server.Tests.Verification;

public sealed class LookupLogTests
{
    private const string FellBack = "none of the domain's own name servers answered; the recursive resolver was asked instead, whose cache may be old";
    private static readonly DnsName s_name = DnsName.Parse("example.com");

    [Fact]
    public async Task An_answer_that_no_name_server_of_the_domain_gave_is_warned_of_and_names_none()
    {
        var finding = await CompleteAsync(Answer(Silent("192.0.2.1:53"), Silent("192.0.2.2:53")));

        Assert.Equal([FellBack, "a warning"], finding.Warnings);
        Assert.Empty(finding.Servers);
    }

    [Fact]
    public async Task Of_the_name_servers_those_are_named_that_answered()
    {
        var finding = await CompleteAsync(Answer(Silent("192.0.2.1:53"), Answering("192.0.2.2:53")) with { IsAuthoritative = true });

        Assert.Equal(["a warning"], finding.Warnings);
        Assert.Equal(["192.0.2.2:53"], finding.Servers);
    }

    [Fact]
    public async Task A_recursive_resolver_s_answer_is_nothing_to_warn_of()
    {
        var finding = await CompleteAsync(Answer() with { Server = "192.0.2.9:53" });

        Assert.Equal(["a warning"], finding.Warnings);
        Assert.Equal(["192.0.2.9:53"], finding.Servers);
    }

    [Fact]
    public async Task A_failure_is_no_fall_back()
    {
        var finding = await CompleteAsync(Answer(Silent("192.0.2.1:53")) with { Outcome = DnsOutcome.TemporaryFailure, Failure = DnsFailure.Timeout });

        Assert.Equal(["a warning"], finding.Warnings);
        Assert.Empty(finding.Servers);
    }

    [Fact]
    public async Task That_name_servers_differ_is_told_before_all_else()
    {
        var finding = await CompleteAsync(Answer(Answering("192.0.2.1:53")) with { IsAuthoritative = true, Disagreement = "1 of 2 have it" });

        Assert.Equal(["1 of 2 have it", "a warning"], finding.Warnings);
    }

    private static async Task<Finding> CompleteAsync(DnsAnswer answer)
    {
        var log = new LookupLog(new OneAnswer(answer));
        await log.ResolveAsync(answer.Name, answer.Type, TestContext.Current.CancellationToken);
        return log.Complete(Finding.Holds(RecordKinds.Mx, [], "a warning"), TimeSpan.Zero);
    }

    private static DnsAnswer Answer(params NameServerAnswer[] servers) =>
        new() { Name = s_name, Type = RecordType.MX, Outcome = DnsOutcome.NoData, NameServers = servers };

    private static NameServerAnswer Silent(string endpoint) => new(DnsName.Parse("ns.example.com"), endpoint, s_name, DnsOutcome.TemporaryFailure, [], "did not answer");

    private static NameServerAnswer Answering(string endpoint) => new(DnsName.Parse("ns.example.com"), endpoint, s_name, DnsOutcome.NoData, [], null);

    private sealed class OneAnswer(DnsAnswer answer) : IDnsResolver
    {
        public ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken) => new(answer);
    }
}
