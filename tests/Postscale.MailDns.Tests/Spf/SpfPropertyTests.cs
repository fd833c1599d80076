using System.Net;
using CsCheck;
using Postscale.MailDns.Resolution;
using Postscale.MailDns.Spf;
using Postscale.Testing;

namespace Postscale.MailDns.Tests.Spf;

public sealed class SpfPropertyTests
{
    // Pieces of records, so that random texts come near to being records.
    private static readonly string[] s_pieces =
    [
        "v=spf1", " ", " ", " ", "include:", "a", "mx", "ptr", "ip4:", "ip6:", "exists:", "all", "redirect=", "exp=", "moo=", "+", "-", "~", "?", ":", "/", "//", "24", "64", "0",
        "example.com", "192.0.2.1", "2001:db8::1", "%{d}", "%{ir}", "%{l2r-+}", "%{S}", "%%", "%_", "%-", "%{", "}", "%", ".", "_spf", "\0", "\u00ff", "\t", ",", ";", "\"",
    ];

    private static readonly Gen<string> s_nearRecord = Gen.Select(Pick(s_pieces).Array[0, 14], Gen.Bool)
        .Select((pieces, version) => (version ? "v=spf1 " : "") + string.Concat(pieces));

    private static readonly Gen<string> s_octets = Gen.Int[0, 255].Select(i => (char)i).Array[0, 80].Select(c => new string(c));

    private static readonly Gen<string> s_term = Gen.Select(
        Pick("", "+", "-", "~", "?"),
        Gen.OneOf(
            Pick("all", "a", "MX", "ptr", "a:b.example", "mx:%{d2}/20", "include:c.example.", "exists:%{ir}.%{v}.d.example", "PTR:e.example", "a/0//0"),
            Gen.Select(Gen.Byte, Gen.Byte, Gen.Int[8, 32]).Select((a, b, p) => $"ip4:192.{a}.{b}.1/{p}"),
            Gen.Select(Gen.UShort, Gen.UShort, Gen.Int[0, 128]).Select((a, b, p) => $"ip6:2001:db8:{a:x}::{b:X}/{p}")))
        .Select((qualifier, mechanism) => qualifier + mechanism);

    private static readonly Gen<string> s_policy = Gen.Select(
        Gen.Frequency(
            (3, Pick("include:one.test", "include:two.test", "?include:two.test", "-include:one.test")),
            (3, Pick("include:spf.target.test", "include:SPF.target.test.", "~include:spf.target.test", "-include:spf.target.test", "include:%{d1r}.target.test")),
            (4, Pick("a", "mx", "ptr", "a:one.test", "mx:two.test", "a:gone.test", "exists:gone.test", "ip4:203.0.113.0/24", "a:%{d}", "moo=cow")),
            (1, Pick("include:gone.test", "-all", "include:example.com", "redirect=one.test", "redirect=spf.target.test", "oops"))).Array[0, 9],
        Pick("", " -all", " ~all", " ?all", " redirect=two.test", " redirect=spf.target.test")).Select((terms, end) => $"v=spf1 {string.Join(' ', terms)}{end}");

    private static readonly Gen<(string Own, string One, string Two)> s_world = Gen.Select(s_policy, s_policy, s_policy);

    [Fact]
    public void What_prints_reads_back_to_the_same_record() => s_term.Array[0, 12].Sample(terms =>
    {
        Assert.True(SpfRecord.TryParse(string.Join(' ', ["v=spf1", .. terms]), out var record, out _));
        AssertStable(record);
    });

    [Fact]
    public void Any_text_is_a_record_that_prints_stably_or_an_error_inside_the_text() => Gen.OneOf(s_nearRecord, s_octets).Sample(
        text =>
        {
            if (SpfRecord.TryParse(text, out var record, out var error))
            {
                AssertStable(record);
            }
            else
            {
                Assert.InRange(error.Position, 0, text.Length);
                Assert.NotEmpty(error.Reason);
                Assert.Contains(error.Term, text, StringComparison.Ordinal);
            }
        },
        iter: 20_000);

