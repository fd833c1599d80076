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
    public void What_holds_passes_a_sender_that_only_the_target_knows() => s_term.Array[0, 6].Sample(
        terms =>
        {
            // The client is in the target's record alone. Terms whose look-ups depend on it may find nothing for this one; they are left out.
            var others = terms.Where(t => !t.Contains("/0", StringComparison.Ordinal) && !t.Contains("%{i", StringComparison.Ordinal));
            var text = string.Join(' ', ["v=spf1", .. others, "include:spf.target.test", "-all"]);
            var zone = new ZoneResolver().Txt("example.com", text).Txt("spf.target.test", "v=spf1 ip4:198.51.100.7 -all").Txt("c.example", "v=spf1 -all")
                .Address("example.com", "203.0.113.1").Address("b.example", "203.0.113.1").Mx("example.com", 1, "b.example")
                .Ptr("7.100.51.198.in-addr.arpa", "mail.other.test");

            var result = SpfAuthorisation.AskAsync(zone, DnsName.Parse("example.com"), DnsName.Parse("spf.target.test"), null, CancellationToken.None).Result;
            var evaluation = new SpfEvaluator(zone).CheckHostAsync(
                SpfQuery.ForMailFrom(IPAddress.Parse("198.51.100.7"), "user@example.com", "helo.test"), CancellationToken.None).Result;

            if (result.Holds)
            {
                Assert.Equal((SpfResult.Pass, "include:spf.target.test"), (evaluation.Result, evaluation.MatchedTerm));
            }
            else if (evaluation.Result == SpfResult.Pass)
            {
                Assert.NotEqual("include:spf.target.test", evaluation.MatchedTerm);
            }
        },
        iter: 3_000);

    private static Gen<string> Pick(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static void AssertStable(SpfRecord record)
    {
        var printed = record.ToString();
        Assert.True(SpfRecord.TryParse(printed, out var again, out _));
        Assert.Equal(record.Terms, again.Terms);
        Assert.Equal(printed, again.ToString());
    }
}
