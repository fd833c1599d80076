using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Postscale.EndToEnd.Dns;
using Postscale.EndToEnd.Running;
using Postscale.Testing;

namespace Postscale.EndToEnd.Verdicts;

/// <summary>
/// One name server, one resolver and one service for all cases. Every case has a zone of its own, as the tokens in it are
/// random. All zones are loaded at once, and then all domains are verified, some at a time.
/// </summary>
public sealed class VerdictWorld : IAsyncLifetime
{
    private const int AtOnce = 8;

    private readonly ConcurrentDictionary<string, (VerdictWords Words, JsonObject Answer)> _answers = new(StringComparer.Ordinal);

    /// <summary>What a case's zone was, and what the verification answered.</summary>
    internal IReadOnlyDictionary<string, (VerdictWords Words, JsonObject Answer)> Answers => _answers;

    public async ValueTask InitializeAsync()
    {
        var platform = new PlatformZone("platform.example");
        var cases = VerdictFiles.All.Values.Select((c, i) => (Case: c, Zone: string.Create(CultureInfo.InvariantCulture, $"c{i + 1:000}.example"))).ToList();
        var empty = cases.Select(c => c.Zone).Append(platform.Domain).Append("shared.example").Append("example").ToDictionary(z => z, _ => "");
        await using var authority = await NsdServer.StartAsync(empty);
        await using var resolver = await UnboundServer.StartAsync(authority, ["example"]);
        using var folder = new TemporaryFolder();
        await using var service = await Service.StartAsync(
            folder.File("p.db"), resolver.Endpoint, [.. platform.Options, "--verify-budget", "0", "--verify-failure-budget", "0", "--allow-private-name-servers", "true"]);
        var api = service.Client();

        var registered = new ConcurrentBag<(VerdictCase Case, VerdictWords Words, string Path)>();
        await EachAsync(cases, async c => registered.Add(await RegisterAsync(api, c.Case, c.Zone, platform)));
        var zones = registered.ToDictionary(r => r.Words.Zone, r => r.Words.ZoneText);
        zones[platform.Domain] = platform.Records();
        zones["shared.example"] = await File.ReadAllTextAsync(Path.Combine(VerdictFiles.Folder, "shared.zone"));
        await authority.ReplaceZonesAsync(zones);
        await EachAsync(registered, async r => _answers[r.Case.Title] = (r.Words, (await api.PostAsync($"{r.Path}/verify")).Expect(200)));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Task EachAsync<T>(IEnumerable<T> items, Func<T, Task> work) =>
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (item, _) => await work(item));

    private static async Task<(VerdictCase Case, VerdictWords Words, string Path)> RegisterAsync(ApiClient api, VerdictCase of, string zone, PlatformZone platform)
    {
        var domain = of.Below.Length > 0 ? $"{of.Below}.{zone}" : zone;
        var path = $"/v1/domains/{(string)(await api.CreateAsync(domain, of.Type))["id"]!}";
        var records = (await api.GetAsync($"{path}/dns")).Expect(200)["records"]!.AsArray();
        return (of, new VerdictWords(of, zone, domain, (string)records[0]!["value"]!, platform), path);
    }
}
