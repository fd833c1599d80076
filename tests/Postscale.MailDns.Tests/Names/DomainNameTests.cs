using CsCheck;
using Postscale.MailDns.Names;
using Postscale.MailDns.Resolution;

namespace Postscale.MailDns.Tests.Names;

public sealed class DomainNameTests
{
    /// <summary>Strings that come near names, so that properties see more than refusals.</summary>
    private static readonly Gen<string> NearNames = Gen.OneOf(
        Gen.String,
        Gen.Char.Array[0, 12].Select(chars => new string(chars) + ".example"),
        Gen.OneOf("a", "b", "-", ".", "xn--", "ü", "ß", "日", "\u200D", "\u094D", "क", "א", "\u0661", "1", "0x", "\u3002", "\uD83D", "\uDCA9", "_", "\0", "Ａ", "\u0301")
            .Array[0, 12].Select(string.Concat),
        Gen.Int[0x80, 0x2FFFF].Where(v => v is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32).Array[1, 4]
            .Select(parts => string.Concat(parts) + ".example"));

    public static TheoryData<string, string> Accepted => DomainNameCases.Accepted;

    public static TheoryData<string?, DomainNameError> Refused => DomainNameCases.Refused;

    [Theory]
    [MemberData(nameof(Accepted))]
    public void A_name_in_any_spelling_becomes_its_A_labels(string text, string expected)
    {
        Assert.True(DomainName.TryParse(text, out var name, out var error), error.ToString());
        Assert.Equal(DomainNameError.None, error);
        Assert.Equal(expected, name.Value);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_no_name_is_refused_with_its_reason(string? text, DomainNameError expected)
    {
        Assert.False(DomainName.TryParse(text, out var name, out var error), name?.Value);
        Assert.Null(name);
        Assert.Equal(expected, error);
    }

    [Fact]
    public void Every_reason_has_words_that_can_end_a_sentence()
    {
        var texts = Enum.GetValues<DomainNameError>().Select(error => error.Describe()).ToList();
        Assert.Equal(texts.Count, texts.Distinct().Count());
        Assert.All(texts, text =>
        {
            Assert.True(char.IsAsciiLetterLower(text[0]), text);
            Assert.False(text.EndsWith('.'), text);
            Assert.NotEqual(((DomainNameError)(-1)).Describe(), text);
        });
    }

    [Fact]
    public void Every_reason_is_shown_by_a_case_or_needs_a_system_without_ICU()
    {
        var shown = DomainNameCases.Refused.Select(row => row.Data.Item2);
        Assert.Equal(
            [DomainNameError.None, DomainNameError.IdnaUnavailable],
            Enum.GetValues<DomainNameError>().Except(shown));
    }

    [Fact]
    public void Reading_never_throws_and_what_it_gives_reads_as_itself() => NearNames.Sample(text =>
    {
        if (!DomainName.TryParse(text, out var name, out var error))
        {
            return name is null && error != DomainNameError.None;
        }

        return DomainName.TryParse(name.Value, out var again, out _) && again == name
            && name.Value.Length <= 253 && name.Labels.Count >= 2
            && name.Value.All(c => c is '.' or '-' or (>= 'a' and <= 'z') or (>= '0' and <= '9'))
            && name.Labels.All(label => label.Length is >= 1 and <= 63)
            && DnsName.TryParse(name.Value, out _);
    }, iter: 20_000);

    [Fact]
    public void The_display_form_reads_as_the_same_name() => NearNames.Sample(
        text => !DomainName.TryParse(text, out var name, out _)
            || (DomainName.TryParse(name.ToUnicode(), out var again, out _) && again == name),
        iter: 20_000);

    [Theory]
    [MemberData(nameof(Accepted))]
    public void The_display_form_of_every_case_reads_as_the_same_name(string text, string expected)
    {
        var name = DomainName.Parse(text);
        Assert.Equal(expected, DomainName.Parse(name.ToUnicode()).Value);
    }

    [Theory]
    [InlineData("xn--bcher-kva.example", "bücher.example")]
    [InlineData("XN--FA-HIA.de", "faß.de")]
    [InlineData("www.食狮.公司.cn", "www.食狮.公司.cn")]
    [InlineData("plain.example", "plain.example")]
    [InlineData("xn--ab---3ra.bücher.example", "xn--ab---3ra.bücher.example")]
    public void A_name_is_displayed_in_Unicode_label_by_label(string text, string expected) =>
        Assert.Equal(expected, DomainName.Parse(text).ToUnicode());

    [Fact]
    public void Labels_length_and_parent_come_from_the_A_labels()
    {
        var name = DomainName.Parse("www.Bücher.example.");
        Assert.Equal(["www", "xn--bcher-kva", "example"], name.Labels);
        Assert.Equal(25, name.Length);
        Assert.Equal("xn--bcher-kva.example", name.Parent?.Value);
        Assert.Null(name.Parent?.Parent);
        Assert.Equal("www.xn--bcher-kva.example", name.ToDnsName().Text);
        Assert.Equal(name.Value, name.ToString());
    }

    [Theory]
    [InlineData("example.com", "example.com", true)]
    [InlineData("a.example.com", "EXAMPLE.com", true)]
    [InlineData("a.b.example.com", "example.com", true)]
    [InlineData("badexample.com", "example.com", false)]
    [InlineData("example.com", "a.example.com", false)]
    [InlineData("example.com", "example.org", false)]
    [InlineData("www.bücher.de", "xn--bcher-kva.de", true)]
    public void A_name_is_under_another_by_whole_labels(string name, string other, bool expected) =>
        Assert.Equal(expected, DomainName.Parse(name).IsAtOrUnder(DomainName.Parse(other)));

    [Fact]
    public void Spellings_of_one_name_are_equal()
    {
        var one = DomainName.Parse("BÜCHER.example");
        var two = DomainName.Parse("xn--bcher-kva.EXAMPLE.");
        Assert.True(one == two);
        Assert.True(one.Equals((object)two));
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
        Assert.True(one != DomainName.Parse("bucher.example"));
        Assert.False(one.Equals(null));
    }

    [Fact]
    public void Parsing_what_is_no_name_throws_with_the_reason()
    {
        var thrown = Assert.Throws<FormatException>(() => DomainName.Parse("user@example.com"));
        Assert.Contains("e-mail address", thrown.Message, StringComparison.Ordinal);
    }
}
