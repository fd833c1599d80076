using System.Net;
using Postscale.Testing;

namespace Postscale.EndToEnd.Running;

/// <summary>A running <c>postscale serve</c> on a port of its own.</summary>
internal sealed class Service : IAsyncDisposable
{
    private const string Listening = "Listening on ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Nothing answers there, and nothing leaves this machine.
    private static readonly IPEndPoint NoDns = new(IPAddress.Loopback, 9);

    private readonly ChildProcess _process;
    private readonly List<ApiClient> _clients = [];

    private Service(ChildProcess process, Uri address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Its process id.</summary>
    public int ProcessId => _process.Id;

    public string StandardOutput => _process.StandardOutput;

    public string StandardError => _process.StandardError;

    /// <summary>The key that it printed at its start, if it did.</summary>
    public string? FirstKey => StandardOutput.Split('\n').SingleOrDefault(l => l.StartsWith("ps_live_", StringComparison.Ordinal));

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="databasePath">The SQLite file.</param>
    /// <param name="dns">The resolver to ask; default: one that does not answer.</param>
    /// <param name="options">Further options.</param>
    public static Task<Service> StartAsync(string databasePath, IPEndPoint? dns = null, params string[] options) => StartOnAsync($"sqlite:{databasePath}", dns, options);

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="databaseUrl">The database of either product.</param>
    /// <param name="dns">The resolver to ask; default: one that does not answer.</param>
    /// <param name="options">Further options.</param>
    public static Task<Service> StartOnAsync(string databaseUrl, IPEndPoint? dns = null, params string[] options) => StartInAsync(null, databaseUrl, dns, options);

    /// <summary>Starts it in an environment of its own and waits until it listens.</summary>
    /// <param name="environment">Variables to set.</param>
    /// <param name="databaseUrl">The database of either product.</param>
    /// <param name="dns">The resolver to ask; default: one that does not answer.</param>
    /// <param name="options">Further options.</param>
    public static async Task<Service> StartInAsync(IReadOnlyDictionary<string, string?>? environment, string databaseUrl, IPEndPoint? dns = null, params string[] options)
    {
        var process = Executable.Start(
            ["serve", "--listen", "http://127.0.0.1:0", "--database", databaseUrl, "--dns", (dns ?? NoDns).ToString(), .. options], environment);
        try
        {
            await process.WaitForOutputAsync(Listening, Patience);
            var line = process.StandardOutput.Split('\n').Single(l => l.StartsWith(Listening, StringComparison.Ordinal));
            return new Service(process, new Uri(line[Listening.Length..]));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client with a key; default: the first key.</summary>
    public ApiClient Client(string? key = null)
    {
        var client = new ApiClient(Address, key ?? FirstKey ?? throw new InvalidOperationException("the service printed no key"));
        _clients.Add(client);
        return client;
    }

    /// <summary>Waits until it has printed or logged a text.</summary>
    public Task WaitForOutputAsync(string text) => _process.WaitForOutputAsync(text, Patience);

    /// <summary>Sends SIGTERM.</summary>
    public void Terminate() => _process.Terminate();

    /// <summary>Sends SIGSTOP.</summary>
    public void Pause() => _process.Pause();

    /// <summary>Sends SIGCONT.</summary>
    public void Continue() => _process.Continue();

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync(TimeSpan? patience = null)
    {
        await _process.WaitForExitAsync(patience ?? Patience);
        return _process.ExitCode;
    }

    /// <summary>SIGTERM, and the end, which must be a good one.</summary>
    public async Task StopAsync()
    {
        Terminate();
        Assert.Equal(0, await WaitForExitAsync());
    }

    /// <summary>Kill -9, and the end.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        await _process.DisposeAsync();
    }
}
