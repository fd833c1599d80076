using System.Text.Json;
using System.Text.Json.Serialization;
using Postscale.MailDns.Resolution;

namespace Postscale.Server.Publishing;

/// <summary>The table of providers: <c>providers.json</c> beside this file, in which steps and traps that several share are named.</summary>
internal static partial class DnsProviders
{
    private static readonly Lazy<IReadOnlyList<DnsProvider>> s_all = new(Read);

    /// <summary>Every provider, in the order of the table.</summary>
    public static IReadOnlyList<DnsProvider> All => s_all.Value;

    /// <summary>The provider that most of a zone's name servers are of; null when none is known.</summary>
    /// <param name="servers">The zone's name servers.</param>
    public static DnsProvider? Recognise(IReadOnlyList<DnsName> servers)
    {
        ArgumentNullException.ThrowIfNull(servers);
        return All.Select(p => (Provider: p, Count: p.CountOf(servers))).Where(p => p.Count > 0).OrderByDescending(p => p.Count).Select(p => p.Provider).FirstOrDefault();
    }

    private static List<DnsProvider> Read()
    {
        using var stream = typeof(DnsProviders).Assembly.GetManifestResourceStream("providers.json")
            ?? throw new InvalidOperationException("the assembly was built without its table of providers");
        var table = JsonSerializer.Deserialize(stream, TableJson.Default.Table) ?? throw new InvalidOperationException("the table of providers is empty");
        return [.. table.Providers.Select(p => new DnsProvider(
            p.Id, p.Name, p.NameServers, p.Url, [$"Sign in at {p.Url} and open {p.Where}.", .. table.Steps], [.. p.Traps.Select(t => table.Traps.GetValueOrDefault(t, t))]))];
    }

    private sealed record Row(string Id, string Name, IReadOnlyList<string> NameServers, string Url, string Where, IReadOnlyList<string> Traps);

    private sealed record Table(IReadOnlyList<string> Steps, IReadOnlyDictionary<string, string> Traps, IReadOnlyList<Row> Providers);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
    [JsonSerializable(typeof(Table))]
    private sealed partial class TableJson : JsonSerializerContext;
}
