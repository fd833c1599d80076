using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using Postscale.EndToEnd.Running;
using Postscale.Testing;

namespace Postscale.EndToEnd.Faults;

/// <summary>
/// SIGTERM while 64 clients ask one request after another on connections that they keep: each request gets its whole good answer,
/// or its connection is closed before the first octet of one, and then it has done nothing.
/// </summary>
public sealed class StopUnderLoadTests
{
    private const int Clients = 64;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(10);
    private static readonly string[] s_options = ["--rate-limit", "0", "--log-level", "error"];

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task No_request_fails_and_what_got_no_answer_was_not_carried_out(string product)
    {
        using var folder = new TemporaryFolder();
        var url = product == "sqlite" ? $"sqlite:{folder.File("p.db")}" : await TestDatabases.CreatePostgresAsync();
        string? key = null;
        var (done, undone) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());
        var slowest = TimeSpan.Zero;
        var rounds = LongRun.Pick(2, 20);
        for (var round = 0; round < rounds; round++)
        {
            await using var service = await Service.StartOnAsync(url, options: s_options);
            key ??= service.FirstKey!;
            var clients = Enumerable.Range(0, Clients).Select(i => Task.Run(() => AskAsync(() => service.Address, key, $"r{round}-c{i}", done, undone))).ToList();
            var wanted = done.Count + (4 * Clients);
            await Wait.UntilAsync(() => done.Count >= wanted || clients.Any(c => c.IsFaulted), "all clients are at work", s_patience);
            var clock = Stopwatch.StartNew();
            service.Terminate();
            Assert.Equal(0, await service.WaitForExitAsync());
            slowest = slowest > clock.Elapsed ? slowest : clock.Elapsed;
            await Task.WhenAll(clients);
            Assert.Empty(service.StandardError);
        }

        Assert.InRange(slowest, TimeSpan.Zero, s_bound);
        await using var again = await Service.StartOnAsync(url, options: s_options);
        await CheckAsync(again.Client(key), done, undone);
        LongRun.Note($"{product}: {rounds} stops under {Clients} clients, {done.Count} answered, {undone.Count} closed before and not carried out, none failed, ended after at most {slowest.TotalSeconds:0.0} s");
    }

    [Fact]
    public async Task Where_a_second_replica_serves_no_client_notices_the_stop()
    {
        var url = await TestDatabases.CreatePostgresAsync();
        await using var other = await Service.StartOnAsync(url, options: s_options);
        var key = other.FirstKey!;
        var service = await Service.StartOnAsync(url, options: s_options);
        var (done, undone) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());
        var (address, isOver) = (service.Address, false);
        var clients = Enumerable.Range(0, Clients).Select(i => Task.Run(() => AskAsync(() => isOver ? null : address, key, $"c{i}", done, undone))).ToList();
        await Wait.UntilAsync(() => done.Count >= 4 * Clients || clients.Any(c => c.IsFaulted), "all clients are at work", s_patience);

        // What a load balancer does: new connections go to the other one.
        address = other.Address;
        await service.StopAsync();
        var wanted = done.Count + (4 * Clients);
        await Wait.UntilAsync(() => done.Count >= wanted || clients.Any(c => c.IsFaulted), "all clients go on", s_patience);
        isOver = true;
        await Task.WhenAll(clients);
        await CheckAsync(other.Client(key), done, []);
        await service.DisposeAsync();
        LongRun.Note($"{done.Count} requests, all answered, {undone.Count} of them after a second try");
    }

    /// <summary>Asks until the service takes no connections any more, or there is none to ask.</summary>
    private static async Task AskAsync(Func<Uri?> address, string key, string name, ConcurrentBag<string> done, ConcurrentBag<string> undone)
    {
        var number = 0;
        while (address() is { } at)
        {
            RawHttp http;
            try
            {
                http = await RawHttp.ConnectAsync(at, CancellationToken.None);
            }
            catch (SocketException)
            {
                return;
            }

            await using (http)
            {
                while (address() is not null && !http.IsClosing)
                {
                    var domain = $"{name}-{number}.example";
                    if (await TryAskAsync(http, RawHttp.Request("POST", "/v1/domains", key, $$"""{"domain":"{{domain}}"}""")) is not { } status)
                    {
                        // The same request again, on a new connection.
                        undone.Add(domain);
                        break;
                    }

                    Assert.Equal(201, status);
                    done.Add(domain);
                    number++;
                }
            }
        }
    }

    private static async Task<int?> TryAskAsync(RawHttp http, string request)
    {
        using var bound = new CancellationTokenSource(s_patience);
        try
        {
            await http.SendAsync(request, bound.Token);
            return await http.AnswerAsync(bound.Token);
        }
        catch (SocketException) when (http.Received.Length == 0)
        {
            return null;
        }
    }

    private static async Task CheckAsync(ApiClient api, ConcurrentBag<string> done, ConcurrentBag<string> undone)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var hasMore = true; hasMore;)
        {
            var page = (await api.GetAsync($"/v1/domains?limit=100&offset={found.Count}")).Expect(200)["domains"]!.AsArray();
            found.UnionWith(page.Select(d => (string)d!["domain"]!));
            hasMore = page.Count == 100;
        }

        Assert.Empty(done.Except(found));
        Assert.Empty(undone.Intersect(found));
        Assert.Equal(done.Count, found.Count);
    }
}
