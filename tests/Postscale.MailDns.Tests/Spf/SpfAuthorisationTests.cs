using System.Globalization;
using Postscale.MailDns.Resolution;
using Postscale.MailDns.Spf;

namespace Postscale.MailDns.Tests.Spf;

public sealed class SpfAuthorisationTests
{
    private static readonly DnsName s_domain = DnsName.Parse("example.com");
    private static readonly DnsName s_target = DnsName.Parse("spf.target.test");

    public static IEnumerable<TheoryDataRow<string>> Cases =>
        AuthorisationCase.All.Keys.Select(name => new TheoryDataRow<string>(name) { TestDisplayName = $"authorisation/{name}" });

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_table_of_cases_holds(string name)
    {
        var test = AuthorisationCase.All[name];

        var result = await SpfAuthorisation.AskAsync(test.Zone(), s_domain, s_target, null, TestContext.Current.CancellationToken);

        Assert.Equal((test["outcome"], result.Reason), (result.Outcome.ToString(), result.Reason));
        Assert.EndsWith(".", result.Reason, StringComparison.Ordinal);
        Assert.All(test.Every("says"), words => Assert.Contains(words, result.Reason, StringComparison.Ordinal));
        Assert.All(test.Every("warns"), words => Assert.Contains(result.Warnings, w => w.Contains(words, StringComparison.Ordinal)));
        Assert.Equal(test["lookups"] ?? Text(result.LookupsUsed), Text(result.LookupsUsed));
        Assert.Equal(test["voids"] ?? Text(result.VoidLookupsUsed), Text(result.VoidLookupsUsed));
        Assert.Equal(test["via"] ?? string.Join(" > ", result.ViaPath), string.Join(" > ", result.ViaPath));
        Assert.Equal(test["state"] ?? result.TargetState.ToString(), result.TargetState.ToString());
        Assert.Equal(test["suggests"] ?? result.SuggestedRecord ?? "nothing", result.SuggestedRecord ?? "nothing");
        if (result is { Holds: false, SuggestedRecord: null })
        {
            Assert.NotNull(result.SuggestionNote);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task What_is_suggested_holds_once_it_is_published(string name)
    {
        var zone = AuthorisationCase.All[name].Zone();
        var result = await SpfAuthorisation.AskAsync(zone, s_domain, s_target, null, TestContext.Current.CancellationToken);
        if (result.SuggestedRecord is { } suggested)
        {
            // Only the domain's TXT records change.
            var published = new PublishedResolver(zone, s_domain, suggested);
            var after = await SpfAuthorisation.AskAsync(published, s_domain, s_target, null, TestContext.Current.CancellationToken);
            var expected = AuthorisationCase.All[name].Every("zone").Any(z => z.Contains(" FAIL", StringComparison.Ordinal)) ? SpfAuthorisationOutcome.TemporaryFailure : SpfAuthorisationOutcome.Holds;
            Assert.Equal((expected, after.Reason), (after.Outcome, after.Reason));
        }
    }

    [Fact]
    public void Every_case_names_the_sections_it_rests_on_and_every_outcome_has_one()
    {
        Assert.True(AuthorisationCase.All.Count >= 60);
        Assert.All(AuthorisationCase.All.Values, c => Assert.Matches("^[0-9]+(\\.[0-9]+)*(, [0-9]+(\\.[0-9]+)*)*$", c["rfc"]!));
        var shown = AuthorisationCase.All.Values.Select(c => c["outcome"]).ToHashSet();
        Assert.All(Enum.GetNames<SpfAuthorisationOutcome>(), o => Assert.Contains(o, shown));
    }

    [Fact]
    public async Task Costs_name_the_path_of_each_term_and_add_up()
    {
        var zone = new Postscale.Testing.ZoneResolver()
            .Txt("example.com", "v=spf1 a include:hub.test include:spf.target.test -all")
            .Address("example.com", "198.51.100.1")
            .Txt("hub.test", "v=spf1 a:example.com ptr -all");

        var result = await SpfAuthorisation.AskAsync(zone, s_domain, s_target, null, TestContext.Current.CancellationToken);

        SpfCost[] costs =
        [
            new("a", 1, 1), new("include:hub.test", 1, 3), new("include:hub.test > a:example.com", 2, 1),
            new("include:hub.test > ptr", 2, 1), new("include:spf.target.test", 1, 1),
        ];
        Assert.Equal(costs, result.Costs);
        Assert.Equal(result.LookupsUsed, result.Costs.Where(c => c.Depth == 1).Sum(c => c.Lookups));
    }

    [Theory]
    [InlineData(450, false)]
    [InlineData(451, true)]
    public async Task A_record_of_more_than_450_characters_is_warned_of(int length, bool warned)
    {
        var text = $"v=spf1 include:spf.target.test moo={new string('x', length - 40)} -all";
        Assert.Equal(length, text.Length);
        var zone = new Postscale.Testing.ZoneResolver().Txt("example.com", text);
        var result = await SpfAuthorisation.AskAsync(zone, s_domain, s_target, null, TestContext.Current.CancellationToken);
        Assert.Equal(warned, result.Warnings.Any(w => w.Contains("451 characters", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_resolver_that_never_answers_ends_in_a_temporary_failure_when_time_is_up()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var asking = SpfAuthorisation.AskAsync(new SilentResolver(), s_domain, s_target, null, TestContext.Current.CancellationToken, time);
        Assert.False(asking.IsCompleted);

        time.Advance(SpfLimits.Default.MaxDuration);

        var result = await asking;
        Assert.Equal(SpfAuthorisationOutcome.TemporaryFailure, result.Outcome);
        Assert.Contains("20 seconds", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_obeyed()
    {
        using var cancelled = new CancellationTokenSource();
        var asking = SpfAuthorisation.AskAsync(new SilentResolver(), s_domain, s_target, null, cancelled.Token);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
