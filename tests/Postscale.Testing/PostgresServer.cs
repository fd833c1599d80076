using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Postscale.Testing;

/// <summary>
/// A real PostgreSQL on a loopback port, in a folder of its own. It trusts whoever connects, and runs as the user
/// <c>postgres</c> where the tests run as root, which the server refuses to.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Versions = "/usr/lib/postgresql";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly bool _syncs;
    private ChildProcess? _process;
    private int _databases;

    private PostgresServer(int port, bool syncs) => (Port, _syncs) = (port, syncs);

    /// <summary>Its port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The id of its first process.</summary>
    public int ProcessId => _process!.Id;

    /// <summary>Where its files are.</summary>
    public string DataFolder => _folder.File("data");

    /// <summary>All that it has logged.</summary>
    public string Output => _process?.Output ?? "";

    private static string Programs => Directory.GetDirectories(Versions).OrderByDescending(d => int.Parse(Path.GetFileName(d), CultureInfo.InvariantCulture)).First() + "/bin";

    /// <summary>Makes and starts a server, and waits until it takes connections.</summary>
    /// <param name="syncs">Whether it waits for the disk: only tests of what a crash leaves need that.</param>
    public static async Task<PostgresServer> StartAsync(bool syncs = false)
    {
        var server = new PostgresServer(FreePort.Next(IPAddress.Loopback), syncs);
        try
        {
            await server.CreateAsync();
            await server.ResumeAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes a new, empty database.</summary>
    /// <returns>Its URL, as the service takes it.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"db{Interlocked.Increment(ref _databases)}";
        await SqlAsync("postgres", $"CREATE DATABASE {name}");
        return UrlOf(name);
    }

    /// <summary>The URL of a database.</summary>
    /// <param name="name">Its name.</param>
    public string UrlOf(string name) => $"postgres://postgres@127.0.0.1:{Port}/{name}";

    /// <summary>Runs a statement with the server's own client.</summary>
    /// <returns>What it printed: values alone, a row a line.</returns>
    public async Task<string> SqlAsync(string database, string sql)
    {
        var (code, output) = await ChildProcess.RunAsync(
            $"{Programs}/psql", ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", $"{Port}", "-U", "postgres", "-d", database, "-c", sql], s_patience);
        return code == 0 ? output.Trim() : throw new InvalidOperationException($"psql: {output}\n{Output}");
    }

    /// <summary>Stops it as <c>pg_ctl stop -m fast</c> does: connections are cut, nothing is lost.</summary>
    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            using (Process.Start("/bin/kill", ["-INT", $"{process.Id}"]))
            {
                await process.WaitForExitAsync(s_patience);
            }

            await process.DisposeAsync();
        }
    }

    /// <summary>Kills all its processes at once, as a power cut would end them.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            foreach (var child in (int[])[process.Id, .. ProcessTree.ChildrenOf(process.Id)])
            {
                using var kill = Process.Start("/bin/kill", ["-KILL", $"{child}"]);
                await kill.WaitForExitAsync();
            }

            await process.WaitForExitAsync(s_patience);
            await process.DisposeAsync();
        }
    }

    /// <summary>Starts it again at the same port.</summary>
    public async Task ResumeAsync()
    {
        _process = Start(
            "postgres", "-D", DataFolder, "-p", $"{Port}", "-k", _folder.Path, "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=500", "-c", "shared_buffers=64MB",
            "-c", $"fsync={(_syncs ? "on" : "off")}", "-c", $"full_page_writes={(_syncs ? "on" : "off")}", "-c", "log_min_messages=warning");
        using var deadline = new CancellationTokenSource(s_patience);
        while (true)
        {
            var (code, output) = await ChildProcess.RunAsync($"{Programs}/pg_isready", ["-h", "127.0.0.1", "-p", $"{Port}", "-q"], s_patience);
            if (code == 0)
            {
                return;
            }

            if (_process.HasExited)
            {
                throw new InvalidOperationException($"the server ended: {Output}{output}");
            }

            await Task.Delay(20, deadline.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }

    private static string[] AsServerUser(string program, string[] arguments) =>
        Environment.UserName == "root" ? ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", $"{Programs}/{program}", .. arguments] : [$"{Programs}/{program}", .. arguments];

    private static ChildProcess Start(string program, params string[] arguments)
    {
        var command = AsServerUser(program, arguments);
        return ChildProcess.Start(command[0], command[1..], new Dictionary<string, string?> { ["LC_ALL"] = "C.UTF-8" }, workingDirectory: "/");
    }

    private async Task CreateAsync()
    {
        if (Environment.UserName == "root")
        {
            await ChildProcess.RunAsync("/bin/chown", ["postgres:postgres", _folder.Path], s_patience);
        }

        await using var initdb = Start("initdb", "-D", DataFolder, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--no-instructions");
        await initdb.WaitForExitAsync(s_patience);
        if (initdb.ExitCode != 0)
        {
            throw new InvalidOperationException($"initdb failed: {initdb.Output}");
        }
    }
}
