using System.Net;
using Microsoft.Extensions.Time.Testing;
using Postscale.MailDns.Resolution;
using Postscale.MailDns.Spf;
using Postscale.Testing;

namespace Postscale.MailDns.Tests.Spf;

public sealed class SpfEvaluatorTests
{
    private static readonly IPAddress s_client = IPAddress.Parse("192.0.2.1");

    [Fact]
    public async Task The_term_that_matched_and_the_counters_are_told()
    {
        var zone = new ZoneResolver().Txt("example.com", "v=spf1 a mx:gone.example.com ip4:192.0.2.0/24 -all").Address("example.com", "198.51.100.1");
        var evaluation = await CheckAsync(zone, "user@example.com");
        Assert.Equal((SpfResult.Pass, "ip4:192.0.2.0/24", 2, 1), (evaluation.Result, evaluation.MatchedTerm, evaluation.Lookups, evaluation.VoidLookups));
        Assert.Null(evaluation.Problem);
    }

    [Theory]
    [InlineData("v=spf1 a a a a a a a a a a a ~all", "'a' is the first over the limit")]
    [InlineData("v=spf1 a:g1.test a:g2.test a:g3.test ~all", "the last of them 'a:g3.test'")]
    [InlineData("v=spf1 include:gone.test ~all", "gone.test does not exist in DNS")]
    [InlineData("v=spf1 oops", "'oops' is no mechanism")]
    public async Task A_permanent_error_says_what_is_wrong(string record, string words)
    {
        var zone = new ZoneResolver().Txt("example.com", record).Address("example.com", "198.51.100.1");
        var evaluation = await CheckAsync(zone, "user@example.com");
        Assert.Equal(SpfResult.PermError, evaluation.Result);
        Assert.Contains(words, evaluation.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Void_terms_are_counted_not_void_questions()
    {
        var zone = new ZoneResolver().Txt("example.com", "v=spf1 mx ?all").Mx("example.com", 1, "h1.test").Mx("example.com", 2, "h2.test").Mx("example.com", 3, "h3.test");
        var evaluation = await CheckAsync(zone, "user@example.com");
        Assert.Equal((SpfResult.Neutral, 1), (evaluation.Result, evaluation.VoidLookups));
    }

    [Theory]
    [InlineData("two\u00a0words", null)]
    [InlineData("line\r\nbreak", null)]
    [InlineData("see %{l}", "see user")]
    [InlineData("%{r} at %{t}", "mx.test at 946684800")]
    [InlineData("%{c}%_%%%-%{S}", "192.0.2.1 %%20user%40example.com")]
    public async Task An_explanation_is_one_line_of_ascii_or_none(string text, string? expected)
    {
        var zone = new ZoneResolver().Txt("example.com", "v=spf1 exp=why.test -all").Txt("why.test", text);
        Assert.Equal(expected, (await CheckAsync(zone, "user@example.com")).Explanation);
    }

    [Fact]
    public async Task A_sender_cannot_break_the_line_of_an_explanation()
    {
        var zone = new ZoneResolver().Txt("example.com", "v=spf1 exp=why.test -all").Txt("why.test", "no %{l}");
        var evaluation = await CheckAsync(zone, "a\r\n250 ok@example.com");
        Assert.Equal((SpfResult.Fail, null), (evaluation.Result, evaluation.Explanation));
    }

    [Theory]
    [InlineData("v=spf1 exists:%{l}.users.test -all")]
    [InlineData("v=spf1 exists:%{s}.users.test -all")]
    public async Task Mailboxes_beyond_ascii_match_nothing_that_depends_on_them(string record)
    {
        // RFC 8616 §4.
        var zone = new ZoneResolver().Txt("example.com", record).Address("x.users.test", "127.0.0.2");
        Assert.Equal(SpfResult.Fail, (await CheckAsync(zone, "bücher@example.com")).Result);
        Assert.DoesNotContain(zone.Asked, a => a.Type == RecordType.A);
    }

    [Fact]
    public async Task A_backslash_in_a_name_is_an_ordinary_character()
    {
        var zone = new ZoneResolver().Txt("example.com", @"v=spf1 a:back\slash.test -all");
        await CheckAsync(zone, "user@example.com");
        Assert.Contains(zone.Asked, a => a.Name.LabelCount == 2 && a.Name.Label(0).SequenceEqual(@"back\slash"u8));
    }

    [Fact]
    public async Task An_empty_reverse_path_asks_about_postmaster_at_the_helo_name()
    {
        var query = SpfQuery.ForMailFrom(s_client, "", "mail.example.com");
        Assert.Equal(("mail.example.com", "postmaster@mail.example.com"), (query.Domain, query.Sender));
        var zone = new ZoneResolver().Txt("mail.example.com", "v=spf1 ip4:192.0.2.1 -all");
        Assert.Equal(SpfResult.Pass, (await new SpfEvaluator(zone).CheckHostAsync(query, TestContext.Current.CancellationToken)).Result);
    }

    [Fact]
    public async Task An_evaluation_that_takes_too_long_is_a_temporary_error()
    {
        var time = new FakeTimeProvider();
        var evaluating = new SpfEvaluator(new SilentResolver(), null, time).CheckHostAsync(
            SpfQuery.ForMailFrom(s_client, "user@example.com", "helo.test"), TestContext.Current.CancellationToken);

        time.Advance(SpfLimits.Default.MaxDuration);

        Assert.Equal(SpfResult.TempError, (await evaluating).Result);
    }

    [Fact]
    public async Task The_longest_names_and_senders_are_expanded_within_bounds()
    {
        var zone = new ZoneResolver().Txt("example.com", $"v=spf1 exists:{string.Concat(Enumerable.Repeat("%{s}%{l1r-}.", 4000))}%{{d}} -all");
        var evaluation = await CheckAsync(zone, $"{new string('a', 60_000)}@example.com");
        Assert.Equal(SpfResult.Fail, evaluation.Result);
    }

    private static Task<SpfEvaluation> CheckAsync(ZoneResolver zone, string mailFrom) =>
        new SpfEvaluator(zone, null, new FakeTimeProvider(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero))).CheckHostAsync(
            SpfQuery.ForMailFrom(s_client, mailFrom, "helo.test") with { Receiver = "mx.test" }, TestContext.Current.CancellationToken);
}
