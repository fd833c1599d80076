using CsCheck;
using Postscale.MailDns.Dmarc;

namespace Postscale.MailDns.Tests.Dmarc;

public sealed class DmarcRecordTests
{
    private static readonly string[] Tags =
        ["p=reject", "p=none", "sp=none", "rua=mailto:a@b.example", "ruf=a", "t=y", "fo=1:d", ";", " ", "x=", "psd=y", "np=q"];

    [Theory]
    [MemberData(nameof(DmarcRecordCases.Applied), MemberType = typeof(DmarcRecordCases))]
    public void A_record_that_receivers_apply_is_read(string section, string text, string written, DmarcWarningKind[] warnings)
    {
        Assert.True(DmarcRecord.TryParse(text, out var record, out var error), $"RFC 9989 §{section}: {error?.Reason}");
        Assert.Equal(written, record.ToString());
        var expected = record.Policy == DmarcPolicy.None ? [.. warnings, DmarcWarningKind.PolicyNone] : warnings;
        Assert.Equal(expected.Order(), record.Warnings.Select(w => w.Kind).Order());
        Assert.All(record.Warnings, w => Assert.InRange(w.Position ?? 0, 0, text.Length));
    }

    [Theory]
    [MemberData(nameof(DmarcRecordCases.Refused), MemberType = typeof(DmarcRecordCases))]
    public void A_record_that_receivers_ignore_names_kind_place_and_reason(string section, string text, DmarcErrorKind kind, int position, string words)
    {
        Assert.False(DmarcRecord.TryParse(text, out _, out var error), $"RFC 9989 §{section}");
        Assert.Equal((kind, position), (error.Kind, error.Position));
        Assert.Contains(words, error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(DmarcRecordCases.Applied), MemberType = typeof(DmarcRecordCases))]
    public void Writing_and_reading_again_gives_the_same_record(string section, string text, string written, DmarcWarningKind[] warnings)
    {
        Assert.NotNull(warnings);
        Assert.True(DmarcRecord.TryParse(text, out var first, out _), section);
        Assert.True(DmarcRecord.TryParse(first.ToString(), out var second, out _));
        Assert.Equal(written, second.ToString());
        Assert.False(second.IsPolicyAssumed);
        Assert.Equal(first.Policy, second.Policy);
    }

    [Fact]
    public void Tags_come_out_as_values()
    {
        Assert.True(DmarcRecord.TryParse(
            "v=DMARC1; p=reject; sp=quarantine; np=none; psd=n; t=y; adkim=s; aspf=s; fo=1:s; rua=mailto:a@x.example,mailto:b@y.example!5k; ruf=mailto:c@z.example",
            out var record,
            out _));
        Assert.Equal((DmarcPolicy.Reject, DmarcPolicy.Quarantine, DmarcPolicy.None), (record.Policy, record.SubdomainPolicy, record.NonexistentSubdomainPolicy));
        Assert.Equal(DmarcPublicSuffix.No, record.PublicSuffix);
        Assert.True(record.IsTesting);
        Assert.Equal((DmarcAlignment.Strict, DmarcAlignment.Strict), (record.DkimAlignment, record.SpfAlignment));
        Assert.Equal(DmarcFailureOptions.AnyFails | DmarcFailureOptions.Spf, record.FailureOptions);
        Assert.Equal(["a@x.example", "b@y.example"], record.AggregateReports.Select(u => u.Address));
        Assert.Equal("5k", record.AggregateReports[1].SizeLimit);
        Assert.Equal("z.example", Assert.Single(record.FailureReports).Host?.Text);
    }

