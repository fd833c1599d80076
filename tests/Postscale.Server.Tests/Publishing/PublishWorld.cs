using Postscale.MailDns.Resolution;
using Postscale.Server.Options;
using Postscale.Server.Records;
using Postscale.Server.Tests.Support;
using Postscale.Testing;

namespace Postscale.Server.Tests.Publishing;

/// <summary>A service and a DNS provider that holds the zones of its customers. The service verifies by what the provider serves.</summary>
public abstract class PublishWorld : IAsyncLifetime
{
    /// <summary>The zones, each below "example": a label, and its records.</summary>
    private static readonly (string Label, (string Host, string Type, string Value)[] Records)[] s_zones =
    [
        ("empty", []),
        ("again", []),
        ("spf", [("@", "TXT", "v=spf1 a:mail.example ~all"), ("@", "TXT", "google-site-verification=abc"), ("@", "MX", "20 mail.example"), ("_dmarc", "TXT", "v=DMARC1; p=reject"), ("_postscale", "TXT", "note")]),
        ("conflict", [("@", "MX", "5 mail.example"), ("@", "TXT", "v=spf1 -all"), ("@", "TXT", "v=spf1 mx -all"), ("postscale1._domainkey", "CNAME", "other.example"), ("ps-bounces", "A", "192.0.2.1")]),
        ("stale", [("_postscale", "TXT", "postscale-verification=00000000000000000000000000000000")]),
        ("changed", []),
        ("wrong", []),
        ("secrets", []),
        ("wild", [("*", "TXT", "anything"), ("*", "A", "192.0.2.7"), ("api", "TXT", "anything"), ("api", "A", "192.0.2.7"), ("*.api", "TXT", "anything"), ("*.api", "A", "192.0.2.7")]),
        ("long", [("@", "TXT", "v=spf1 " + string.Concat(Enumerable.Range(1, 40).Select(i => $"ip4:192.0.2.{i} ")) + "-all")]),
        ("below", []),
        ("dangling", [("_postscale", "CNAME", "gone.dangling.example")]),
    ];

    private UnboundServer? _resolver;

    internal TestService Service { get; private set; } = null!;

    internal abstract string Via { get; }

    /// <summary>What the credentials' secret is, so that a test can look for it everywhere.</summary>
    internal abstract string Secret { get; }

    /// <summary>The field that a wrong secret is.</summary>
    internal abstract string SecretField { get; }

    public async ValueTask InitializeAsync()
    {
        var zones = s_zones.ToDictionary(z => $"{z.Label}.example", z => z.Records);
        var endpoint = await StartAsync(zones);
        if (endpoint is not null)
        {
            _resolver = await UnboundServer.StartAsync(zones.Keys.Append("example").Append("postscale.io").ToDictionary(z => z, _ => endpoint, StringComparer.Ordinal));
        }

        Service = new TestService
        {
            Dns = _resolver is null ? null : new RecursiveResolver(new ResolverOptions { Servers = [_resolver.Endpoint] }),
            Options = Configure(TestService.Unlimited with { PublishAllowPrivate = true }),
        };
        await Service.InitializeAsync();
        await ReadyAsync();
    }

    /// <summary>The records of the platform and of the zone above, for providers that are real.</summary>
    internal static IReadOnlyDictionary<string, string> Shared { get; } = new Dictionary<string, string>
    {
        ["example"] = "mail A 192.0.2.9\nother A 192.0.2.8",
        ["postscale.io"] = $"""
            mx A 192.0.2.25
            _spf TXT "v=spf1 ip4:192.0.2.0/24 -all"
            postscale1.dkim TXT "{PlatformZone.DkimKey}"
            bounces A 192.0.2.26
            """,
    };

    /// <summary>A zone's records in zone file form.</summary>
    internal static string ZoneFileOf((string Host, string Type, string Value)[] records) => string.Concat(records.Select(r =>
        $"{r.Host} {r.Type} {(r.Type == "TXT" ? ZoneText.Strings(r.Value) : r.Type == "A" ? r.Value : r.Value + ".")}\n"));

    /// <summary>A client that has registered a domain.</summary>
    internal async Task<ApiClient> RegisterAsync(string domain, string type = "both")
    {
        var client = await Service.ClientAsync();
        await client.CreateAsync(domain, type);
        return client;
    }

    /// <summary>Publishes, or shows what would be.</summary>
    internal async Task<Answer> PublishAsync(ApiClient client, string domain, bool apply = false, string? plan = null, string? secret = null, params (string, string)[] headers) => await client.PostAsync(
        $"/v1/domains/{domain}/publish",
        $$"""{"via":"{{Via}}","apply":{{(apply ? "true" : "false")}},"plan":{{(plan is null ? "null" : ApiClient.Quote(plan))}},"{{Via}}":{{Credentials(secret ?? Secret)}}}""",
        headers);

    /// <summary>What the provider serves at a name now.</summary>
    internal async Task<IReadOnlyList<string>> ServedAsync(string name, RecordType type)
    {
        var dns = Service.Dns ?? Service.Zone;
        var answer = await dns.ResolveAsync(DnsName.Parse(name), type, TestContext.Current.CancellationToken);
        return [.. answer.Records.Select(r => r switch
        {
            TxtRecord text => text.Text,
            MxRecord mx => ZoneEntry(mx),
            NameRecord alias => alias.Target.Text,
            AddressRecord address => address.Address.ToString(),
            _ => r.ToString(),
        }).Order(StringComparer.Ordinal)];

        static string ZoneEntry(MxRecord mx) => Server.Publishing.ZoneEntry.MxValue(mx.Preference, mx.Exchange);
    }

    /// <summary>The changes of an answer: action, type and name.</summary>
    internal static string[] Changes(Answer answer)
    {
        Assert.True(answer.Status == 200, answer.Text);
        return [.. answer.Json.GetProperty("changes").EnumerateArray().Select(c => $"{c.Text("action")} {c.Text("record")}")];
    }

    /// <summary>Adds a record at the provider as somebody else would.</summary>
    internal abstract Task AddAsync(string zone, string name, string type, string value);

    /// <summary>Ends the provider.</summary>
    internal abstract Task StopAsync();

    internal abstract string Credentials(string secret);

    internal abstract Task<System.Net.IPEndPoint?> StartAsync(IReadOnlyDictionary<string, (string Host, string Type, string Value)[]> zones);

    internal virtual PostscaleOptions Configure(PostscaleOptions options) => options;

    internal virtual Task ReadyAsync() => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        if (_resolver is not null)
        {
            await _resolver.DisposeAsync();
        }

        await StopAsync();
        GC.SuppressFinalize(this);
    }
}
