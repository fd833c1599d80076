using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Postscale.Testing;

/// <summary>
/// A program that a test started. It is killed on dispose; and a small shell beside it, which holds the other end of a pipe
/// from here, ends it when this process dies without disposing.
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    // The watcher sees the end of its input when the parent is gone. It ends the program only while it is still that program's
    // child: afterwards the number could belong to another process.
    private const string Launcher = """
        exec 3<&0
        (
          cat <&3 >/dev/null
          mine() { while read -r k v; do [ "$k" = PPid: ] && break; done < /proc/self/status; [ "$v" = "$$" ]; }
          mine && kill -TERM $$ && sleep 2
          mine && kill -KILL $$
        ) >/dev/null 2>&1 &
        exec "$@" 3<&- </dev/null
        """;

    private const int MaxOutput = 256 * 1024;

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _standardOutput = new();
    private readonly StringBuilder _standardError = new();
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = NewSignal();

    private ChildProcess(Process process) => _process = process;

    /// <summary>The program's process id.</summary>
    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Standard output and error so far, as lines in the order they came; the first 256 KiB of them.</summary>
    public string Output => Text(_output);

    /// <summary>Standard output alone, likewise.</summary>
    public string StandardOutput => Text(_standardOutput);

    /// <summary>Standard error alone, likewise.</summary>
    public string StandardError => Text(_standardError);

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables to set, or to remove where the value is null.</param>
    /// <param name="workingDirectory">Where it runs; default: here.</param>
    public static ChildProcess Start(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? workingDirectory = null)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = workingDirectory ?? "",
        };
        foreach (var argument in (string[])["-c", Launcher, "sh", program, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (key, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[key] = value;
        }

        var child = new ChildProcess(Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start"));
        child._process.OutputDataReceived += (_, e) => child.Take(e.Data, child._standardOutput);
        child._process.ErrorDataReceived += (_, e) => child.Take(e.Data, child._standardError);
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code and output.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(string program, IEnumerable<string> arguments, TimeSpan timeout)
    {
        await using var child = Start(program, arguments);
        await child.WaitForExitAsync(timeout);
        return (child.ExitCode, child.Output);
    }

    /// <summary>Waits until a line of the output holds a text.</summary>
    /// <exception cref="TimeoutException">It did not in time, or the program ended without it.</exception>
    public async Task WaitForOutputAsync(string text, TimeSpan timeout)
    {
        using var deadline = new CancellationTokenSource(timeout);
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_output.ToString().Contains(text, StringComparison.Ordinal))
                {
                    return;
                }

                changed = _changed.Task;
            }

            if (_process.HasExited && _process.WaitForExit(1000) && !Output.Contains(text, StringComparison.Ordinal))
            {
                throw new TimeoutException($"the program ended without saying '{text}':\n{Output}");
            }

            try
            {
                await Task.WhenAny(changed, _process.WaitForExitAsync(deadline.Token)).WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"the program did not say '{text}':\n{Output}");
            }
        }
    }

    /// <summary>Waits for the program to end by itself.</summary>
    /// <exception cref="TimeoutException">It did not in time.</exception>
    public async Task WaitForExitAsync(TimeSpan timeout)
    {
        using var deadline = new CancellationTokenSource(timeout);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"the program did not end:\n{Output}");
        }
    }

    /// <summary>Sends SIGTERM.</summary>
    public void Terminate() => Signal(15);

    /// <summary>Sends SIGKILL: the program gets no chance to tidy up.</summary>
    public void Kill() => Signal(9);

    /// <summary>Sends SIGSTOP: the program runs no further, and does not know it.</summary>
    public void Pause() => Signal(19);

    /// <summary>Sends SIGCONT: a paused program goes on.</summary>
    public void Continue() => Signal(18);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Terminate();
            try
            {
                await WaitForExitAsync(TimeSpan.FromSeconds(3));
            }
            catch (TimeoutException)
            {
                Kill();
                // Gigabytes are not given back at once.
                await WaitForExitAsync(TimeSpan.FromSeconds(30));
            }
        }

        // The watcher sees the end of its input, and ends as well.
        _process.StandardInput.Close();
        _process.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal(int signal)
    {
        // As long as the exit has not been collected here, the number cannot be another's.
        if (!_process.HasExited)
        {
            _ = SendSignal(_process.Id, signal);
        }
    }

    private string Text(StringBuilder builder)
    {
        lock (_lock)
        {
            return builder.ToString();
        }
    }

    private void Take(string? line, StringBuilder stream)
    {
        lock (_lock)
        {
            if (line is not null && _output.Length + line.Length < MaxOutput)
            {
                _output.Append(line).Append('\n');
                stream.Append(line).Append('\n');
            }

            _changed.TrySetResult();
            _changed = NewSignal();
        }
    }

#pragma warning disable SYSLIB1054 // A source-generated import would need unsafe code for this one call.
    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
#pragma warning restore SYSLIB1054
}
