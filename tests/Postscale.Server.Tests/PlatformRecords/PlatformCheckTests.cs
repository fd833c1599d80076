using Microsoft.Extensions.Time.Testing;
using Postscale.Server.PlatformRecords;
using Postscale.Server.Tests.Verification;

namespace Postscale.Server.Tests.PlatformRecords;

public sealed class PlatformCheckTests
{
    private const string AsPrinted = "publish it as 'postscale platform records' prints it";
    private const string Unread = "DNS could not be read: the server failed (ServerFailure); check again later";

    private static readonly Case[] s_cases =
    [
        new("a host without an address", "A mx.", "", "A/AAAA mx.postscale.io", PlatformVerdict.Missing, "publish its addresses"),
        new("a host with an IPv6 address alone", "A mx.", "A mx.postscale.io 2001:db8::25", "A/AAAA mx.postscale.io", PlatformVerdict.Ok, null),
        new("a host that is an alias", "A mx.", "CNAME mx.postscale.io host.example\nA host.example 192.0.2.1", "A/AAAA mx.postscale.io", PlatformVerdict.Wrong,
            "it is an alias (CNAME) to host.example; give it addresses of its own"),
        new("a host that is unreadable", "", "FAIL bounces.postscale.io", "A/AAAA bounces.postscale.io",
            PlatformVerdict.Unreadable, Unread),
        new("an address though the other family cannot be read", "", "FAIL mx.postscale.io aaaa", "A/AAAA mx.postscale.io", PlatformVerdict.Ok, null),
        new("a host of which one family is absent and the other unreadable", "A mx.", "FAIL mx.postscale.io aaaa", "A/AAAA mx.postscale.io", PlatformVerdict.Unreadable, Unread),
        new("no SPF record", "TXT _spf", "", "TXT _spf.postscale.io", PlatformVerdict.Missing, AsPrinted),
        new("a text that is no SPF record", "TXT _spf", "TXT _spf.postscale.io hello", "TXT _spf.postscale.io", PlatformVerdict.Wrong, $"no text there is an SPF record; {AsPrinted}"),
        new("two SPF records", "", "TXT _spf.postscale.io v=spf1 -all", "TXT _spf.postscale.io", PlatformVerdict.Wrong, "receivers cannot use it: "),
        new("an SPF record with an error", "TXT _spf", "TXT _spf.postscale.io v=spf1 ip4:300.0.0.1 -all", "TXT _spf.postscale.io", PlatformVerdict.Wrong, "receivers cannot use it: "),
        new("an SPF record that passes everyone", "TXT _spf", "TXT _spf.postscale.io v=spf1 +all", "TXT _spf.postscale.io", PlatformVerdict.Wrong,
            "it passes every sender (all): name the servers that send, and end with -all"),
        new("an SPF record that names the hosts", "TXT _spf", "TXT _spf.postscale.io v=spf1 a:mx.postscale.io a:bounces.postscale.io -all", "TXT _spf.postscale.io", PlatformVerdict.Ok, null,
            "costs 2 of SPF's 10 look-ups, besides the include itself"),
        new("SPF unreadable", "", "FAIL _spf.postscale.io", "TXT _spf.postscale.io", PlatformVerdict.Unreadable, Unread),
        new("no key", "TXT postscale1", "", "TXT postscale1.dkim.postscale.io", PlatformVerdict.Missing, AsPrinted),
        new("another key", "TXT postscale1", "TXT postscale1.dkim.postscale.io {other-key}", "TXT postscale1.dkim.postscale.io", PlatformVerdict.Wrong,
            $"another key stands there, and signatures of ours fail; {AsPrinted}"),
        new("a revoked key", "TXT postscale1", "TXT postscale1.dkim.postscale.io v=DKIM1; p=", "TXT postscale1.dkim.postscale.io", PlatformVerdict.Wrong,
            $"the key is revoked: its p= tag is empty; {AsPrinted}"),
        new("a text that is no key", "TXT postscale1", "TXT postscale1.dkim.postscale.io hello", "TXT postscale1.dkim.postscale.io", PlatformVerdict.Wrong,
            $"there is a TXT record, but it is no DKIM key: \"hello\"; {AsPrinted}"),
        new("the key twice", "", "TXT postscale1.dkim.postscale.io {key}", "TXT postscale1.dkim.postscale.io", PlatformVerdict.Wrong,
            $"there are 2 DKIM key records, and only one may be there; {AsPrinted}"),
        new("the key beside another text", "", "TXT postscale1.dkim.postscale.io hello", "TXT postscale1.dkim.postscale.io", PlatformVerdict.Ok, null,
            "other TXT records stand beside the DKIM key, and some verifiers read only the first"),
        new("the key unreadable", "", "FAIL postscale1.dkim.postscale.io", "TXT postscale1.dkim.postscale.io", PlatformVerdict.Unreadable, Unread),
        new("no MX for bounces", "MX bounces", "", "MX bounces.postscale.io", PlatformVerdict.Missing, AsPrinted),
        new("bounces taken by the MX host", "MX bounces", "MX bounces.postscale.io 5 mx.postscale.io", "MX bounces.postscale.io", PlatformVerdict.Ok, null),
        new("bounces taken elsewhere", "MX bounces", "MX bounces.postscale.io 5 mx.other.example", "MX bounces.postscale.io", PlatformVerdict.Wrong,
            $"the mail goes to other hosts than the platform's; {AsPrinted}"),
        new("bounces refused", "MX bounces", "MX bounces.postscale.io 0 .", "MX bounces.postscale.io", PlatformVerdict.Wrong,
            $"a null MX says that bounces.postscale.io takes no mail; {AsPrinted}"),
        new("no MX for reports", "MX postscale.io", "", "MX postscale.io", PlatformVerdict.Missing, AsPrinted),
        new("reports taken elsewhere", "MX postscale.io", "MX postscale.io 1 mx.office.example", "MX postscale.io", PlatformVerdict.Ok, null),
        new("MX unreadable", "", "FAIL postscale.io mx", "MX postscale.io", PlatformVerdict.Unreadable, Unread),
        new("no consent to reports", "TXT customer", "", "TXT *._report._dmarc.postscale.io", PlatformVerdict.Missing, AsPrinted),
        new("a text that is no consent", "TXT customer", "TXT customer.example._report._dmarc.postscale.io v=DMARC10", "TXT *._report._dmarc.postscale.io", PlatformVerdict.Wrong,
            $"no text there begins with v=DMARC1; {AsPrinted}"),
        new("consent with tags", "TXT customer", "TXT customer.example._report._dmarc.postscale.io v=DMARC1; rua=mailto:x@postscale.io", "TXT *._report._dmarc.postscale.io", PlatformVerdict.Ok, null),
        new("consent unreadable", "", "FAIL customer.example._report._dmarc.postscale.io", "TXT *._report._dmarc.postscale.io", PlatformVerdict.Unreadable, Unread),
    ];

