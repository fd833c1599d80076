using Postscale.MailDns.Resolution;
using Postscale.MailDns.Spf;
using Postscale.Testing;

namespace Postscale.MailDns.Tests.Spf;

public sealed class LostSpaceTests
{
    [Theory]
    [InlineData("v=spf1 include:mail.example.", "mx -all")]
    [InlineData("v=spf1 ip4:192.0.2.1", "1 -all")]
    [InlineData("v=spf1 ip4:192.0.2.1 ", "mx -all")]
    [InlineData("v=spf1 ip4:192.0.2.1", " mx -all")]
    [InlineData("v=spf1 include:other.te", "st -all")]
    public async Task A_record_split_inside_a_term_or_beside_a_space_has_lost_nothing(string first, string second)
    {
        var zone = new ZoneResolver().Txt("example.com", first, second).Mx("example.com", 1, "example.com").Address("example.com", "192.0.2.9");
        zone.Txt("other.test", "v=spf1 -all").Txt("mail.example.mx", "v=spf1 -all");
        var result = await SpfAuthorisation.AskAsync(
            zone, DnsName.Parse("example.com"), DnsName.Parse("spf.target.test"), null, TestContext.Current.CancellationToken);
        Assert.Equal(SpfAuthorisationOutcome.IncludeMissing, result.Outcome);
    }

    [Fact]
    public async Task A_record_cut_into_far_more_pieces_than_any_that_works_is_judged_at_once()
    {
        // Every border could be that of two modifiers; each costs a look at the whole text, unless their number is bounded.
        var text = "v=spf1 " + string.Concat(Enumerable.Repeat("a=", 2500));
        var zone = new ZoneResolver().Txt("example.com", [.. text.Select(c => c.ToString())]);
        var asking = Task.Run(
            () => SpfAuthorisation.AskAsync(zone, DnsName.Parse("example.com"), DnsName.Parse("spf.target.test"), null, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
        var result = await asking.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        Assert.NotEqual(SpfAuthorisationOutcome.LostSpace, result.Outcome);
    }

    [Fact]
    public void Of_more_strings_than_any_record_that_works_has_no_space_is_said_to_be_lost()
    {
        string[] lost = ["v=spf1 include:other.test", "include:spf.target.test -all"];
        Assert.NotNull(Find(lost));
        Assert.NotNull(Find([.. lost, .. Enumerable.Repeat(" ", 62)]));
        Assert.Null(Find([.. lost, .. Enumerable.Repeat(" ", 63)]));

        static LostSpace? Find(string[] strings) => LostSpace.Find(new TxtRecord(DnsName.Parse("example.com"), RecordType.Txt, 300, strings), _ => false);
    }
}
