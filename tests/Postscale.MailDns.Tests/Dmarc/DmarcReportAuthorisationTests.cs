using Postscale.MailDns.Dmarc;
using Postscale.MailDns.Resolution;
using Postscale.Testing;
using Outcome = Postscale.MailDns.Dmarc.DmarcReportAuthorisationOutcome;

namespace Postscale.MailDns.Tests.Dmarc;

public sealed class DmarcReportAuthorisationTests
{
    private const string Agreement = "blue.example.com._report._dmarc.red.example.net";

    [Fact]
    public async Task The_policy_domain_itself_needs_no_look_up()
    {
        var zone = new ZoneResolver();
        var result = Assert.Single(await Check(zone, "rua=mailto:a@blue.example.com"));
        Assert.Equal(Outcome.SameOrganisation, result.Outcome);
        Assert.Null(result.Reason);
        Assert.Empty(zone.Asked);
    }

    [Fact]
    public async Task A_host_of_the_same_organizational_domain_needs_no_agreement()
    {
        var zone = new ZoneResolver().Txt("_dmarc.example.com", "v=DMARC1; p=none");
        Assert.Equal(Outcome.SameOrganisation, Assert.Single(await Check(zone, "rua=mailto:a@reports.example.com")).Outcome);
        Assert.DoesNotContain(zone.Asked, q => q.Name.Text.Contains("_report", StringComparison.Ordinal));
    }

    // RFC 9990 §4, the example.
    [Theory]
    [InlineData("v=DMARC1", Outcome.Authorised)]
    [InlineData("v=DMARC1;", Outcome.Authorised)]
    [InlineData("v=DMARC1; anything", Outcome.Authorised)]
    [InlineData("v=DMARC1; p=none", Outcome.Authorised)]
    [InlineData("v=dmarc1", Outcome.NotAuthorised)]
    [InlineData("DMARC1", Outcome.NotAuthorised)]
    [InlineData("v=spf1 -all", Outcome.NotAuthorised)]
    public async Task Another_organization_must_agree_with_a_record(string text, Outcome outcome)
    {
        var result = Assert.Single(await Check(new ZoneResolver().Txt(Agreement, text), "rua=mailto:reports@red.example.net"));
        Assert.Equal(outcome, result.Outcome);
        Assert.Equal(Agreement, result.RecordName?.Text);
        Assert.Equal(outcome == Outcome.Authorised, result.Reason is null);
    }

    [Fact]
    public async Task Without_a_record_the_reason_says_where_it_must_be()
    {
        var result = Assert.Single(await Check(new ZoneResolver(), "rua=mailto:reports@red.example.net"));
        Assert.Equal(Outcome.NotAuthorised, result.Outcome);
        Assert.Contains(Agreement, result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_records_of_agreement_are_as_good_as_one()
    {
        var zone = new ZoneResolver().Txt(Agreement, "v=DMARC1").Txt(Agreement, "v=DMARC1").Txt(Agreement, "other");
        Assert.Equal(Outcome.Authorised, Assert.Single(await Check(zone, "rua=mailto:reports@red.example.net")).Outcome);
    }

    [Theory]
    [InlineData(Agreement)]
    [InlineData("_dmarc.net")]
    [InlineData("_dmarc.com")]
    public async Task A_failure_of_DNS_that_could_change_the_answer_decides_nothing(string name)
    {
        var result = Assert.Single(await Check(new ZoneResolver().Fail(name), "rua=mailto:reports@red.example.net"));
        Assert.Equal(Outcome.Unreadable, result.Outcome);
        Assert.Contains(name, result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agreement_stands_even_if_the_destinations_own_policy_cannot_be_read()
    {
        var zone = new ZoneResolver().Txt(Agreement, "v=DMARC1").Fail("_dmarc.red.example.net");
        Assert.Equal(Outcome.Authorised, Assert.Single(await Check(zone, "rua=mailto:reports@red.example.net")).Outcome);
    }

    [Fact]
    public async Task A_destination_may_name_another_address_on_its_host_only()
    {
        var same = Assert.Single(await Check(new ZoneResolver().Txt(Agreement, "v=DMARC1; rua=mailto:in@red.example.net"), "rua=mailto:a@red.example.net"));
        Assert.Equal(Outcome.Authorised, same.Outcome);
        Assert.Equal(["mailto:in@red.example.net"], same.Replacements.Select(u => u.Text));

        var other = Assert.Single(await Check(new ZoneResolver().Txt(Agreement, "v=DMARC1; rua=mailto:in@victim.example"), "rua=mailto:a@red.example.net"));
        Assert.Equal(Outcome.NotAuthorised, other.Outcome);
        Assert.Contains("victim.example", other.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_reports_are_checked_alike_and_each_host_is_asked_once()
    {
        var zone = new ZoneResolver().Txt(Agreement, "v=DMARC1");
        var results = await Check(zone, "rua=mailto:a@red.example.net,mailto:b@red.example.net; ruf=mailto:c@red.example.net,tel:1");
        Assert.Equal([(false, Outcome.Authorised), (false, Outcome.Authorised), (true, Outcome.Authorised), (true, Outcome.NotChecked)], results.Select(r => (r.IsForFailures, r.Outcome)));
        Assert.Single(zone.Asked, q => q.Name.Text == Agreement);
    }

    [Fact]
    public async Task A_record_cannot_make_the_check_ask_without_bound()
    {
        var zone = new ZoneResolver();
        var results = await Check(zone, "rua=" + string.Join(',', Enumerable.Range(0, 500).Select(i => $"mailto:a@1.2.3.4.5.6.7.8.9.h{i}.example")));
        Assert.Equal(500, results.Count);
        Assert.Equal(DmarcReportAuthorisation.MaxHosts, results.Count(r => r.Outcome == Outcome.NotAuthorised));
        Assert.Equal(500 - DmarcReportAuthorisation.MaxHosts, results.Count(r => r.Outcome == Outcome.NotChecked));
        Assert.InRange(zone.Asked.Count, 1, 8 + (9 * DmarcReportAuthorisation.MaxHosts));
    }

    [Fact]
    public async Task A_name_too_long_for_DNS_cannot_agree()
    {
        var label = new string('a', 63);
        var result = Assert.Single(await Check(new ZoneResolver(), $"rua=mailto:a@{label}.{label}.{label}.{new string('b', 40)}.example"));
        Assert.Equal(Outcome.NotAuthorised, result.Outcome);
        Assert.Null(result.RecordName);
        Assert.Contains("too long", result.Reason, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<DmarcReportAuthorisationResult>> Check(ZoneResolver zone, string tags)
    {
        Assert.True(DmarcRecord.TryParse("v=DMARC1; p=none; " + tags, out var record, out var error), error?.Reason);
        return await DmarcReportAuthorisation.CheckAsync(zone, DnsName.Parse("blue.example.com"), record, TestContext.Current.CancellationToken);
    }
}
