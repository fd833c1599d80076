using System.Collections.Concurrent;
using System.Net;
using Postscale.EndToEnd.Dns;
using Postscale.EndToEnd.Running;
using Postscale.Testing;

namespace Postscale.EndToEnd.Faults;

/// <summary>DNS that knows when each domain was looked at: every look asks once for the ownership record.</summary>
internal sealed class WatchedDns : IAsyncDisposable
{
    /// <summary>What is surely shorter than the time between two looks, with its chance of a tenth, and longer than one look asks again what it lost.</summary>
    private const double Share = 0.85;

    private const string OwnerLabel = "_postscale.";

    public static readonly PlatformZone Platform = ScriptedZone.Platform;

    private readonly ScriptedZone _zone = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<long>> _asked = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Account, string Name, TimeSpan Period)> _domains = [];
    private long _since = long.MaxValue;

    public WatchedDns() => _zone.Fault = query =>
    {
        if (query.Name.Text.StartsWith(OwnerLabel, StringComparison.OrdinalIgnoreCase))
        {
            _asked.GetOrAdd(query.Name.Text[OwnerLabel.Length..].TrimEnd('.'), _ => new()).Enqueue(TimeProvider.System.GetTimestamp());
        }

        return IsSilent ? ScriptedReply.Drop : null;
    };

    public IPEndPoint Endpoint => _zone.Server.Endpoint;

    public bool IsSilent { get; set; }

    /// <summary>All domains that are watched.</summary>
    public IReadOnlyCollection<string> Names => [.. _domains.Select(d => d.Name)];

    /// <summary>The verified ones of an account.</summary>
    public IEnumerable<string> VerifiedOf(int account)
    {
        var name = _domains.Select(d => d.Account).Distinct().ElementAt(account);
        return _domains.Where(d => d.Account == name && d.Period > TimeSpan.FromSeconds(2)).Select(d => d.Name);
    }

    /// <summary>Registers domains that are verified, and such that have no records.</summary>
    public async Task SetAsync(ApiClient api, string account, int verified, int pending)
    {
        for (var i = 0; i < verified + pending; i++)
        {
            var name = $"watched{i}-{account}.example";
            await api.CreateAsync(name);
            if (i < verified)
            {
                _zone.Publish((await api.GetAsync($"/v1/domains/{name}/dns")).Expect(200)["records"]!.AsArray());
                Assert.True((bool)(await api.PostAsync($"/v1/domains/{name}/verify")).Expect(200)["verified"]!);
            }

            _domains.Add((account, name, TimeSpan.FromSeconds(i < verified ? 5 : 2)));
        }
    }

    /// <summary>Counts from now on.</summary>
    public void Begin() => _since = TimeProvider.System.GetTimestamp();

    /// <summary>When a domain was asked for.</summary>
    public IReadOnlyList<long> AskedFor(string domain) => _asked.TryGetValue(domain, out var asked) ? [.. asked] : [];

    public async Task WaitUntilAllAreLookedAtAgainAsync(TimeSpan patience)
    {
        var since = TimeProvider.System.GetTimestamp();
        await Wait.UntilAsync(() => _domains.All(d => AskedFor(d.Name).Any(t => t > since)), "all domains are looked at again", patience);
    }

    /// <summary>How many looks there were, and those that came too soon after another.</summary>
    /// <param name="resumed">When a paused replica went on: what it had begun it then ends, though another has looked meanwhile.</param>
    /// <returns>The looks, how many of them came too soon right after such a moment, and the others that did.</returns>
    public (int Looks, int Resumed, List<string> Twice) Count(IReadOnlyCollection<long> resumed)
    {
        var (looks, explained, twice) = (0, 0, new List<string>());
        foreach (var (_, name, period) in _domains)
        {
            var asked = AskedFor(name).Where(t => t > _since).ToList();
            looks += asked.Count;
            for (var i = 1; i < asked.Count; i++)
            {
                var gap = TimeProvider.System.GetElapsedTime(asked[i - 1], asked[i]);
                if (gap >= period * Share)
                {
                    continue;
                }

                if (resumed.Any(r => r < asked[i] && TimeProvider.System.GetElapsedTime(r, asked[i]) < period))
                {
                    explained++;
                }
                else
                {
                    twice.Add($"{name}: {gap.TotalSeconds:0.00} s after the look before, where {period.TotalSeconds} s less a tenth are meant");
                }
            }
        }

        return (looks, explained, twice);
    }

    public ValueTask DisposeAsync() => _zone.DisposeAsync();
}