    [Fact]
    public void Evaluation_of_any_texts_ends_without_an_exception() => Gen.Select(s_nearRecord, s_nearRecord, s_octets).Sample(
        (own, other, sender) =>
        {
            var zone = new ZoneResolver().Txt("example.com", own).Txt("c.example", other).Txt("exp.example", sender);
            var query = SpfQuery.ForMailFrom(IPAddress.Parse("192.0.2.7"), $"{sender}@example.com", sender);
            Assert.True(new SpfEvaluator(zone).CheckHostAsync(query, CancellationToken.None).IsCompletedSuccessfully);
        },
        iter: 5_000);

    [Fact]
    public void Authorisation_of_any_texts_ends_with_a_sentence() => Gen.Select(s_nearRecord, s_nearRecord, s_octets).Sample(
        (own, rest, other) =>
        {
            var zone = new ZoneResolver().Txt("example.com", own, rest).Txt("c.example", other).Txt("spf.target.test", other);
            var asking = SpfAuthorisation.AskAsync(zone, DnsName.Parse("example.com"), DnsName.Parse("spf.target.test"), null, CancellationToken.None);
            Assert.True(asking.IsCompletedSuccessfully);
            Assert.All(asking.Result.Reason, c => Assert.True(c == '…' || c == '§' || char.IsBetween(c, ' ', '~')));
            Assert.True(asking.Result.SuggestedRecord is not { } suggested || SpfRecord.TryParse(suggested, out _, out _));
        },
        iter: 5_000);

    [Fact]
    public void The_questions_of_an_evaluation_are_bounded_whatever_the_records_say() => Gen.Int.Sample(
        seed =>
        {
            var resolver = new HostileResolver(seed);
            Assert.True(new SpfEvaluator(resolver).CheckHostAsync(
                SpfQuery.ForMailFrom(IPAddress.Parse("192.0.2.7"), "user@example.com", "helo.test"), CancellationToken.None).IsCompletedSuccessfully);

            // The record, ten terms of at most a question and ten exchangers each, the reverse names, an explanation.
            Assert.InRange(resolver.Asked, 1, 1 + (10 * 11) + 11 + 1);
        },
        iter: 500);

    [Fact]
    public void The_questions_of_an_authorisation_are_bounded_whatever_the_records_say() => Gen.Int.Sample(
        seed =>
        {
            var resolver = new HostileResolver(seed);
            Assert.True(SpfAuthorisation.AskAsync(
                resolver, DnsName.Parse("example.com"), DnsName.Parse("spf.target.test"), null, CancellationToken.None).IsCompletedSuccessfully);

            // The walk and the test of the suggestion (ten terms of eleven questions each), and three counts of at most 31 records.
            Assert.InRange(resolver.Asked, 1, 2 + (2 * 10 * 11) + (3 * 32));
        },
        iter: 500);

    [Fact]
    public void A_record_holds_exactly_if_check_host_passes_a_sender_that_only_the_target_knows() => s_world.Sample(
        (own, one, two) =>
        {
            // Nothing passes everyone in these worlds, so a pass is the target's.
            var zone = new ZoneResolver().Txt("example.com", own).Txt("one.test", one).Txt("two.test", two)
                .Txt("spf.target.test", "v=spf1 ip4:198.51.100.7 -all").Ptr("7.100.51.198.in-addr.arpa", "mail.other.test")
                .Address("example.com", "203.0.113.1").Address("one.test", "203.0.113.1").Mx("two.test", 1, "one.test").Mx("two.test", 2, "gone.test");

            var result = SpfAuthorisation.AskAsync(zone, DnsName.Parse("example.com"), DnsName.Parse("spf.target.test"), null, CancellationToken.None).Result;
            var evaluation = new SpfEvaluator(zone).CheckHostAsync(
                SpfQuery.ForMailFrom(IPAddress.Parse("198.51.100.7"), "user@example.com", "helo.test"), CancellationToken.None).Result;

            Assert.Equal((evaluation.Result == SpfResult.Pass, result.Reason, evaluation.Problem), (result.Holds, result.Reason, evaluation.Problem));
        },
        iter: 20_000);

    private static Gen<string> Pick(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static void AssertStable(SpfRecord record)
    {
        var printed = record.ToString();
        Assert.True(SpfRecord.TryParse(printed, out var again, out _));
        Assert.Equal(record.Terms, again.Terms);
        Assert.Equal(printed, again.ToString());
    }
}
