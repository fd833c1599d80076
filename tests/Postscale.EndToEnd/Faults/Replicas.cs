using System.Collections.Concurrent;
using System.Net;
using Postscale.EndToEnd.Running;
using Postscale.Testing;

namespace Postscale.EndToEnd.Faults;

/// <summary>Services that share one database.</summary>
internal sealed class Replicas : IAsyncDisposable
{
    private readonly string _url;
    private readonly IPEndPoint _dns;
    private readonly Service?[] _services;
    private readonly bool[] _paused;
    private readonly ConcurrentDictionary<(Service, string), ApiClient> _clients = new();
    private int _turn;

    private Replicas(string url, IPEndPoint dns, int count)
    {
        (_url, _dns) = (url, dns);
        (_services, _paused) = (new Service?[count], new bool[count]);
    }

    /// <summary>How long what a replica took is its own: twice the bound on a verification and 30 s.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(32);

    public int Count => _services.Length;

    public int Kills { get; private set; }

    public int Pauses { get; private set; }

    /// <summary>When paused ones went on.</summary>
    public List<long> Resumed { get; } = [];

    /// <summary>Starts them on a database of their own.</summary>
    public static async Task<Replicas> StartAsync(int count, IPEndPoint dns)
    {
        var replicas = new Replicas(await TestDatabases.CreatePostgresAsync(), dns, count);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, count).Select(replicas.RestartAsync));
            return replicas;
        }
        catch
        {
            await replicas.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes an account.</summary>
    /// <returns>Its key.</returns>
    public async Task<string> AddAccountAsync(string name) => (await Executable.SucceedAsync("keys", "create", "--account", name, "--database", _url)).Lines[0];

    /// <summary>The client of one of those that run; they take turns.</summary>
    public ApiClient Any(string key)
    {
        while (true)
        {
            var at = (int)((uint)Interlocked.Increment(ref _turn) % Count);
            if (_services[at] is { } service && !_paused[at])
            {
                return _clients.GetOrAdd((service, key), _ => service.Client(key));
            }
        }
    }

    public async Task RestartAsync(int at) => _services[at] = await Service.StartOnAsync(
        _url, _dns,
        [
            .. WatchedDns.Platform.Options, "--platform-check", "off", "--rate-limit", "0", "--verify-budget", "0", "--log-level", "error", "--database-connections", "6", "--verify-timeout", "1",
            "--recheck-verified", "5", "--recheck-pending", "2", "--recheck-pending-most", "2",
        ]);

    public async Task KillAsync(int at)
    {
        var service = _services[at]!;
        _services[at] = null;
        Kills++;
        await service.KillAsync();
        await service.DisposeAsync();
    }

    /// <summary>Kills and pauses them at random for a while; one is always left alone.</summary>
    public async Task DisturbAsync(Random random, TimeSpan duration)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(since) < duration)
        {
            await Task.Delay(random.Next(200, 1500), TestContext.Current.CancellationToken);
            var at = random.Next(1, Count);
            if (_services[at] is null)
            {
                await RestartAsync(at);
            }
            else if (_paused[at])
            {
                Resume(at);
            }
            else if (random.Next(2) == 0)
            {
                await KillAsync(at);
            }
            else
            {
                _paused[at] = true;
                Pauses++;
                _services[at]!.Pause();
            }
        }
    }

    /// <summary>Lets all run again.</summary>
    public async Task HealAsync()
    {
        for (var at = 0; at < Count; at++)
        {
            if (_services[at] is null)
            {
                await RestartAsync(at);
            }

            if (_paused[at])
            {
                Resume(at);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.OfType<Service>())
        {
            service.Continue();
            await service.DisposeAsync();
        }
    }

    private void Resume(int at)
    {
        Resumed.Add(TimeProvider.System.GetTimestamp());
        _services[at]!.Continue();
        _paused[at] = false;
    }
}
