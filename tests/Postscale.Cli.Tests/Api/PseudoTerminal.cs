using System.Diagnostics;
using System.Text;

namespace Postscale.Cli.Tests.Api;

/// <summary>The program, or another one, at a pseudo-terminal of 100 columns and 40 rows, which util-linux's <c>script</c> makes.</summary>
internal sealed class PseudoTerminal : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly string _device;
    private readonly StringBuilder _shown = new();
    private readonly SemaphoreSlim _changed = new(0);
    private readonly Task _reading;

    private PseudoTerminal(Process process, string device)
    {
        _process = process;
        _device = device;
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

    public static PseudoTerminal Start(string folder, IReadOnlyDictionary<string, string> variables, IEnumerable<string> arguments, string? program = null)
    {
        // The folder is the program's own to write to, and what it finds there may be asserted on.
        var device = Path.Combine(Path.GetTempPath(), $"postscale-tty-{Guid.NewGuid():N}");
        var command = string.Join(' ', arguments.Prepend(program ?? Cli.Program).Select(a => $"'{a}'"));
        // Where these tests were begun in the background of a script, Ctrl-C is ignored, by all that is begun from there.
        var start = new ProcessStartInfo("script", ["-qec", $"tty >'{device}'; stty cols 100 rows 40; exec env --default-signal=INT,QUIT {command}", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = folder,
        };
        Cli.Clean(start);
        start.Environment.Remove("NO_COLOR");
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return new PseudoTerminal(Process.Start(start)!, device);
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

    /// <summary>Makes it larger or smaller, as somebody would who draws at its edge; the program must run.</summary>
    public async Task ResizeAsync(int columns, int rows)
    {
        using var stty = Process.Start("stty", ["-F", (await File.ReadAllTextAsync(_device)).Trim(), "cols", $"{columns}", "rows", $"{rows}"]);
        await stty.WaitForExitAsync();
        Assert.Equal(0, stty.ExitCode);
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
        File.Delete(_device);
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