    public static TheoryData<string> Cases => [.. s_cases.Select(c => c.What)];

    [Fact]
    public async Task What_is_published_as_printed_is_all_right()
    {
        var findings = await PlatformWorld.CheckAsync(PlatformWorld.Zone());
        Assert.All(findings, f => Assert.Equal((PlatformVerdict.Ok, null), (f.Verdict, f.Action)));
        Assert.All(findings, f => Assert.NotEmpty(f.Found));
        Assert.Equal(PlatformVerdict.Ok, findings.Worst());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Each_fault_is_told_and_touches_no_other_record(string what)
    {
        var wanted = s_cases.Single(c => c.What == what);
        var findings = await PlatformWorld.CheckAsync(PlatformWorld.Zone(wanted.Without.Length == 0 ? null : wanted.Without, wanted.With));
        var finding = findings.Single(f => $"{f.Record.Type} {f.Record.Name}" == wanted.Record);
        Assert.Equal(wanted.Verdict, finding.Verdict);
        Assert.Equal(wanted.Action is null, finding.Action is null);
        Assert.StartsWith(wanted.Action ?? "", finding.Action ?? "", StringComparison.Ordinal);
        Assert.Equal(wanted.Verdict is PlatformVerdict.Ok or PlatformVerdict.Wrong, finding.Found.Count > 0);
        if (wanted.Note is not null)
        {
            Assert.Equal([wanted.Note], finding.Notes);
        }

        Assert.All(findings.Where(f => f != finding && f.Record.Name != finding.Record.Name), f => Assert.Equal(PlatformVerdict.Ok, f.Verdict));
    }

    [Fact]
    public async Task Without_an_answer_the_check_ends_and_says_that_DNS_could_not_be_read()
    {
        var time = new FakeTimeProvider();
        var dns = new HeldResolver(PlatformWorld.Zone(), _ => true);
        var records = PlatformWorld.Records();
        var check = PlatformCheck.RunAsync(records, dns, time, TestContext.Current.CancellationToken);
        await dns.WaitForAsync(records.Count);
        Assert.False(check.IsCompleted);
        time.Advance(PlatformCheck.Bound);

        var findings = await check;
        Assert.All(findings, f => Assert.Equal(
            (PlatformVerdict.Unreadable, "DNS could not be read: no answer within 15 s; check again later"), (f.Verdict, f.Action)));
        Assert.Equal(PlatformVerdict.Unreadable, findings.Worst());
    }

    private sealed record Case(string What, string Without, string With, string Record, PlatformVerdict Verdict, string? Action, string? Note = null);
}
