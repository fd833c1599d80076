using System.Text.Json.Nodes;
using Postscale.MailDns.Resolution;
using Postscale.Testing;

namespace Postscale.EndToEnd.Dns;

/// <summary>A resolver, as the service sees it, that serves a healthy platform and customer until the test makes it fail.</summary>
internal sealed class ScriptedZone : IAsyncDisposable
{
    public const string Customer = "customer.example";

    public static readonly PlatformZone Platform = new("platform.example");

    private readonly ZoneResolver _records = new();

    public ScriptedZone()
    {
        _records.Address(Platform.Mx, "192.0.2.25").Address(Platform.Bounces, "192.0.2.26")
            .Txt(Platform.Spf, "v=spf1 ip4:192.0.2.0/24 -all").Txt(Platform.DkimTarget, Platform.DkimText.Chunk(255).Select(c => new string(c)).ToArray());
        Server = ScriptedDnsServer.Start(query => Fault?.Invoke(query) ?? Healthy(query));
    }

    public ScriptedDnsServer Server { get; }

    /// <summary>What happens instead of the right answer; null from it, or none at all: the right answer.</summary>
    public Func<ScriptedQuery, ScriptedReply?>? Fault { get; set; }

    /// <summary>Adds the records that <c>/dns</c> asks for.</summary>
    public void Publish(IEnumerable<JsonNode?> issued)
    {
        foreach (var record in issued)
        {
            var (name, value) = ((string)record!["name"]!, (string)record["value"]!);
            _ = (string)record["type"]! switch
            {
                "MX" => _records.Mx(name, (ushort)(int)record["priority"]!, value),
                "CNAME" => _records.Cname(name, value),
                _ => _records.Txt(name, value),
            };
        }
    }

    /// <summary>The right answer.</summary>
    public ScriptedReply Healthy(ScriptedQuery query)
    {
        // The records are in memory: the answer is there at once.
        var answer = _records.ResolveAsync(query.Name, query.Type, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        List<DnsRecord> records = [];
        var owner = query.Name;
        foreach (var alias in answer.Aliases)
        {
            records.Add(new NameRecord(owner, RecordType.Cname, 60, alias));
            owner = alias;
        }

        return answer.Outcome switch
        {
            DnsOutcome.Found => ScriptedReply.Found([.. records, .. answer.Records]),
            DnsOutcome.NoData => ScriptedReply.NoData("example") with { Answers = records },
            _ => ScriptedReply.NoSuchName("example") with { Answers = records },
        };
    }

    /// <summary>Whether a query is about the customer's names.</summary>
    public static bool IsCustomers(ScriptedQuery query) => query.Name.IsAtOrUnder(DnsName.Parse(Customer));

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
