using System.Globalization;
using System.Net.Sockets;
using Postscale.EndToEnd.Running;
using Postscale.Testing;

namespace Postscale.EndToEnd.Faults;

/// <summary>Thousands of clients keep connections that they do not use.</summary>
public sealed class ManyConnectionsTests
{
    private const int AtOnce = 64;

    /// <summary>What the service may open for itself meanwhile and keep: readers of the database, each with two or three files, in the number that asked at once.</summary>
    private const int Kept = 100;

    [Fact]
    public async Task While_they_are_open_others_are_served_and_when_they_are_closed_nothing_is_left_of_them()
    {
        var count = LongRun.Pick(2_000, 10_000);
        using var folder = new TemporaryFolder();
        await using var service = await Service.StartAsync(folder.File("p.db"), options: ["--rate-limit", "0", "--log-level", "error"]);
        var (code, output) = await ChildProcess.RunAsync("/usr/bin/prlimit", ["--pid", $"{service.ProcessId}", $"--nofile={count + 1000}:"], TimeSpan.FromSeconds(10));
        Assert.SkipWhen(code != 0, $"so many handles are not permitted: {output}");
        var api = service.Client();
        await api.CreateAsync("before.example");
        var (handles, memory) = (Handles(service), Memory(service));

        var connections = new List<RawHttp>();
        try
        {
            var request = RawHttp.Request("GET", "/v1/domains/before.example", service.FirstKey);
            while (connections.Count < count)
            {
                var more = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => OpenAsync(service.Address, request)));
                connections.AddRange(more.OfType<RawHttp>());
                Assert.SkipWhen(more.Any(c => c is null), $"this machine permits {connections.Count} connections only");
            }

            var during = Memory(service);
            Assert.True(Handles(service) >= handles + count, "the connections are not open");
            for (var i = 0; i < 50; i++)
            {
                await api.CreateAsync($"during{i}.example");
                Assert.Equal(200, (await api.GetAsync($"/v1/domains/during{i}.example")).Status);
            }

            Assert.Equal(200, (await api.GetAsync("/readyz")).Status);
            LongRun.Note($"{connections.Count} idle connections, {(during - memory) / 1024.0 / connections.Count:0.0} KiB for each; {memory >> 20} MiB before, {during >> 20} MiB during");
        }
        finally
        {
            foreach (var connection in connections)
            {
                await connection.DisposeAsync();
            }
        }

        await Wait.UntilAsync(() => Handles(service) <= handles + Kept, $"no more than {handles + Kept} handles are open, where there were {handles} before");
        Assert.Equal(200, (await api.GetAsync("/v1/domains/before.example")).Status);
        Assert.Empty(service.StandardError);
        await service.StopAsync();
    }

    private static async Task<RawHttp?> OpenAsync(Uri address, string request)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        RawHttp connection;
        try
        {
            connection = await RawHttp.ConnectAsync(address, bound.Token);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.AddressNotAvailable)
        {
            return null;
        }

        await connection.SendAsync(request, bound.Token);
        Assert.Equal(200, await connection.AnswerAsync(bound.Token));
        return connection;
    }

    private static int Handles(Service service) => Directory.GetFileSystemEntries($"/proc/{service.ProcessId}/fd").Length;

    private static long Memory(Service service)
    {
        var line = File.ReadLines($"/proc/{service.ProcessId}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^2], CultureInfo.InvariantCulture) * 1024;
    }
}
