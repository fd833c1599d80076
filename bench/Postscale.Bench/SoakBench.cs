using System.Globalization;
using System.Net.Http.Json;
using Postscale.Testing;

namespace Postscale.Bench;

/// <summary>
/// The service under a steady load of all kinds for as long as asked (an hour is what counts): memory, handles and the write-ahead
/// log must not grow. Each line is a minute; the last compares the second tenth of the run with the last.
/// </summary>
internal static class SoakBench
{
    private const int Clients = 8;

    public static async Task<int> RunAsync(string[] native, int minutes)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("soak.db");
        await using var nsd = await NsdServer.StartAsync(new Dictionary<string, string> { ["soak.test"] = "a TXT \"v=spf1 -all\"" });
        using var service = await Service.StartAsync(native, path, null, ["--dns", nsd.Endpoint.ToString(), "--platform-check", "off", "--recheck-pending", "5", "--recheck-pending-most", "30"]);
        using var end = new CancellationTokenSource(TimeSpan.FromMinutes(minutes));
        var requests = 0L;
        var failed = 0L;
        var load = Task.WhenAll(Enumerable.Range(0, Clients).Select(i => Task.Run(() => LoadAsync(i))));
        var lines = new List<(double Memory, int Handles, double Wal)>();
        while (!end.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(60, minutes * 6)), end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var line = (service.Memory, service.Handles, new FileInfo(path + "-wal").Length / 1048576.0);
            lines.Add(line);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{lines.Count,3}: {Interlocked.Read(ref requests),9} requests, {Interlocked.Read(ref failed)} failed; memory {line.Memory:0.0} MiB, {line.Handles} handles, log {line.Item3:0.0} MiB"));
        }

        await load;
        var tenth = Math.Max(1, lines.Count / 10);
        var (early, late) = (lines.Skip(tenth).Take(tenth).ToList(), lines.TakeLast(tenth).ToList());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"the last tenth against the second: memory {late.Average(l => l.Memory) / early.Average(l => l.Memory):0.00}, handles {late.Average(l => l.Handles) / early.Average(l => l.Handles):0.00}, "
            + $"log {late.Average(l => l.Wal) / Math.Max(0.1, early.Average(l => l.Wal)):0.00}"));
        return failed == 0 ? 0 : 1;

        async Task LoadAsync(int client)
        {
            for (var round = 0; !end.IsCancellationRequested; round++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"c{client}-{round % 500}.soak.test");
                await SendAsync(() => service.Client.PostAsJsonAsync("/v1/domains", new Dictionary<string, string> { ["domain"] = name, ["type"] = "both" }));
                await SendAsync(() => service.Client.GetAsync(new Uri($"/v1/domains/{name}", UriKind.Relative)));
                await SendAsync(() => service.Client.PostAsync(new Uri($"/v1/domains/{name}/verify", UriKind.Relative), null));
                await SendAsync(() => service.Client.GetAsync(new Uri("/v1/domains?limit=20", UriKind.Relative)));
                await SendAsync(() => service.Client.DeleteAsync(new Uri($"/v1/domains/{name}", UriKind.Relative)));
            }
        }

        async Task SendAsync(Func<Task<HttpResponseMessage>> send)
        {
            using var answer = await send();
            await answer.Content.ReadAsByteArrayAsync();
            Interlocked.Increment(ref requests);
            if (!answer.IsSuccessStatusCode)
            {
                Interlocked.Increment(ref failed);
            }
        }
    }
}
