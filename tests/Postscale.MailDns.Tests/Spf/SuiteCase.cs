using System.IO.Compression;
using YamlDotNet.RepresentationModel;

namespace Postscale.MailDns.Tests.Spf;

/// <summary>One case of the RFC 7208 suite with the zone of its scenario.</summary>
internal sealed record SuiteCase(
    string Name, string Host, string MailFrom, string Helo, IReadOnlyList<string> Results, string? Explanation, YamlMappingNode Zone)
{
    /// <summary>Every case by "scenario/test"; empty when the file is missing.</summary>
    public static readonly IReadOnlyDictionary<string, SuiteCase> All = Load();

    private static Dictionary<string, SuiteCase> Load()
    {
        var path = TestData.PathOf(TestData.Suite);
        if (!File.Exists(path))
        {
            return [];
        }

        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var stream = new YamlStream();
        stream.Load(reader);
        var cases = new Dictionary<string, SuiteCase>(StringComparer.Ordinal);
        foreach (var scenario in stream.Documents.Select(d => (YamlMappingNode)d.RootNode))
        {
            var zone = (YamlMappingNode)scenario["zonedata"];
            foreach (var (key, value) in (YamlMappingNode)scenario["tests"])
            {
                var test = (YamlMappingNode)value;
                var name = $"{scenario["description"]}/{key}";
                cases.Add(name, new SuiteCase(
                    name, Text(test, "host")!, Text(test, "mailfrom")!, Text(test, "helo")!, ResultsOf(test["result"]), Text(test, "explanation"), zone));
            }
        }

        return cases;
    }

    private static string? Text(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var value) ? ((YamlScalarNode)value).Value : null;

    private static string[] ResultsOf(YamlNode node) => node is YamlSequenceNode list
        ? [.. list.Select(n => ((YamlScalarNode)n).Value!)]
        : [((YamlScalarNode)node).Value!];
}
