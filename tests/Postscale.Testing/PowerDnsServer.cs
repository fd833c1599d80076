using System.Net;
using Postscale.MailDns.Resolution;

namespace Postscale.Testing;

/// <summary>A real PowerDNS Authoritative Server with its HTTP API, both on loopback ports, with its SQLite database in a folder of its own.</summary>
public sealed class PowerDnsServer : IAsyncDisposable
{
    /// <summary>The key that its API wants.</summary>
    public const string ApiKey = "the-key-of-this-PowerDNS";

    private const string Program = "/usr/sbin/pdns_server";
    private const string Tool = "/usr/bin/pdnsutil";

    private readonly TemporaryFolder _folder = new();
    private ChildProcess? _process;

    private PowerDnsServer(int port, int apiPort) =>
        (Endpoint, Url) = (new IPEndPoint(IPAddress.Loopback, port), new Uri($"http://127.0.0.1:{apiPort.ToString(System.Globalization.CultureInfo.InvariantCulture)}"));

    /// <summary>Where it answers DNS.</summary>
    public IPEndPoint Endpoint { get; }

    /// <summary>Where its API is.</summary>
    public Uri Url { get; }

    /// <summary>What it has said.</summary>
    public string Output => _process?.Output ?? "";

    /// <summary>Starts a server and waits until it serves.</summary>
    /// <param name="zones">Name to records in zone file form, relative to the zone. An SOA and a name server are added.</param>
    public static async Task<PowerDnsServer> StartAsync(IReadOnlyDictionary<string, string> zones)
    {
        var port = FreePort.Next();
        var apiPort = FreePort.Next();
        var server = new PowerDnsServer(port, apiPort == port ? FreePort.Next() : apiPort);
        try
        {
            await server.PrepareAsync(zones);
            server._process = ChildProcess.Start(Program, [$"--config-dir={server._folder.Path}"]);
            await DnsProbe.WaitAsync(
                server.Endpoint, zones.Keys.First(), RecordType.Soa, m => m.Answers.Count > 0, () => server._process.Output, server._process);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the server. Its ports then refuse.</summary>
    public async Task StopAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
            _process = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }

    private async Task PrepareAsync(IReadOnlyDictionary<string, string> zones)
    {
        await File.WriteAllTextAsync(_folder.File("pdns.conf"), $"""
            launch=gsqlite3
            gsqlite3-database={_folder.File("pdns.sqlite3")}
            local-address={Endpoint.Address}
            local-port={Endpoint.Port}
            socket-dir={_folder.Path}
            daemon=no
            guardian=no
            cache-ttl=0
            query-cache-ttl=0
            negquery-cache-ttl=0
            zone-cache-refresh-interval=0
            api=yes
            api-key={ApiKey}
            webserver=yes
            webserver-address={Url.Host}
            webserver-port={Url.Port}
            webserver-allow-from=127.0.0.0/8
            loglevel=6

            """);
        string[] schemas = ["/usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql", "/usr/share/doc/pdns-backend-sqlite3/schema.sqlite3.sql"];
        await RunAsync("/usr/bin/sqlite3", _folder.File("pdns.sqlite3"), $".read {schemas.First(File.Exists)}");
        foreach (var (name, records) in zones)
        {
            var file = _folder.File($"{name}.zone");
            await File.WriteAllTextAsync(file, $"""
                $ORIGIN {name}.
                $TTL 60
                @ SOA ns hostmaster 1 3600 600 86400 1
                @ NS ns
                ns A {Endpoint.Address}
                {records}

                """);
            await RunAsync(Tool, $"--config-dir={_folder.Path}", "load-zone", name, file);
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var (code, output) = await ChildProcess.RunAsync(program, arguments, TimeSpan.FromSeconds(20));
        if (code != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {output}");
        }
    }
}
