using System.Diagnostics;
using System.Net.Http.Headers;

namespace Postscale.Bench;

/// <summary>The service as a process of its own.</summary>
internal sealed class Service : IDisposable
{
    private readonly Process _process;

    private Service(Process process, Uri address, string? key)
    {
        _process = process;
        Address = address;
        Client = new HttpClient { BaseAddress = address };
        if (key is not null)
        {
            Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    /// <summary>One figure of /metrics; 0 while there is none.</summary>
    public async Task<double> MetricAsync(string name)
    {
        var text = await Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return text.Split('\n').FirstOrDefault(l => l.StartsWith(name + " ", StringComparison.Ordinal)) is { } line
            ? double.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)
            : 0;
    }

    /// <summary>Resident memory in MiB, as the kernel counts it.</summary>
    public double Memory
    {
        get
        {
            var line = File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
            return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) / 1024;
        }
    }

    /// <summary>Open file descriptors.</summary>
    public int Handles => Directory.GetFileSystemEntries($"/proc/{_process.Id}/fd").Length;

    public static Process Launch(string[] program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program[0]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in program.Skip(1).Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    public static async Task<Service> StartAsync(string[] program, string database, string? key, params string[] arguments)
    {
        var process = Launch(program, ["serve", "--listen", "http://127.0.0.1:0", "--database", database.Contains(':', StringComparison.Ordinal) ? database : $"sqlite:{database}", "--rate-limit", "0", "--verify-budget", "0", "--verify-failure-budget", "0", "--log-level", "warning", .. arguments]);
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("ps_live_", StringComparison.Ordinal))
            {
                key = line;
            }

            if (line.StartsWith("Listening on ", StringComparison.Ordinal))
            {
                return new Service(process, new Uri(line["Listening on ".Length..]), key);
            }
        }

        throw new InvalidOperationException("the service did not start");
    }

    public void Dispose()
    {
        Client.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
