using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Postscale.EndToEnd.Running;
using Postscale.Testing;

namespace Postscale.EndToEnd.Faults;

/// <summary>Clients that send an octet now and then: each is given up, and nobody else waits for them.</summary>
public sealed class SlowClientTests
{
    private const int Each = 50;

    /// <summary>15 s for all headers; 5 s for a body before its rate counts; and what a busy machine may add.</summary>
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(15 + 10);

    [Fact]
    public async Task They_are_given_up_after_some_seconds_and_others_are_served_meanwhile()
    {
        using var folder = new TemporaryFolder();
        await using var service = await Service.StartAsync(folder.File("p.db"), options: ["--rate-limit", "0", "--log-level", "error"]);
        var key = service.FirstKey!;
        var head = $"POST /v1/domains HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n";
        List<(string Kind, Task<(TimeSpan Took, string Answer)> Run)> slow = [];
        for (var i = 0; i < Each; i++)
        {
            slow.Add(("headers", DribbleAsync(service.Address, "", $"{head}X-Padding: {new string('x', 4000)}")));
            slow.Add(("body", DribbleAsync(service.Address, $"{head}Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n", $$"""{"domain":"slow.example","x":"{{new string('x', 4000)}}""")));
            slow.Add(("chunks", DribbleAsync(
                service.Address,
                $"{head}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
                string.Concat(Enumerable.Repeat("1\r\n \r\n", 1000)))));
        }

        var api = service.Client();
        var served = 0;
        var worst = TimeSpan.Zero;
        while (slow.Any(s => !s.Run.IsCompleted))
        {
            var clock = Stopwatch.StartNew();
            await api.CreateAsync($"fast{served}.example");
            worst = worst > clock.Elapsed ? worst : clock.Elapsed;
            served++;
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.InRange(worst, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        foreach (var (kind, run) in slow)
        {
            var (took, answer) = await run;
            Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 408 ", StringComparison.Ordinal) || answer.StartsWith("HTTP/1.1 400 ", StringComparison.Ordinal), $"{kind}: {answer}");
            Assert.InRange(took, TimeSpan.Zero, s_bound);
        }

        Assert.Empty(service.StandardError);
        LongRun.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"{slow.Count} slow clients given up after {slow.Min(s => s.Run.Result.Took.TotalSeconds):0.0} to {slow.Max(s => s.Run.Result.Took.TotalSeconds):0.0} s; {served} requests of another meanwhile, the slowest in {worst.TotalMilliseconds:0} ms"));
    }

    /// <summary>Sends a text at once and another an octet at a time, two a second.</summary>
    /// <returns>After how long the service gave up, and what it said.</returns>
    private static async Task<(TimeSpan Took, string Answer)> DribbleAsync(Uri address, string atOnce, string slowly)
    {
        using var bound = new CancellationTokenSource(2 * s_bound);
        await using var http = await RawHttp.ConnectAsync(address, bound.Token);
        var clock = Stopwatch.StartNew();
        await http.SendAsync(atOnce, bound.Token);
        var closed = CloseAsync(http, bound.Token);
        try
        {
            for (var i = 0; i < slowly.Length && !closed.IsCompleted; i++)
            {
                await http.SendAsync(slowly.Substring(i, 1), bound.Token);
                await Task.WhenAny(closed, Task.Delay(500, bound.Token));
            }
        }
        catch (SocketException)
        {
            // The other side is gone.
        }

        await closed;
        return (clock.Elapsed, http.Received);
    }

    private static async Task CloseAsync(RawHttp http, CancellationToken cancellationToken)
    {
        try
        {
            while (await http.ReceiveAsync(cancellationToken))
            {
            }
        }
        catch (SocketException)
        {
            // That is an end too.
        }
    }
}
