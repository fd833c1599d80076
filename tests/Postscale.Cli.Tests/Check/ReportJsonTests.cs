using System.Text.Json.Nodes;
using Postscale.Cli.Check.Json;

namespace Postscale.Cli.Tests.Check;

public sealed class ReportJsonTests
{
    [Theory]
    [InlineData("ours")]
    [InlineData("other-provider")]
    [InlineData("broken")]
    public async Task The_object_of_a_typical_domain_is_the_golden_one(string world) =>
        Golden.Match($"{world}.json", ReportJson.Write(await CheckWorlds.RunAsync(CheckWorlds.Of(world), token: world == "ours" ? CheckWorlds.Token : null)));

    [Fact]
    public async Task The_keys_are_the_same_for_every_domain()
    {
        string? first = null;
        foreach (var world in (string[])["ours", "other-provider", "nothing", "broken", "unreadable"])
        {
            var json = JsonNode.Parse(ReportJson.Write(await CheckWorlds.RunAsync(CheckWorlds.Of(world))))!.AsObject();
            var keys = $"{string.Join(' ', json.Select(p => p.Key))} | {string.Join(' ', json["records"]![0]!.AsObject().Select(p => p.Key))}";
            Assert.Equal(first ??= keys, keys);
        }

        Assert.Equal(
            "domain unicode type dns_mode verified records mx spf dkim dmarc dnssec lookups duration_ms | record outcome required expected found error warnings hint duration_ms",
            first);
    }

    [Fact]
    public async Task What_could_not_be_read_is_null_and_not_false()
    {
        var json = JsonNode.Parse(ReportJson.Write(await CheckWorlds.RunAsync(CheckWorlds.Of("unreadable"))))!;
        Assert.Null(json["verified"]);
        Assert.Null(json["mx"]);
        Assert.True((bool)json["spf"]!["problem_is_temporary"]!);
        Assert.Equal("bogus", (string)json["dnssec"]!["status"]!);
        Assert.DoesNotContain("last result", json.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_control_character_of_dns_stands_in_it()
    {
        var text = ReportJson.Write(await CheckWorlds.RunAsync(CheckWorlds.Of("broken")));
        Assert.DoesNotContain(text, c => c != '\n' && char.IsControl(c));
        Assert.DoesNotContain("\\u001", text, StringComparison.Ordinal);
    }
}
