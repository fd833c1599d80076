using System.Globalization;
using System.Net;
using System.Text;
using Postscale.MailDns.Resolution;

namespace Postscale.Testing;

/// <summary>
/// A real recursive server (Unbound) on a loopback port in front of authoritative ones. It never sends a packet past
/// loopback: names outside its zones do not exist, and aliases that lead outside fail.
/// </summary>
public sealed class UnboundServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/unbound";
    private const string Control = "/usr/sbin/unbound-control";

    private readonly TemporaryFolder _folder = new();
    private ChildProcess? _process;

    private UnboundServer(int port) => Endpoint = new IPEndPoint(IPAddress.Loopback, port);

    /// <summary>Where it listens.</summary>
    public IPEndPoint Endpoint { get; }

    /// <summary>Starts a server and waits until it answers.</summary>
    /// <param name="authority">The server that holds the zones.</param>
    /// <param name="zones">The zones to ask it for; default: those it has now.</param>
    /// <param name="maxTtl">How long answers are kept, in seconds; default 0, so that a change is seen at once.</param>
    public static Task<UnboundServer> StartAsync(NsdServer authority, IEnumerable<string>? zones = null, int maxTtl = 0) =>
        StartAsync((zones ?? authority.Zones).ToDictionary(z => z, _ => authority.Endpoint, StringComparer.Ordinal), maxTtl);

    /// <summary>Starts a server and waits until it answers.</summary>
    /// <param name="zones">Each zone, and the server that holds it. The root (".") sends there all that no other zone covers.</param>
    /// <param name="maxTtl">How long answers are kept, in seconds; default 0, so that a change is seen at once.</param>
    public static async Task<UnboundServer> StartAsync(IReadOnlyDictionary<string, IPEndPoint> zones, int maxTtl = 0)
    {
        var server = new UnboundServer(FreePort.Next());
        try
        {
            await File.WriteAllTextAsync(server._folder.File("unbound.conf"), server.Configuration(zones, maxTtl));
            server._process = ChildProcess.Start(Program, ["-d", "-c", server._folder.File("unbound.conf")]);
            await DnsProbe.WaitAsync(server.Endpoint, "ready.invalid", RecordType.A, _ => true, () => server._process.Output, server._process);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes the server forget all it knows of a zone, failures of its servers included.</summary>
    public async Task FlushAsync(string zone)
    {
        foreach (var command in (string[][])[["flush_zone", zone], ["flush_bogus"], ["flush_negative"], ["flush_infra", "all"], ["flush_requestlist"]])
        {
            var (code, output) = await ChildProcess.RunAsync(Control, ["-c", _folder.File("unbound.conf"), .. command], TimeSpan.FromSeconds(10));
            if (code != 0)
            {
                throw new InvalidOperationException($"unbound-control {string.Join(' ', command)} failed: {output}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder.Dispose();
    }

    private string Configuration(IReadOnlyDictionary<string, IPEndPoint> zones, int maxTtl)
    {
        // Queries leave from a loopback address only: whatever goes wrong, nothing reaches the network.
        var config = new StringBuilder($"""
            server:
              interface: 127.0.0.1
              port: {Endpoint.Port}
              outgoing-interface: 127.0.0.1
              do-ip6: no
              access-control: 127.0.0.0/8 allow
              username: ""
              chroot: ""
              directory: "{_folder.Path}"
              pidfile: ""
              use-syslog: no
              logfile: ""
              do-daemonize: no
              num-threads: 1
              so-reuseport: no
              module-config: "iterator"
              do-not-query-localhost: no
              qname-minimisation: no
              minimal-responses: yes
              rrset-roundrobin: no
              unblock-lan-zones: yes
              insecure-lan-zones: yes
              cache-max-ttl: {maxTtl}
              cache-max-negative-ttl: {maxTtl}
              infra-host-ttl: 1
              infra-keep-probing: yes
              ede: yes
              num-queries-per-thread: 4096
              outgoing-range: 8192
              incoming-num-tcp: 200
            remote-control:
              control-enable: yes
              control-interface: {_folder.File("ctl")}
              control-use-cert: no

            """);
        if (!zones.ContainsKey("."))
        {
            config.Append("server:\n  local-zone: \".\" static\n");
            config.Append("forward-zone:\n  name: \".\"\n  forward-addr: 127.0.0.1@9\n");
        }

        foreach (var (name, authority) in zones)
        {
            config.Append(CultureInfo.InvariantCulture, $"""
                server:
                  local-zone: "{name}" transparent
                  domain-insecure: "{name}"
                stub-zone:
                  name: "{name}"
                  stub-addr: {authority.Address}@{authority.Port}
                  stub-no-cache: {(maxTtl == 0 ? "yes" : "no")}

                """);
        }

        return config.ToString();
    }
}
