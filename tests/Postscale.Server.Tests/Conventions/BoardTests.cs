using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Postscale.Server.Observability;
using Postscale.Testing;

namespace Postscale.Server.Tests.Conventions;

/// <summary>What the board for Grafana and the page about monitoring ask for is what the service counts.</summary>
public sealed partial class BoardTests
{
    [Fact]
    public async Task The_board_asks_for_metrics_that_there_are_and_for_all_of_them()
    {
        var panels = JsonNode.Parse(await File.ReadAllTextAsync(Repository.PathOf("deploy/grafana/postscale.json"), TestContext.Current.CancellationToken))!["panels"]!.AsArray();
        Assert.All(panels, p => Assert.NotEmpty(p!["targets"]!.AsArray()));
        var asked = panels.SelectMany(p => p!["targets"]!.AsArray()).SelectMany(t => Name().Matches((string)t!["expr"]!)).Select(m => m.Groups["name"].Value).Distinct();
        Assert.Equal((await CountedAsync()).Keys.Order(StringComparer.Ordinal), asked.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_page_lists_every_metric_with_its_kind()
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs/monitoring.md"), TestContext.Current.CancellationToken);
        var listed = Row().Matches(page).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["kind"].Value, StringComparer.Ordinal);
        Assert.Equal((await CountedAsync()).OrderBy(m => m.Key, StringComparer.Ordinal), listed.OrderBy(m => m.Key, StringComparer.Ordinal));
        Assert.All(Name().Matches(page).Select(m => m.Groups["name"].Value), n => Assert.Contains(n, listed.Keys));
    }

    private static async Task<Dictionary<string, string>> CountedAsync()
    {
        using var text = new MemoryStream();
        await new Metrics().WriteAsync(text, TestContext.Current.CancellationToken);
        return Kind().Matches(Encoding.UTF8.GetString(text.ToArray())).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["kind"].Value, StringComparer.Ordinal);
    }

    [GeneratedRegex(@"\b(?<name>postscale_\w+?)(?:_bucket)?\b(?=[{\[)` ,]|$)")]
    private static partial Regex Name();

    [GeneratedRegex(@"^\| `(?<name>postscale_\w+)` \| (?<kind>\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^# TYPE (?<name>\S+) (?<kind>\w+)", RegexOptions.Multiline)]
    private static partial Regex Kind();
}
