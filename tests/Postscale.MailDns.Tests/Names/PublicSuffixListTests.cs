using CsCheck;
using Postscale.MailDns.Names;

namespace Postscale.MailDns.Tests.Names;

public sealed class PublicSuffixListTests
{
    private const string Small = """
        // VERSION: one
        // ===BEGIN ICANN DOMAINS===
        com
        uk
        co.uk   what follows is no part of the rule
        *.ck
        !www.ck
        *.deep.ck

        公司.cn
        cn
        // ===END ICANN DOMAINS===
        // ===BEGIN PRIVATE DOMAINS===
        hosted.com
        *.cloud.com
        !own.cloud.com
        // ===END PRIVATE DOMAINS===
        """;

    private static PublicSuffixList Embedded => PublicSuffixList.Embedded;

    [Fact]
    public void Every_vector_of_the_list_s_own_tests_passes()
    {
        var cases = SuffixTestFile.Read();
        Assert.True(cases.Count >= 76, $"only {cases.Count} vectors");
        Assert.All(cases, vector =>
        {
            Assert.Equal(AsciiOf(vector.Registrable), Embedded.RegistrableDomain(vector.Name, SuffixSections.All));
            if (DomainName.TryParse(vector.Name, out var name, out _))
            {
                Assert.Equal(AsciiOf(vector.Registrable), Embedded.RegistrableDomain(name, SuffixSections.All)?.Value);
                Assert.Equal(vector.Registrable is null, Embedded.IsPublicSuffix(name, SuffixSections.All));
            }
        });
    }

    [Fact]
    public void The_embedded_list_is_whole_and_tells_its_version()
    {
        Assert.Matches(@"^\d{4}-\d{2}-\d{2} tldts \d+\.\d+\.\d+$", Embedded.Version);
        Assert.True(Embedded.IcannRuleCount + Embedded.PrivateRuleCount > 9_000);
        Assert.InRange(Embedded.IcannRuleCount, 6_000, 20_000);
        Assert.InRange(Embedded.PrivateRuleCount, 2_000, 20_000);
    }

    [Theory]
    [InlineData("com", SuffixSections.Icann, true)]
    [InlineData("co.uk", SuffixSections.Icann, true)]
    [InlineData("github.io", SuffixSections.Icann, false)]
    [InlineData("github.io", SuffixSections.Private, true)]
    [InlineData("github.io", SuffixSections.All, true)]
    [InlineData("example.github.io", SuffixSections.All, false)]
    [InlineData("example.com", SuffixSections.All, false)]
    [InlineData("公司.cn", SuffixSections.Icann, true)]
    [InlineData("unlisted", SuffixSections.All, true)]
    [InlineData("name.unlisted", SuffixSections.All, false)]
    [InlineData("", SuffixSections.All, false)]
    [InlineData(null, SuffixSections.All, false)]
    public void A_suffix_is_one_in_its_own_section(string? name, SuffixSections sections, bool expected) =>
        Assert.Equal(expected, Embedded.IsPublicSuffix(name, sections));

    [Theory]
    [InlineData("a.b.com", SuffixSections.All, "com", "b.com")]
    [InlineData("a.co.uk", SuffixSections.All, "co.uk", "a.co.uk")]
    [InlineData("a.co.uk", SuffixSections.Private, "uk", "co.uk")]
    [InlineData("a.co.uk", SuffixSections.None, "uk", "co.uk")]
    [InlineData("what.uk", SuffixSections.All, "uk", "what.uk")]
    [InlineData("ck", SuffixSections.All, "ck", null)]
    [InlineData("a.ck", SuffixSections.All, "a.ck", null)]
    [InlineData("b.a.ck", SuffixSections.All, "a.ck", "b.a.ck")]
    [InlineData("www.ck", SuffixSections.All, "ck", "www.ck")]
    [InlineData("x.www.ck", SuffixSections.All, "ck", "www.ck")]
    [InlineData("deep.ck", SuffixSections.All, "deep.ck", null)]
    [InlineData("x.deep.ck", SuffixSections.All, "x.deep.ck", null)]
    [InlineData("y.x.deep.ck", SuffixSections.All, "x.deep.ck", "y.x.deep.ck")]
    [InlineData("a.hosted.com", SuffixSections.All, "hosted.com", "a.hosted.com")]
    [InlineData("a.hosted.com", SuffixSections.Icann, "com", "hosted.com")]
    [InlineData("cloud.com", SuffixSections.All, "com", "cloud.com")]
    [InlineData("own.cloud.com", SuffixSections.All, "cloud.com", "own.cloud.com")]
    [InlineData("own.cloud.com", SuffixSections.Icann, "com", "cloud.com")]
    [InlineData("z.y.cloud.com", SuffixSections.All, "y.cloud.com", "z.y.cloud.com")]
    [InlineData("A.公司.CN.", SuffixSections.All, "xn--55qx5d.cn", "a.xn--55qx5d.cn")]
    [InlineData("a.xn--55qx5d.cn", SuffixSections.All, "xn--55qx5d.cn", "a.xn--55qx5d.cn")]
    [InlineData("_dmarc.A.co.uk", SuffixSections.All, "co.uk", "a.co.uk")]
    [InlineData("a.unlisted", SuffixSections.All, "unlisted", "a.unlisted")]
    public void The_prevailing_rule_gives_suffix_and_registrable_domain(string name, SuffixSections sections, string suffix, string? registrable)
    {
        var list = PublicSuffixList.Parse(new StringReader(Small));
        Assert.Equal(suffix, list.PublicSuffixOf(name, sections));
        Assert.Equal(registrable, list.RegistrableDomain(name, sections));
        Assert.Equal(registrable is null, list.IsPublicSuffix(name, sections));
        if (DomainName.TryParse(name, out var domain, out _))
        {
            Assert.Equal(suffix, list.PublicSuffixOf(domain, sections));
            Assert.Equal(registrable, list.RegistrableDomain(domain, sections)?.Value);
            Assert.Equal(registrable is null, list.IsPublicSuffix(domain, sections));
        }
    }

