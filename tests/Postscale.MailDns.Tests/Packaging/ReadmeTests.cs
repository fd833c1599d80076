using Postscale.MailDns.Resolution;
using Postscale.MailDns.Tests.Dkim;
using Postscale.Testing;

namespace Postscale.MailDns.Tests.Packaging;

public sealed class ReadmeTests
{
    private const string Fence = "```";

    private static readonly ZoneResolver s_zone = new ZoneResolver()
        .Txt("example.com", "v=spf1 ip4:192.0.2.0/24 include:_spf.other.example ~all")
        .Txt("_spf.other.example", "v=spf1 ip4:198.51.100.0/24 -all")
        .Txt("spf.provider.example", "v=spf1 ip4:203.0.113.0/24 -all")
        .Txt("_dmarc.example.com", "v=DMARC1; p=quarantine; rua=mailto:reports@example.com")
        .Txt("s1._domainkey.example.com", TestKeys.Fill("v=DKIM1; p={rsa}"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_code_of_the_README_is_the_code_that_these_tests_run()
    {
        var examples = Examples(Repository.Read("tests/Postscale.MailDns.Tests/Packaging/ReadmeExamples.cs"));
        Assert.Equal(6, examples.Count);
        Assert.Equal(examples, CodeBlocks(Repository.Read("src/Postscale.MailDns/README.md")));
    }

    [Fact]
    public void The_pages_that_the_README_points_to_exist()
    {
        var pages = Repository.Read("src/Postscale.MailDns/README.md").Split('`').Where(t => t.StartsWith("docs/", StringComparison.Ordinal)).ToList();
        Assert.Equal(["dkim", "dmarc", "dns", "names", "spf"], pages.Where(p => p.StartsWith("docs/standards/", StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension).Order());
        Assert.All(pages, page => Assert.True(File.Exists(Repository.PathOf(page)), page));
    }

    [Fact]
    public async Task The_resolver_says_what_it_found_and_what_is_certainly_not_there()
    {
        await using var server = ScriptedDnsServer.Start(q => ScriptedReply.Found(
            new MxRecord(q.Name, 60, 10, DnsName.Parse("mx1.example.com")), new MxRecord(q.Name, 60, 20, DnsName.Parse("mx2.example.com"))));
        Assert.Equal(["10 mx1.example.com, 20 mx2.example.com"], await Lines(output => ReadmeExamples.ResolveAsync([server.Endpoint], output, Token)));
    }

    [Fact]
    public async Task Check_host_names_the_term_that_matched() => Assert.Equal(
        ["Pass by ip4:192.0.2.0/24, 0 look-ups"], await Lines(output => ReadmeExamples.CheckHostAsync(s_zone, output, Token)));

    [Fact]
    public async Task The_authorisation_gives_its_reason_and_a_record_that_keeps_what_is_there()
    {
        var lines = await Lines(output => ReadmeExamples.AuthoriseAsync(s_zone, output, Token));
        Assert.Contains("include:spf.provider.example", lines[0], StringComparison.Ordinal);
        Assert.Equal("v=spf1 ip4:192.0.2.0/24 include:_spf.other.example include:spf.provider.example ~all", lines[1]);
    }

    [Fact]
    public async Task The_policy_is_found_at_the_parent() =>
        Assert.Equal(["Quarantine, from example.com"], await Lines(output => ReadmeExamples.DiscoverAsync(s_zone, output, Token)));

    [Fact]
    public async Task The_key_is_read_and_a_new_one_is_ready_to_publish()
    {
        var lines = await Lines(output => ReadmeExamples.FindKeyAsync(s_zone, output, Token));
        Assert.Equal("Rsa, 2048 bits", lines[0]);
        Assert.StartsWith("\"v=DKIM1; k=rsa; p=MIIB", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_is_read_in_its_spelling_and_cut_to_what_was_registered() => Assert.Equal(
        ["news.xn--bcher-kva.co.uk", "bücher.co.uk"],
        await Lines(output =>
        {
            ReadmeExamples.ReadNames(output);
            return Task.CompletedTask;
        }));

    private static async Task<string[]> Lines(Func<TextWriter, Task> example)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        await example(output);
        return output.ToString().TrimEnd('\n').Split('\n');
    }

    private static List<string> Examples(string source) =>
        [.. source.Split("        #region ")[1..].Select(part => part[(part.IndexOf('\n') + 1)..part.IndexOf("        #endregion", StringComparison.Ordinal)]).Select(Unindent)];

    private static List<string> CodeBlocks(string page) =>
        [.. page.Split(Fence + "csharp\n")[1..].Select(part => part[..part.IndexOf(Fence, StringComparison.Ordinal)].TrimEnd('\n'))];

    private static string Unindent(string code) =>
        string.Join('\n', code.TrimEnd('\n').Split('\n').Select(line => line.StartsWith("        ", StringComparison.Ordinal) ? line[8..] : line));
}
