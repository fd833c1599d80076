using System.Text;
using CsCheck;
using Postscale.MailDns.Resolution;
using Postscale.Server.Domains;
using Postscale.Server.Options;
using Postscale.Server.Publishing;
using Postscale.Server.Records;

namespace Postscale.Server.Tests.Publishing;

/// <summary>The records as files.</summary>
[Trait("Database", "None")]
public sealed class FormatTests
{
    private static readonly DnsName s_domain = DnsName.Parse("mail.example.com");
    private static readonly DnsName s_zone = DnsName.Parse("example.com");

    [Theory]
    [InlineData("both", "zone")]
    [InlineData("both", "csv")]
    [InlineData("both", "terraform")]
    [InlineData("both", "dnscontrol")]
    [InlineData("inbound", "zone")]
    [InlineData("outbound", "zone")]
    [InlineData("alias", "dnscontrol")]
    public void A_file_is_the_one_that_was_accepted(string type, string format) => Golden.Match(
        // Git turns line ends around: those that belong to the form are kept in sight.
        $"{type}.{format}.txt", Write(type, format, Platform.Default).Replace("\r\n", "<CRLF>\n", StringComparison.Ordinal));

    [Fact]
    public void What_has_a_meaning_in_a_form_is_escaped_in_it()
    {
        // The prefix takes no quotes and backslashes; a mailbox may have them nowhere either. What is left is what the forms themselves know.
        Assert.True(Platform.TryCreate(new Dictionary<string, string> { ["token-prefix"] = "a,${b} %{c}; d=" }, out var platform, out _));
        Assert.Contains("\"a,${b} %{c}; d=0123", Write("inbound", "zone", platform!), StringComparison.Ordinal);
        Assert.Contains(",\"a,${b} %{c}; d=0123", Write("inbound", "csv", platform!), StringComparison.Ordinal);
        Assert.Contains("\"a,$${b} %%{c}; d=0123", Write("inbound", "terraform", platform!), StringComparison.Ordinal);
        Assert.Contains("\"a,${b} %{c}; d=0123", Write("inbound", "dnscontrol", platform!), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_octets_read_back_from_strings_that_are_never_too_long() => Gen.Byte.Array[0, 1200].Sample(octets =>
    {
        var text = Encoding.Latin1.GetString(octets);
        var strings = ZoneText.Strings(text);
        Assert.All(strings, c => Assert.InRange(c, ' ', '~'));
        Assert.True(ZoneText.TryJoin(strings, out var joined));
        Assert.Equal(text, joined);
        var parts = Parts(strings);
        Assert.Equal(Math.Max(1, (octets.Length + 254) / 255), parts.Count);
        Assert.All(parts, p => Assert.True(ZoneText.TryJoin(p, out var part) && part.Length <= 255));
    });

    [Theory]
    [InlineData("\"a\" \"b\"", "ab")]
    [InlineData("a b", "ab")]
    [InlineData("\"a \\\" \\\\ \\009\"", "a \" \\ \t")]
    [InlineData("\"\"", "")]
    [InlineData("\"v=spf1 mx\" \" -all\"", "v=spf1 mx -all")]
    public void Strings_are_joined_as_name_servers_do(string strings, string text)
    {
        Assert.True(ZoneText.TryJoin(strings, out var joined));
        Assert.Equal(text, joined);
    }

    [Theory]
    [InlineData("\"a")]
    [InlineData("\"a\\\"")]
    [InlineData("a\\")]
    [InlineData("a\\1")]
    [InlineData("a\\256")]
    public void Strings_that_have_no_end_are_none(string strings) => Assert.False(ZoneText.TryJoin(strings, out _));

    [Theory]
    [InlineData("_dmarc.mail.example.com", "example.com", "_dmarc.mail")]
    [InlineData("_dmarc.example.com", "example.com", "_dmarc")]
    [InlineData("example.com", "example.com", "@")]
    [InlineData("notexample.com", "example.com", "notexample.com")]
    public void A_host_is_the_name_without_the_zone(string name, string zone, string host) => Assert.Equal(host, RecordToPublish.HostOf(DnsName.Parse(name), DnsName.Parse(zone)));

    private static string Write(string type, string format, Platform platform)
    {
        Assert.True(DomainTypes.TryParse(type, out var parsed));
        Assert.True(DnsFormats.TryParse(format, out var form));
        var context = new RecordContext(s_domain, "0123456789abcdef0123456789abcdef", platform);
        return form.Write(s_domain, platform.Domain, RecordToPublish.Of(context, parsed, s_zone));
    }

    /// <summary>The strings apart: a quote that is not escaped begins or ends one.</summary>
    private static List<string> Parts(string strings)
    {
        var parts = new List<string>();
        var start = -1;
        for (var i = 0; i < strings.Length; i++)
        {
            if (strings[i] == '\\')
            {
                i++;
            }
            else if (strings[i] == '"')
            {
                if (start >= 0)
                {
                    parts.Add(strings[start..(i + 1)]);
                    start = -1;
                }
                else
                {
                    start = i;
                }
            }
        }

        return parts;
    }
}
