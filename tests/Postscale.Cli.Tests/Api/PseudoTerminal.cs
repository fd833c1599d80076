using System.Diagnostics;
using System.Text;

namespace Postscale.Cli.Tests.Api;

/// <summary>The program at a pseudo-terminal of 100 columns, which util-linux's <c>script</c> makes.</summary>
internal sealed class PseudoTerminal : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly StringBuilder _shown = new();
    private readonly SemaphoreSlim _changed = new(0);
    private readonly Task _reading;

    private PseudoTerminal(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    /// <summary>All that it showed so far, escapes too.</summary>
    public string Shown
    {
        get
        {
            lock (_shown)
            {
                return _shown.ToString();
            }
        }
    }

    public static PseudoTerminal Start(string folder, IReadOnlyDictionary<string, string> variables, IEnumerable<string> arguments)
    {
        var command = string.Join(' ', arguments.Prepend(Path.Combine(AppContext.BaseDirectory, "postscale")).Select(a => $"'{a}'"));
        var start = new ProcessStartInfo("script", ["-qec", $"stty cols 100; exec {command}", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = folder,
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("POSTSCALE_", StringComparison.Ordinal) || k == "NO_COLOR").ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return new PseudoTerminal(Process.Start(start)!);
    }

    public async Task WaitForAsync(string text)
    {
        using var bound = new CancellationTokenSource(s_patience);
        while (!Shown.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(_reading.IsCompleted && !Shown.Contains(text, StringComparison.Ordinal), $"the terminal did not show '{text}':\n{Shown}");
            await _changed.WaitAsync(bound.Token);
        }
    }

    public async Task TypeAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        await _process.StandardInput.FlushAsync();
    }

    public async Task<int> WaitForExitAsync()
    {
        using var bound = new CancellationTokenSource(s_patience);
        await _process.WaitForExitAsync(bound.Token);
        await _reading;
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        await _reading;
        _process.Dispose();
        _changed.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new char[4096];
        while (await _process.StandardOutput.ReadAsync(buffer) is > 0 and var read)
        {
            lock (_shown)
            {
                _shown.Append(buffer, 0, read);
            }

            _changed.Release();
        }

        _changed.Release();
    }
}
