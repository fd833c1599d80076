using Postscale.MailDns.Resolution;
using Postscale.MailDns.Spf;
using Postscale.Testing;

namespace Postscale.MailDns.Tests.Spf;

public sealed class SpfSurveyTests
{
    [Fact]
    public async Task Every_term_has_its_cost_and_its_voids_whoever_sends()
    {
        var survey = await TakeAsync(new ZoneResolver()
            .Txt("example.com", "v=spf1 ip4:192.0.2.0/24 include:a.test a:gone.test exists:%{i}.x.test -all")
            .Txt("a.test", "v=spf1 include:b.test redirect=c.test").Txt("b.test", "v=spf1 -all").Txt("c.test", "v=spf1 mx -all")
            .Mx("c.test", 10, "mail.c.test").Address("mail.c.test", "192.0.2.9"));

        Assert.Null(survey.Problem);
        Assert.Equal(
            [
                new SpfCost("include:a.test", 1, 4),
                new SpfCost("include:a.test > include:b.test", 2, 1),
                new SpfCost("include:a.test > redirect=c.test", 2, 2),
                new SpfCost("include:a.test > redirect=c.test > mx", 3, 1),
                new SpfCost("a:gone.test", 1, 1),
                new SpfCost("exists:%{i}.x.test", 1, 1),
            ],
            survey.Costs);
        Assert.Equal(6, survey.Lookups);
        Assert.Equal(["a:gone.test"], survey.VoidTerms);
    }

    [Fact]
    public async Task The_walk_ends_at_a_dead_include_and_the_count_goes_on()
    {
        var survey = await TakeAsync(new ZoneResolver().Txt("example.com", "v=spf1 a include:dead.test mx -all").Address("example.com", "192.0.2.1"));
        Assert.Equal(["a", "include:dead.test"], survey.Costs.Select(c => c.Path));
        Assert.Contains("dead.test does not exist", survey.Problem, StringComparison.Ordinal);
        Assert.False(survey.IsTemporary);
        Assert.Equal(3, survey.Lookups);
    }

    [Fact]
    public async Task The_eleventh_lookup_ends_the_walk()
    {
        var zone = new ZoneResolver().Txt("example.com", $"v=spf1 {string.Join(' ', Enumerable.Range(0, 12).Select(i => $"a:h{i}.test"))} -all");
        for (var i = 0; i < 12; i++)
        {
            zone.Address($"h{i}.test", "192.0.2.1");
        }

        var survey = await TakeAsync(zone);
        Assert.Equal((10, 12), (survey.Costs.Count, survey.Lookups));
        Assert.Contains("look-up 11", survey.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v=spf1 ip4:1 -all", "an error in 'ip4:1'", false)]
    [InlineData("v=spf1 include:b.test -all", "b.test", true)]
    [InlineData("hello", "has no SPF record", false)]
    public async Task What_cannot_be_evaluated_has_its_reason(string text, string reason, bool isTemporary)
    {
        var survey = await TakeAsync(new ZoneResolver().Txt("example.com", text).Fail("b.test"));
        Assert.Contains(reason, survey.Problem, StringComparison.Ordinal);
        Assert.Equal(isTemporary, survey.IsTemporary);
    }

    [Fact]
    public async Task Two_records_are_none()
    {
        var survey = await TakeAsync(new ZoneResolver().Txt("example.com", "v=spf1 -all").Txt("example.com", "v=spf1 mx -all"));
        Assert.Null(survey.Record);
        Assert.Equal(2, survey.Texts.Count);
        Assert.Equal("example.com has 2 SPF records where only one is allowed", survey.Problem);
    }

    private static Task<SpfSurveyResult> TakeAsync(IDnsResolver dns) =>
        SpfSurvey.TakeAsync(dns, DnsName.Parse("example.com"), limits: null, TestContext.Current.CancellationToken);
}
