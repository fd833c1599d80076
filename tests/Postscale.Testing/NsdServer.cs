using System.Globalization;
using System.Net;
using System.Text;
using Postscale.MailDns.Resolution;

namespace Postscale.Testing;

/// <summary>
/// A real authoritative server (NSD) on a loopback port, in a folder of its own. Zones are given as text without an SOA:
/// the server adds one, and counts its serial up with each change.
/// </summary>
public sealed class NsdServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/nsd";
    private const string Control = "/usr/sbin/nsd-control";

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, uint> _serials = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _changing = new(1);
    private ChildProcess? _process;

    private NsdServer(IPAddress address, int port) => Endpoint = new IPEndPoint(address, port);

    /// <summary>Where it listens.</summary>
    public IPEndPoint Endpoint { get; }

    /// <summary>The names of its zones.</summary>
    public IReadOnlyCollection<string> Zones => _serials.Keys;

    /// <summary>Starts a server and waits until it serves all zones.</summary>
    /// <param name="zones">Name to records, as in <see cref="ReplaceZoneAsync"/>.</param>
    /// <param name="address">Where to listen; default 127.0.0.1.</param>
    /// <param name="port">The port; default: a free one.</param>
    public static async Task<NsdServer> StartAsync(
        IReadOnlyDictionary<string, string> zones,
        IPAddress? address = null,
        int? port = null)
    {
        var where = address ?? IPAddress.Loopback;
        var server = new NsdServer(where, port ?? FreePort.Next(where));
        try
        {
            await server.StartProcessAsync(zones);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Puts a zone in place of what it was, or adds it, and returns once the server answers with the new version.
    /// </summary>
    /// <param name="name">The zone's name.</param>
    /// <param name="records">Records in zone file form, relative to the zone. Without a line of type NS, one for <c>ns</c> in the zone is added.</param>
    public async Task ReplaceZoneAsync(string name, string records)
    {
        await _changing.WaitAsync();
        try
        {
            var isNew = !_serials.ContainsKey(name);
            var serial = WriteZone(name, records);
            var before = ProcessTree.GrandchildrenOf(_process!.Id);
            if (isNew)
            {
                await ControlAsync("addzone", name, "all");
            }
            else
            {
                await ControlAsync("reload", name);
            }

            await WaitForSerialAsync(name, serial);
            await WaitUntilGoneAsync(before);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Puts many zones, all of which are there already, in place of what they were, with one reload for all.</summary>
    /// <param name="zones">Name to records, as in <see cref="ReplaceZoneAsync"/>.</param>
    public async Task ReplaceZonesAsync(IReadOnlyDictionary<string, string> zones)
    {
        await _changing.WaitAsync();
        try
        {
            var serials = zones.ToDictionary(z => z.Key, z => WriteZone(z.Key, z.Value));
            var before = ProcessTree.GrandchildrenOf(_process!.Id);
            await ControlAsync("reload");
            foreach (var (name, serial) in serials)
            {
                await WaitForSerialAsync(name, serial);
            }

            await WaitUntilGoneAsync(before);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Ends the server. Its port then refuses; <see cref="ResumeAsync"/> brings it back.</summary>
    public async Task StopAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
            _process = null;
        }
    }

    /// <summary>Starts the server again at the same port, with the zones as they were.</summary>
    public async Task ResumeAsync()
    {
        Launch();
        foreach (var (name, serial) in _serials)
        {
            await WaitForSerialAsync(name, serial);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
        _changing.Dispose();
    }

    private async Task StartProcessAsync(IReadOnlyDictionary<string, string> zones)
    {
        foreach (var (name, records) in zones)
        {
            WriteZone(name, records);
        }

        // Rate limits would see a test as an attack; the socket needs no keys.
        var config = new StringBuilder($"""
            server:
              ip-address: {Endpoint.Address}
              port: {Endpoint.Port}
              username: ""
              chroot: ""
              zonesdir: "{_folder.Path}"
              database: ""
              pidfile: "{_folder.File("nsd.pid")}"
              xfrdfile: "{_folder.File("xfrd.state")}"
              zonelistfile: "{_folder.File("zone.list")}"
              xfrdir: "{_folder.Path}"
              server-count: 1
              tcp-count: 200
              rrl-ratelimit: 0
              round-robin: no
              hide-version: yes
            remote-control:
              control-enable: yes
              control-interface: {_folder.File("ctl")}
            pattern:
              name: all
              zonefile: "%s.zone"

            """);
        foreach (var name in zones.Keys)
        {
            config.Append(CultureInfo.InvariantCulture, $"zone:\n  name: {name}\n  include-pattern: all\n");
        }

        await File.WriteAllTextAsync(_folder.File("nsd.conf"), config.ToString());
        await ResumeAsync();
    }

    private void Launch() => _process = ChildProcess.Start(Program, ["-d", "-c", _folder.File("nsd.conf")]);

    private uint WriteZone(string name, string records)
    {
        var serial = _serials[name] = _serials.GetValueOrDefault(name) + 1;
        var hasServers = records.Split(['\n', ' ', '\t']).Contains("NS");
        File.WriteAllText(_folder.File(name + ".zone"), $"""
            $ORIGIN {name.TrimEnd('.')}.
            $TTL 60
            @ SOA ns hostmaster {serial} 3600 600 86400 60
            {(hasServers ? "" : $"@ NS ns\nns A {Endpoint.Address}")}
            {records}

            """);
        return serial;
    }

    /// <summary>The processes that serve the new version and those that serve the old one share a socket until the old ones have ended.</summary>
    private async Task WaitUntilGoneAsync(HashSet<int> processes)
    {
        for (var i = 0; i < 1000; i++)
        {
            if (!ProcessTree.GrandchildrenOf(_process!.Id).Overlaps(processes))
            {
                return;
            }

            await Task.Delay(5);
        }

        throw new TimeoutException($"processes that serve the old version are still there: {_process!.Output}");
    }

    private Task WaitForSerialAsync(string name, uint serial) => DnsProbe.WaitAsync(
        Endpoint,
        name,
        RecordType.Soa,
        message => message.Answers.OfType<SoaRecord>().FirstOrDefault()?.Serial == serial,
        () => _process!.Output,
        _process!,
        // It reads some megabytes of zone file a second.
        TimeSpan.FromSeconds(10 + (new FileInfo(_folder.File(name + ".zone")).Length / 1_000_000)));

    private async Task ControlAsync(params string[] arguments)
    {
        var (code, output) = await ChildProcess.RunAsync(Control, ["-c", _folder.File("nsd.conf"), .. arguments], TimeSpan.FromSeconds(10));
        if (code != 0)
        {
            throw new InvalidOperationException($"nsd-control {string.Join(' ', arguments)} failed: {output}\n{_process?.Output}");
        }
    }
}
