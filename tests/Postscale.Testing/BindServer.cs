using System.Globalization;
using System.Net;
using System.Text;
using Postscale.MailDns.Resolution;

namespace Postscale.Testing;

/// <summary>A real authoritative server that takes signed updates (BIND 9) on a loopback port, in a folder of its own.</summary>
public sealed class BindServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/named";

    private readonly TemporaryFolder _folder = new();
    private ChildProcess? _process;

    private BindServer(int port) => Endpoint = new IPEndPoint(IPAddress.Loopback, port);

    /// <summary>Where it listens.</summary>
    public IPEndPoint Endpoint { get; }

    /// <summary>What it has said.</summary>
    public string Output => _process?.Output ?? "";

    /// <summary>Starts a server and waits until it serves.</summary>
    /// <param name="zones">Name to records in zone file form, relative to the zone. An SOA and a name server are added.</param>
    /// <param name="keys">Name, algorithm and secret of each key. All may change all zones but those in <paramref name="locked"/>.</param>
    /// <param name="locked">The zones that take no updates.</param>
    public static async Task<BindServer> StartAsync(
        IReadOnlyDictionary<string, string> zones, IReadOnlyList<(string Name, string Algorithm, string Secret)> keys, params string[] locked)
    {
        var server = new BindServer(FreePort.Next());
        try
        {
            await File.WriteAllTextAsync(server._folder.File("named.conf"), server.Configuration(zones, keys, locked));
            server._process = ChildProcess.Start(Program, ["-g", "-n", "1", "-c", server._folder.File("named.conf")]);
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

    /// <summary>Ends the server. Its port then refuses.</summary>
    public async Task StopAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
            _process = null;
        }
    }

    /// <summary>Keeps the server from running on: it takes connections and does not answer.</summary>
    public void Pause() => _process!.Pause();

    public async ValueTask DisposeAsync()
    {
        _process?.Continue();
        await StopAsync();
        _folder.Dispose();
    }

    private string Configuration(IReadOnlyDictionary<string, string> zones, IReadOnlyList<(string Name, string Algorithm, string Secret)> keys, string[] locked)
    {
        var config = new StringBuilder($$"""
            options {
              directory "{{_folder.Path}}";
              listen-on port {{Endpoint.Port}} { {{Endpoint.Address}}; };
              listen-on-v6 { none; };
              pid-file none;
              session-keyfile none;
              recursion no;
              dnssec-validation no;
              notify no;
              empty-zones-enable no;
              minimal-responses yes;
            };
            controls { };

            """);
        foreach (var (name, algorithm, secret) in keys)
        {
            config.Append(CultureInfo.InvariantCulture, $$"""key "{{name}}" { algorithm {{algorithm}}; secret "{{secret}}"; };""").Append('\n');
        }

        foreach (var (name, records) in zones)
        {
            File.WriteAllText(_folder.File($"{name}.zone"), $"""
                $ORIGIN {name}.
                $TTL 60
                @ SOA ns hostmaster 1 3600 600 86400 1
                @ NS ns
                ns A {Endpoint.Address}
                {records}

                """);
            var update = locked.Contains(name) ? "" : $" allow-update {{ {string.Concat(keys.Select(k => $"key \"{k.Name}\"; "))}}};";
            config.Append(CultureInfo.InvariantCulture, $$"""zone "{{name}}" { type primary; file "{{name}}.zone";{{update}} };""").Append('\n');
        }

        return config.ToString();
    }
}
