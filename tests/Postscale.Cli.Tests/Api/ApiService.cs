using Postscale.Testing;

namespace Postscale.Cli.Tests.Api;

/// <summary>A running <c>postscale serve</c> that asks a real name server, whose zone tests change.</summary>
public sealed class ApiService : IAsyncLifetime
{
    private const string Listening = "Listening on ";

    // In one zone with the customers' domains, so that NSD follows aliases.
    internal const string Platform = """
        mx.platform A 192.0.2.25
        _spf.platform TXT "v=spf1 ip4:192.0.2.0/24 -all"
        postscale1.dkim.platform TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
        bounces.platform A 192.0.2.26
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly SortedDictionary<string, string> _published = new(StringComparer.Ordinal);
    private NsdServer? _dns;
    private ChildProcess? _process;

    internal string Url { get; private set; } = null!;

    internal string Key { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _dns = await NsdServer.StartAsync(new Dictionary<string, string> { ["example"] = Platform });
        (_process, Url, Key) = await StartAsync(_folder, "--dns", _dns.Endpoint.ToString());
    }

    /// <summary>Starts a service of one's own.</summary>
    internal static async Task<(ChildProcess Process, string Url, string Key)> StartAsync(TemporaryFolder folder, params string[] options)
    {
        var (process, url, key) = await StartAtAsync("http://127.0.0.1:0", folder, options);
        return (process, url, key!);
    }

    /// <summary>Starts one at an address; it has a key to tell if its database is new.</summary>
    internal static async Task<(ChildProcess Process, string Url, string? Key)> StartAtAsync(string address, TemporaryFolder folder, params string[] options)
    {
        var clean = Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(k => k.StartsWith("POSTSCALE_", StringComparison.Ordinal)).ToDictionary(k => k, _ => (string?)null);
        var process = ChildProcess.Start(
            Cli.Program,
            ["serve", "--listen", address, "--platform", "domain=platform.example", "--platform-check", "off", "--webhook-allow-http", "true", "--webhook-allow-private", "true", .. options],
            clean,
            folder.Path);
        await process.WaitForOutputAsync(Listening, TimeSpan.FromSeconds(60));
        var lines = process.StandardOutput.Split('\n');
        return (process, lines.Single(l => l.StartsWith(Listening, StringComparison.Ordinal))[Listening.Length..], lines.SingleOrDefault(l => l.StartsWith("ps_live_", StringComparison.Ordinal)));
    }

    /// <summary>Publishes, beside all else, what 'domains dns' has printed for a domain.</summary>
    internal async Task PublishAsync(string domain, string dnsLines)
    {
        var records = dnsLines.TrimEnd('\n').Split('\n').Select(l => l.Split('\t')).Select(f => f[1] switch
        {
            "TXT" => $"{f[2]}. TXT \"{f[4]}\"",
            "MX" => $"{f[2]}. MX {f[3]} {f[4]}.",
            _ => $"{f[2]}. CNAME {f[4]}.",
        });
        string zone;
        lock (_published)
        {
            _published[domain] = string.Join('\n', records);
            zone = string.Join('\n', _published.Values.Prepend(Platform));
        }

        await _dns!.ReplaceZoneAsync("example", zone);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        if (_dns is not null)
        {
            await _dns.DisposeAsync();
        }

        _folder.Dispose();
    }
}
