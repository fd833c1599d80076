using Postscale.Cli.Check;
using Postscale.Cli.Check.Explaining;
using Postscale.MailDns.Resolution;
using Postscale.Server.Domains;
using Postscale.Server.Options;
using Postscale.Server.Records;

namespace Postscale.Cli.Tests.Check;

public sealed class CheckReportTests
{
    [Theory]
    [InlineData("ours", null, 0)]
    [InlineData("ours", CheckWorlds.Token, 0)]
    [InlineData("ours", "ffffffffffffffffffffffffffffffff", 1)]
    [InlineData("other-provider", null, 1)]
    [InlineData("nothing", null, 1)]
    [InlineData("broken", CheckWorlds.Token, 1)]
    [InlineData("unreadable", null, 2)]
    public async Task The_exit_code_is_the_verdict(string world, string? token, int code) =>
        Assert.Equal(code, CheckCommand.Exit(await CheckWorlds.RunAsync(CheckWorlds.Of(world), token: token)));

    [Theory]
    [InlineData(null, "NotChecked", "<label>.postscale1.dkim.postscale.io")]
    [InlineData(CheckWorlds.Token, "Wrong", "e2e1cd829212c503ddb5ec84194b8fbb.postscale1.dkim.postscale.io")]
    public async Task Where_each_domain_has_a_DKIM_target_of_its_own_the_token_is_needed_to_judge_it(string? token, string outcome, string value)
    {
        var options = new PostscaleOptions { Platform = Platform.Default with { DkimTargetMode = DkimTargetMode.PerDomain } };
        var report = await CheckWorlds.RunAsync(CheckWorlds.Of("ours"), token: token, options: options);
        var dkim = report.Records.Single(r => r.Kind == RecordKinds.Dkim);
        Assert.Equal((outcome, value), (dkim.Outcome.ToString(), dkim.Expected.Value));
    }

    [Theory]
    [InlineData("inbound", "", 0)]
    [InlineData("outbound", "", 0)]
    [InlineData("both", "dmarc", 0)]
    [InlineData("both", "dkim return_path", 0)]
    [InlineData("both", "mx", 2)]
    [InlineData("outbound", "mx", 0)]
    [InlineData("inbound", "spf", 0)]
    public async Task Only_what_the_type_needs_decides_whether_it_could_be_read(string type, string unread, int code)
    {
        var zone = CheckWorlds.Of("ours");
        foreach (var record in unread.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            _ = record switch
            {
                "dmarc" => zone.Fail("_dmarc.example.com"),
                "dkim" => zone.Fail("postscale1._domainkey.example.com"),
                "return_path" => zone.Fail("ps-bounces.example.com"),
                "mx" => zone.Fail("example.com", type: RecordType.MX),
                _ => zone.Fail("example.com", type: RecordType.Txt),
            };
        }

        _ = DomainTypes.TryParse(type, out var which);
        Assert.Equal(code, CheckCommand.Exit(await CheckWorlds.RunAsync(zone, type: which)));
    }

    [Fact]
    public async Task A_definite_no_decides_whatever_else_could_not_be_read()
    {
        var zone = CheckWorlds.Of("ours").Remove("example.com").Fail("example.com", type: RecordType.Txt);
        var report = await CheckWorlds.RunAsync(zone);
        Assert.Equal([CheckOutcome.Missing, CheckOutcome.Unreadable], report.Records.Where(r => r.Kind == RecordKinds.Mx || r.Kind == RecordKinds.Spf).Select(r => r.Outcome));
        Assert.False(report.Verified);
    }

    [Fact]
    public async Task Without_a_token_ownership_is_not_asked_for_and_does_not_count()
    {
        var zone = CheckWorlds.Of("ours");
        var report = await CheckWorlds.RunAsync(zone);
        Assert.Equal(CheckOutcome.NotChecked, report.Records[0].Outcome);
        Assert.DoesNotContain(zone.Asked, q => q.Name == DnsName.Parse("_postscale.example.com"));
        Assert.True(report.Verified);
    }

    [Fact]
    public async Task No_question_is_asked_twice()
    {
        var zone = CheckWorlds.Of("other-provider");
        var report = await CheckWorlds.RunAsync(zone, token: CheckWorlds.Token);
        Assert.Equal(zone.Asked.Distinct().Count(), zone.Asked.Count);
        Assert.Equal(report.Lookups, zone.Asked.Count);
    }

    [Fact]
    public async Task A_resolver_that_never_answers_ends_as_unreadable_when_time_is_up()
    {
        var options = new PostscaleOptions { VerifyTimeout = TimeSpan.FromMilliseconds(50) };
        var request = new CheckRequest(MailDns.Names.DomainName.Parse("example.com"), DomainType.Both, null, options);
        var report = await CheckRun.RunAsync(request, new SilentResolver(), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Null(report.Verified);
        Assert.All(report.Records.Skip(1), r => Assert.Equal(CheckOutcome.Unreadable, r.Outcome));
        Assert.Equal((null, null, null, null), (report.Mx, report.Spf, report.Dmarc, report.Dkim));
    }

    [Theory]
    [InlineData(0, "", DnssecView.NotValidated)]
    [InlineData(3, "", DnssecView.Secure)]
    [InlineData(1, "", DnssecView.Partly)]
    [InlineData(2, "bogus", DnssecView.Bogus)]
    public void Dnssec_is_what_the_resolver_says_of_the_domains_own_names(int authenticated, string more, string status)
    {
        var domain = DnsName.Parse("example.com");
        List<DnsAnswer> answers = [.. Enumerable.Range(0, 3).Select(i => Answer($"n{i}.example.com") with { Authenticated = i < authenticated })];
        answers.Add(Answer("elsewhere.test") with { Authenticated = authenticated == 0 });
        answers.Add(Answer("alias.example.com") with { Aliases = [DnsName.Parse("elsewhere.test")], Authenticated = authenticated == 0 });
        if (more.Length > 0)
        {
            answers.Add(Answer("b.example.com") with { Outcome = DnsOutcome.TemporaryFailure, Failure = DnsFailure.Bogus });
        }

        Assert.Equal(status, DnssecView.Of(answers, domain, DnsMode.Recursive).Status);
        Assert.Equal(more.Length > 0 ? DnssecView.Bogus : DnssecView.Unknown, DnssecView.Of(answers, domain, DnsMode.Authoritative).Status);
    }

    private static DnsAnswer Answer(string name) => new() { Name = DnsName.Parse(name), Type = RecordType.Txt, Outcome = DnsOutcome.NoData };

    private sealed class SilentResolver : IDnsResolver
    {
        public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException();
        }
    }
}
