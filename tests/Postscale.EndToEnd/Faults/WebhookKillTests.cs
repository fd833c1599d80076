using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Postscale.EndToEnd.Running;
using Postscale.Testing;

namespace Postscale.EndToEnd.Faults;

/// <summary>The service dies when a change is committed and its webhook has not been called.</summary>
public sealed class WebhookKillTests
{
    private const int Domains = 12;
    private static readonly string[] s_options = ["--webhook-allow-private", "true", "--webhook-timeout", "1", "--recheck", "off"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_committed_before_a_kill_is_delivered_after_the_restart_in_order(bool isPostgres)
    {
        using var folder = new TemporaryFolder();
        await using var postgres = isPostgres ? await PostgresServer.StartAsync(syncs: true) : null;
        var url = postgres is null ? $"sqlite:{folder.File("p.db")}" : await postgres.CreateDatabaseAsync();
        using var receiver = new Listener();
        for (var round = 1; round <= LongRun.Pick(1, 20); round++)
        {
            receiver.IsSilent = true;
            string key;
            await using (var dying = await Service.StartOnAsync(url, null, s_options))
            {
                key = round == 1 ? dying.FirstKey! : receiver.Key!;
                receiver.Key = key;
                var api = dying.Client(key);
                if (round == 1)
                {
                    (await api.PostAsync("/v1/webhooks", new JsonObject { ["url"] = receiver.Url })).Expect(201);
                }

                await Task.WhenAll(Enumerable.Range(0, Domains).Select(i => api.CreateAsync($"r{round}-{i}.example")));
                await dying.KillAsync();
            }

            receiver.IsSilent = false;
            await using var restarted = await Service.StartOnAsync(url, null, s_options);
            var all = round * Domains;
            await Wait.UntilAsync(() => receiver.Taken.Distinct().Count() == all, $"{all} events have come, of which there are {receiver.Taken.Distinct().Count()}", TimeSpan.FromSeconds(90));
            Assert.Equal(Enumerable.Range(1, all).Select(i => (long)i), receiver.Taken.Distinct());
            var again = restarted.Client(key);
            await Wait.UntilAsync(
                async () => (await again.GetAsync("/v1/webhook-deliveries?state=pending")).Expect(200)["deliveries"]!.AsArray().Count == 0, "nothing is left to deliver");
        }
        LongRun.Note($"{LongRun.Pick(1, 20)} kills on {(isPostgres ? "PostgreSQL" : "SQLite")}: {receiver.Taken.Distinct().Count()} events, {receiver.Taken.Count} deliveries");
    }

    /// <summary>A customer's server that can fall silent: it then takes a request and never answers it.</summary>
    private sealed class Listener : IDisposable
    {
        private readonly HttpListener _http = new();
        private readonly ConcurrentQueue<long> _taken = new();

        public Listener()
        {
            Url = $"http://127.0.0.1:{FreePort.Next(IPAddress.Loopback)}/hook/";
            _http.Prefixes.Add(Url);
            _http.Start();
            _ = Task.Run(TakeAsync);
        }

        public string Url { get; }

        public bool IsSilent { get; set; }

        public string? Key { get; set; }

        /// <summary>The sequence numbers of the events that it has acknowledged, in order.</summary>
        public IReadOnlyList<long> Taken => [.. _taken];

        public void Dispose() => _http.Close();

        private async Task TakeAsync()
        {
            while (_http.IsListening)
            {
                try
                {
                    var context = await _http.GetContextAsync();
                    var body = await JsonNode.ParseAsync(context.Request.InputStream);
                    if (!IsSilent)
                    {
                        _taken.Enqueue((long)body!["sequence"]!);
                        context.Response.StatusCode = 204;
                        context.Response.Close();
                    }
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
                {
                    // A service that was killed, or the end of the test.
                }
            }
        }
    }
}
