using Postscale.MailDns.Resolution;
using Postscale.Server.Records;
using Postscale.Server.Tests.Verification;

namespace Postscale.Server.Tests.Records;

/// <summary>Look-ups that explain a verdict, and do not make it.</summary>
public sealed class ExplainingLookupTests
{
    private const string NoMx = "No MX records found pointing to postscale.io";
    private static readonly DnsName s_domain = DnsName.Parse("example.com");

    [Fact]
    public async Task Foreign_mx_hosts_whose_addresses_never_come_are_missing_and_not_unreadable()
    {
        var zone = RecordWorld.Zone("MX @ 10 a.other.example\nMX @ 20 b.other.example");
        var held = new HeldResolver(zone, type => type == RecordType.A);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(TimeSpan.FromSeconds(20));

        var finding = await RecordKinds.Mx.CheckAsync(RecordWorld.Context(), held, bound.Token);

        Assert.Equal((Verdict.Missing, NoMx), (finding.Verdict, finding.Error));
        Assert.Equal(["a.other.example", "b.other.example"], finding.Found);
    }

    [Fact]
    public async Task An_mx_verdict_that_is_made_outlives_the_time_of_the_whole_check()
    {
        var held = new HeldResolver(RecordWorld.Zone("MX @ 10 a.other.example"), type => type == RecordType.A);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var checking = RecordKinds.Mx.CheckAsync(RecordWorld.Context(), held, bound.Token);
        await held.WaitForAsync(1);

        await bound.CancelAsync();

        Assert.Equal(Verdict.Missing, (await checking).Verdict);
    }

    [Fact]
    public async Task An_alias_that_is_named_only_when_it_is_asked_for_holds()
    {
        const string name = "postscale1._domainkey.example.com";
        const string target = "postscale1.dkim.postscale.io";
        var dns = new AliasOnlyWhenAskedResolver(RecordWorld.Zone($"CNAME {name} {target}\nTXT {target} {{key}}"));

        var finding = await RecordKinds.Dkim.CheckAsync(RecordWorld.Context(), dns, TestContext.Current.CancellationToken);

        Assert.Equal((Verdict.Holds, null), (finding.Verdict, finding.Error));
        Assert.Equal([target, RecordWorld.Fill("{key}")], finding.Found);
    }

    [Fact]
    public async Task An_alias_elsewhere_that_is_named_only_when_it_is_asked_for_is_wrong()
    {
        const string name = "postscale1._domainkey.example.com";
        var dns = new AliasOnlyWhenAskedResolver(RecordWorld.Zone($"CNAME {name} k.other.example\nTXT k.other.example {{other-key}}\nTXT postscale1.dkim.postscale.io {{key}}"));

        var finding = await RecordKinds.Dkim.CheckAsync(RecordWorld.Context(), dns, TestContext.Current.CancellationToken);

        Assert.Equal((Verdict.Invalid, $"CNAME record found for {name} but it points to k.other.example, not to postscale1.dkim.postscale.io"), (finding.Verdict, finding.Error));
    }

    [Fact]
    public async Task A_wildcard_that_answers_for_every_name_is_no_sign_of_a_doubled_name()
    {
        var dns = new WildcardResolver(RecordWorld.Zone("A @ 192.0.2.1"), s_domain, n => new MxRecord(n, 300, 10, DnsName.Parse("mx.postscale.io")));

        var finding = await RecordKinds.Mx.CheckAsync(RecordWorld.Context(), dns, TestContext.Current.CancellationToken);

        Assert.Equal((Verdict.Missing, NoMx), (finding.Verdict, finding.Error));
        Assert.DoesNotContain("added twice", finding.Hint ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wildcard_of_something_else_hides_no_doubled_name()
    {
        var dns = new WildcardResolver(
            RecordWorld.Zone("MX example.com.example.com 10 mx.postscale.io"), s_domain, n => new MxRecord(n, 300, 10, DnsName.Parse("mx.other.example")));

        var finding = await RecordKinds.Mx.CheckAsync(RecordWorld.Context(), dns, TestContext.Current.CancellationToken);

        Assert.StartsWith("It stands at example.com.example.com", finding.Hint, StringComparison.Ordinal);
    }
}
