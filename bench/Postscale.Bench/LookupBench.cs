using System.Diagnostics;
using System.Globalization;
using Postscale.MailDns.Resolution;
using Postscale.Testing;

namespace Postscale.Bench;

/// <summary>Look-ups a second of the library's resolver against dnsperf (Debian), the same questions to the same nsd in turn.</summary>
internal static class LookupBench
{
    private const int Names = 2000;
    private const int Outstanding = 256;

    public static async Task<int> RunAsync(int seconds, int rounds)
    {
        var names = Enumerable.Range(0, Names).Select(i => string.Create(CultureInfo.InvariantCulture, $"customer{i}.bench.test")).ToList();
        await using var nsd = await NsdServer.StartAsync(new Dictionary<string, string>
        {
            ["bench.test"] = string.Join('\n', names.Select(n => $"{n}. TXT \"v=spf1 include:_spf.postscale.io ~all\"")),
        });
        using var folder = new TemporaryFolder();
        var questions = Path.Combine(folder.Path, "questions");
        await File.WriteAllLinesAsync(questions, names.Select(n => $"{n} TXT"));

        // A first round warms all three up and does not count.
        await DnsPerfAsync(nsd, questions, 1);
        await OursAsync(nsd, names, 2);
        var ratios = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var theirs = await DnsPerfAsync(nsd, questions, seconds);
            var (ours, bytes, cpu) = await OursAsync(nsd, names, seconds);
            ratios.Add(ours / theirs);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"dnsperf {theirs,8:0}/s   resolver {ours,8:0}/s   ratio {ours / theirs:0.00}   {bytes:0} bytes and {cpu:0.0} µs of processor a look-up"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median ratio {Figures.Median(ratios):0.00}"));
        return 0;
    }

    private static async Task<double> DnsPerfAsync(NsdServer nsd, string questions, int seconds)
    {
        var endpoint = nsd.Endpoint;
        var (code, output) = await ChildProcess.RunAsync(
            "dnsperf",
            [
                "-s", endpoint.Address.ToString(), "-p", endpoint.Port.ToString(CultureInfo.InvariantCulture), "-d", questions, "-e",
                "-q", Outstanding.ToString(CultureInfo.InvariantCulture), "-l", seconds.ToString(CultureInfo.InvariantCulture),
            ],
            TimeSpan.FromSeconds(seconds + 20));
        var line = output.Split('\n').FirstOrDefault(l => l.Contains("Queries per second:", StringComparison.Ordinal));
        return code == 0 && line is not null
            ? double.Parse(line.Split(':')[1], CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"dnsperf failed: {output}");
    }

    private static async Task<(double Rate, double Bytes, double Cpu)> OursAsync(NsdServer nsd, List<string> texts, int seconds)
    {
        var names = texts.ConvertAll(DnsName.Parse);
        var resolver = new RecursiveResolver(new ResolverOptions { Servers = [nsd.Endpoint] });
        var process = Process.GetCurrentProcess();
        var (allocated, cpu, since) = (GC.GetTotalAllocatedBytes(), process.TotalProcessorTime, Stopwatch.GetTimestamp());
        var next = -1;
        var counts = await Task.WhenAll(Enumerable.Range(0, Outstanding).Select(_ => Task.Run(AskAsync)));
        var elapsed = Stopwatch.GetElapsedTime(since).TotalSeconds;
        process.Refresh();
        double done = counts.Sum();
        return (done / elapsed, (GC.GetTotalAllocatedBytes() - allocated) / done, (process.TotalProcessorTime - cpu).TotalMicroseconds / done);

        async Task<int> AskAsync()
        {
            var count = 0;
            while (Stopwatch.GetElapsedTime(since).TotalSeconds < seconds)
            {
                var name = names[(int)((uint)Interlocked.Increment(ref next) % (uint)names.Count)];
                var answer = await resolver.ResolveAsync(name, RecordType.Txt, CancellationToken.None);
                if (answer.Records.Count != 1)
                {
                    throw new InvalidOperationException($"{name}: {answer.Outcome} {answer.FailureText}");
                }

                count++;
            }

            return count;
        }
    }
}
