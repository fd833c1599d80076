using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Postscale.Testing;

namespace Postscale.Bench;

/// <summary>From the start of the process to its first answer, and the memory it then has, native and with the JIT; with an empty database or a full one.</summary>
internal static class StartBench
{
    private const int Runs = 15;

    public static async Task<int> RunAsync(string[] native, string[] jit, int domains)
    {
        using var folder = new TemporaryFolder();
        var database = Path.Combine(folder.Path, "start.db");
        (await Service.StartAsync(native, database, null)).Dispose();
        if (domains > 0)
        {
            FilledDatabase.Fill(database, domains);
        }

        var results = new Dictionary<string, (double Time, double Memory)>();
        foreach (var (name, program) in new[] { ("native", native), ("JIT", jit) })
        {
            var times = new List<double>();
            var memory = new List<double>();
            for (var i = 0; i < Runs; i++)
            {
                var port = FreePort.Next(IPAddress.Loopback);
                var since = Stopwatch.GetTimestamp();
                using var process = Service.Launch(program, "serve", "--listen", $"http://127.0.0.1:{port}", "--database", $"sqlite:{database}", "--log-level", "warning");
                await FirstAnswerAsync(port);
                times.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
                memory.Add(process.WorkingSet64 / 1048576.0);
                process.Kill();
                await process.WaitForExitAsync();
            }

            results[name] = (Figures.Median(times), Figures.Median(memory));
            Console.WriteLine($"{name,-7} start to first answer {results[name].Time,6:0} ms   resident memory {results[name].Memory,5:0.0} MiB   (median of {Runs})");
        }

        Console.WriteLine($"native / JIT: start {results["native"].Time / results["JIT"].Time:0.00}, memory {results["native"].Memory / results["JIT"].Memory:0.00}");
        return 0;
    }

    private static async Task FirstAnswerAsync(int port)
    {
        var request = Encoding.ASCII.GetBytes("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
        var buffer = new byte[1024];
        while (true)
        {
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, port);
                await socket.SendAsync(request);
                if (await socket.ReceiveAsync(buffer) > 0)
                {
                    return;
                }
            }
            catch (SocketException)
            {
                await Task.Delay(1);
            }
        }
    }
}
