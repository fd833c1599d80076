using System.Globalization;
using System.Net;
using System.Text;
using Postscale.MailDns.Resolution;
using YamlDotNet.RepresentationModel;

namespace Postscale.MailDns.Tests.Spf;

/// <summary>
/// The zone of a scenario as a resolver. SPF entries stand for TXT too unless the name has TXT entries of its own;
/// "TIMEOUT" makes every look-up fail that nothing else answers.
/// </summary>
internal sealed class SuiteZone(YamlMappingNode zone) : IDnsResolver
{
    private readonly Dictionary<DnsName, List<(string Type, YamlNode Value)>> _entries = zone.ToDictionary(
        pair => Name(((YamlScalarNode)pair.Key).Value!),
        pair => ((YamlSequenceNode)pair.Value).Select(Entry).ToList());

    public ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken)
    {
        var current = name;
        for (var followed = 0; followed < 8; followed++)
        {
            if (!_entries.TryGetValue(current, out var entries))
            {
                return Answer(DnsOutcome.NoSuchName);
            }

            var wanted = Wanted(entries, type);
            if (wanted.Count > 0)
            {
                var owner = current;
                return Answer(DnsOutcome.Found, [.. wanted.Select(v => Record(owner, type, v))]);
            }

            if (entries.Any(e => e.Type == "TIMEOUT"))
            {
                return Answer(DnsOutcome.TemporaryFailure, failure: DnsFailure.Timeout);
            }

            if (entries.FirstOrDefault(e => e.Type == "CNAME").Value is not YamlScalarNode alias)
            {
                return Answer(DnsOutcome.NoData);
            }

            current = Name(alias.Value!);
        }

        return Answer(DnsOutcome.TemporaryFailure, failure: DnsFailure.AliasLoop);

        ValueTask<DnsAnswer> Answer(DnsOutcome outcome, IReadOnlyList<DnsRecord>? records = null, DnsFailure failure = DnsFailure.None) =>
            new(new DnsAnswer { Name = name, Type = type, Outcome = outcome, Records = records ?? [], Failure = failure });
    }

    private static (string Type, YamlNode Value) Entry(YamlNode node) => node is YamlMappingNode map
        ? (((YamlScalarNode)map.First().Key).Value!, map.First().Value)
        : (((YamlScalarNode)node).Value!, node);

    private static List<YamlNode> Wanted(List<(string Type, YamlNode Value)> entries, RecordType type)
    {
        var key = type switch { RecordType.Ptr => "PTR", RecordType.MX => "MX", RecordType.Txt => "TXT", RecordType.Spf => "SPF", RecordType.Aaaa => "AAAA", _ => "A" };
        var copied = type == RecordType.Txt && !entries.Any(e => e.Type == "TXT") ? "SPF" : key;
        return [.. entries.Where(e => e.Type == copied && e.Value is not YamlScalarNode { Value: "NONE" }).Select(e => e.Value)];
    }

    private static DnsRecord Record(DnsName owner, RecordType type, YamlNode value) => type switch
    {
        RecordType.Txt or RecordType.Spf => new TxtRecord(owner, type, 300, value is YamlSequenceNode list
            ? [.. list.Select(n => ((YamlScalarNode)n).Value!)]
            : [((YamlScalarNode)value).Value!]),
        RecordType.MX => new MxRecord(
            owner, 300, ushort.Parse(((YamlScalarNode)value[0]).Value!, CultureInfo.InvariantCulture), Name(((YamlScalarNode)value[1]).Value!)),
        RecordType.Ptr => new NameRecord(owner, type, 300, Name(((YamlScalarNode)value).Value!)),
        _ => new AddressRecord(owner, 300, IPAddress.Parse(((YamlScalarNode)value).Value!)),
    };

    // The suite's names hold spaces, colons and percent signs; a zone file would escape some of them.
    private static DnsName Name(string text)
    {
        var labels = text.Length == 0 ? [] : text.TrimEnd('.').Split('.').Select(Encoding.Latin1.GetBytes).ToArray();
        return DnsName.TryCreate(labels, out var name) ? name : throw new FormatException($"no name: {text}");
    }
}