    [Theory]
    [InlineData("v=DMARC1; p=reject; sp=quarantine; np=none", DmarcPolicy.Reject, DmarcPolicy.Quarantine, DmarcPolicy.None)]
    [InlineData("v=DMARC1; p=reject; sp=quarantine", DmarcPolicy.Reject, DmarcPolicy.Quarantine, DmarcPolicy.Quarantine)]
    [InlineData("v=DMARC1; p=reject; np=none", DmarcPolicy.Reject, DmarcPolicy.Reject, DmarcPolicy.None)]
    [InlineData("v=DMARC1; p=quarantine", DmarcPolicy.Quarantine, DmarcPolicy.Quarantine, DmarcPolicy.Quarantine)]
    public void Subdomains_have_their_own_policy_or_that_of_the_domain(string text, DmarcPolicy own, DmarcPolicy existing, DmarcPolicy missing)
    {
        Assert.True(DmarcRecord.TryParse(text, out var record, out _));
        Assert.Equal((own, existing, missing), (record.PolicyFor(false, true), record.PolicyFor(true, true), record.PolicyFor(true, false)));
    }

    [Theory]
    [InlineData("v=DMARC1; p=none", true)]
    [InlineData("V = dmarc1", true)]
    [InlineData("\"v=DMARC1; p=none\"", true)]
    [InlineData("  v=DMARC1,p=none", true)]
    [InlineData("p=none; v=DMARC1", true)]
    [InlineData("p=none, v=DMARC1", true)]
    [InlineData("v=DMARC2", true)]
    [InlineData("v=\"DMARC1\"; p=none", true)]
    [InlineData("v=spf1 -all", false)]
    [InlineData("v=DKIM1; p=", false)]
    [InlineData("p=none", false)]
    [InlineData("see v=DMARC1", false)]
    [InlineData("v=", false)]
    [InlineData("v", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_text_meant_as_DMARC_is_told_from_others(string? text, bool looks) => Assert.Equal(looks, DmarcRecord.LooksLikeDmarc(text));

    [Fact]
    public void Any_text_is_read_or_refused_with_a_place_inside_it() =>
        Gen.OneOf(
            Gen.String,
            Gen.String[Gen.Char["vpsntruafdki=;:,\"\\ \t\r\n!@%DMARC1none"], 0, 80],
            Gen.Int[0, Tags.Length - 1].Select(i => Tags[i]).Array[0, 8]
                .Select(parts => "v=DMARC1;" + string.Join(';', parts)))
            .Sample(CheckAny, iter: 30_000);

    [Fact]
    public void Any_text_as_an_address_is_read_or_refused() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["mailto:htps/@.%!,? 1kaAf#["], 0, 40]).Sample(
            text =>
            {
                if (DmarcReportUri.TryParse(text, out var uri, out var reason))
                {
                    Assert.True(DmarcReportUri.TryParse(uri.Text, out var again, out _));
                    Assert.Equal((uri.Text, uri.Host, uri.Address), (again.Text, again.Host, again.Address));
                }
                else
                    Assert.All(reason, c => Assert.InRange(c, ' ', '~'));
            },
            iter: 20_000);

    [Fact]
    public void A_record_of_the_greatest_length_is_read_or_refused_in_time()
    {
        CheckAny("v=DMARC1" + new string(';', 65_000));
        CheckAny("v=DMARC1; p=none; rua=" + new string(',', 65_000));
        CheckAny("v=DMARC1; p=none; rua=" + string.Join(',', Enumerable.Repeat("mailto:a@b.example", 3_400)));
        CheckAny("v" + new string(' ', 65_000));
        CheckAny(string.Concat(Enumerable.Repeat("v = ;", 13_000)));
        CheckAny("v=DMARC1;" + string.Concat(Enumerable.Range(0, 9_000).Select(i => $"a{i}=;")));
    }

    private static void CheckAny(string text)
    {
        if (DmarcRecord.TryParse(text, out var record, out var error))
        {
            Assert.True(DmarcRecord.LooksLikeDmarc(text));
            Assert.True(DmarcRecord.TryParse(record.ToString(), out var again, out _));
            Assert.Equal(record.ToString(), again.ToString());
            Assert.All(record.Warnings, w => Assert.InRange(w.Position ?? 0, 0, text.Length));
            Assert.All(record.Warnings, w => Assert.All(w.Reason, c => Assert.InRange(c, ' ', '~')));
            return;
        }

        Assert.InRange(error.Position, 0, text.Length);
        Assert.All(error.Reason, c => Assert.InRange(c, ' ', '~'));
        Assert.InRange(error.Reason.Length, 1, 200);
    }
}
