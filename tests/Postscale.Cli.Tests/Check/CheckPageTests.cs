using System.Text;
using Postscale.Cli.Check.Printing;
using Postscale.Server.Domains;

namespace Postscale.Cli.Tests.Check;

public sealed class CheckPageTests
{
    private static readonly Terminal s_pipe = new(80, HasColours: false);

    [Theory]
    [InlineData("ours", true)]
    [InlineData("other-provider", false)]
    [InlineData("nothing", false)]
    [InlineData("broken", true)]
    [InlineData("unreadable", false)]
    public async Task The_page_of_a_typical_domain_is_the_golden_one(string world, bool withToken)
    {
        var report = await CheckWorlds.RunAsync(CheckWorlds.Of(world), token: withToken ? CheckWorlds.Token : null);
        Golden.Match($"{world}.txt", CheckPage.Write(report, s_pipe));
    }

    [Fact]
    public async Task Colours_add_to_the_words_and_change_none_of_them()
    {
        var report = await CheckWorlds.RunAsync(CheckWorlds.Of("other-provider"));
        var coloured = CheckPage.Write(report, s_pipe with { HasColours = true });

        Assert.Contains("\e[31m", coloured, StringComparison.Ordinal);
        Assert.Equal(CheckPage.Write(report, s_pipe), WithoutColours(coloured));
    }

    [Theory]
    [InlineData("broken")]
    [InlineData("other-provider")]
    public async Task Nothing_of_dns_reaches_the_terminal_as_a_control_character(string world)
    {
        var page = CheckPage.Write(await CheckWorlds.RunAsync(CheckWorlds.Of(world)), s_pipe);
        Assert.DoesNotContain(page, c => c != '\n' && char.IsControl(c));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(120)]
    public async Task No_line_is_wider_than_the_terminal(int width)
    {
        foreach (var world in (string[])["ours", "other-provider", "nothing", "broken", "unreadable"])
        {
            var page = CheckPage.Write(await CheckWorlds.RunAsync(CheckWorlds.Of(world)), new Terminal(width, HasColours: false));
            Assert.All(page.Split('\n'), line => Assert.InRange(line.Length, 0, width));
        }
    }

    [Fact]
    public async Task A_name_beyond_ascii_stands_beside_its_a_label_form()
    {
        var report = await CheckWorlds.RunAsync(CheckWorlds.Ours("xn--bcher-kva.example"), "BÜCHER.example.");
        Assert.StartsWith("bücher.example (xn--bcher-kva.example)\n", CheckPage.Write(report, s_pipe), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_is_asked_for_its_own_records_and_the_rest_is_explained()
    {
        var report = await CheckWorlds.RunAsync(CheckWorlds.Of("other-provider"), type: DomainType.Inbound);
        Assert.Equal(["ownership", "mx"], report.Records.Select(r => r.Kind.Name));
        var page = CheckPage.Write(report, s_pipe);
        Assert.Contains("SPF: not called for by type inbound", page, StringComparison.Ordinal);
        Assert.Contains("include:_a.provider.test", page, StringComparison.Ordinal);
        Assert.DoesNotContain("ps-bounces", page, StringComparison.Ordinal);
    }

    private static string WithoutColours(string text)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\e')
            {
                i = text.IndexOf('m', i);
            }
            else
            {
                plain.Append(text[i]);
            }
        }

        return plain.ToString();
    }
}