    [Theory]
    [InlineData("a..com")]
    [InlineData(".com")]
    [InlineData("com..")]
    [InlineData(".")]
    [InlineData("a b.com")]
    [InlineData("*.com")]
    [InlineData("\uD800.com")]
    public void What_is_no_name_has_no_suffix(string name)
    {
        Assert.Null(Embedded.PublicSuffixOf(name, SuffixSections.All));
        Assert.Null(Embedded.RegistrableDomain(name, SuffixSections.All));
        Assert.False(Embedded.IsPublicSuffix(name, SuffixSections.All));
    }

    [Fact]
    public void A_list_tells_its_version_and_counts()
    {
        var list = PublicSuffixList.Parse(new StringReader(Small));
        Assert.Equal("one", list.Version);
        Assert.Equal(8, list.IcannRuleCount);
        Assert.Equal(3, list.PrivateRuleCount);
        Assert.Null(PublicSuffixList.Parse(new StringReader("com\n")).Version);
    }

    [Fact]
    public void Rules_outside_the_sections_are_ICANN_s_and_an_empty_list_has_the_default_rule_only()
    {
        Assert.True(PublicSuffixList.Parse(new StringReader("co.uk")).IsPublicSuffix("co.uk", SuffixSections.Icann));
        Assert.Equal("uk", PublicSuffixList.Parse(new StringReader("")).PublicSuffixOf("a.co.uk", SuffixSections.All));
    }

    [Theory]
    [InlineData("com\na..b\n")]
    [InlineData("com\n*\n")]
    [InlineData("com\n*.*.uk\n")]
    [InlineData("com\na.*.uk\n")]
    [InlineData("com\n!uk\n")]
    [InlineData("com\n!\n")]
    [InlineData("com\n<html>\n")]
    public void A_line_that_is_no_rule_is_named(string text)
    {
        var thrown = Assert.Throws<FormatException>(() => PublicSuffixList.Parse(new StringReader(text)));
        Assert.Contains("line 2 ", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_registrable_domain_is_the_suffix_and_one_label_more_and_its_own_registrable_domain()
    {
        var label = Gen.OneOf("a", "www", "com", "co", "uk", "jp", "kobe", "city", "ck", "github", "io", "kawasaki", "xn--p1ai", "compute", "amazonaws");
        Gen.Select(label.Array[1, 6], Gen.Enum<SuffixSections>()).Sample((labels, sections) =>
        {
            var name = string.Join('.', labels);
            var suffix = Embedded.PublicSuffixOf(name, sections)!;
            var registrable = Embedded.RegistrableDomain(name, sections);
            return registrable is null
                ? suffix == name
                : name.EndsWith(registrable, StringComparison.Ordinal)
                    && registrable.EndsWith("." + suffix, StringComparison.Ordinal)
                    && !registrable[..^(suffix.Length + 1)].Contains('.')
                    && Embedded.RegistrableDomain(registrable, sections) == registrable;
        });
    }

    [Fact]
    public void No_text_makes_a_query_throw() => Gen.String.Sample(text =>
    {
        _ = Embedded.PublicSuffixOf(text, SuffixSections.All);
        _ = Embedded.RegistrableDomain(text, SuffixSections.All);
        _ = Embedded.IsPublicSuffix(text, SuffixSections.All);
    });

    private static string? AsciiOf(string? name) => name is null ? null : DomainName.Parse(name).Value;
}
