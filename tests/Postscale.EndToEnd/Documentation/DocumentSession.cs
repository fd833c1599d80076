using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Postscale.EndToEnd.Running;
using Postscale.Testing;

namespace Postscale.EndToEnd.Documentation;

/// <summary>
/// A reader at a shell who has the program and the examples and types what documents say. Variables stay from block to block;
/// the ports of the documents are free ones of this run, and in the place of <c>dotnet run</c> stands the built executable.
/// </summary>
internal sealed partial class DocumentSession : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly List<ChildProcess> _running = [];
    private readonly Dictionary<string, string?> _variables;
    private readonly (string Written, string Used)[] _ports;

    public DocumentSession()
    {
        var (listen, dns) = ($"127.0.0.1:{FreePort.Next()}", FreePort.Next().ToString(CultureInfo.InvariantCulture));
        _ports = [("127.0.0.1:8080", listen), ("5453", dns)];
        var programs = Directory.CreateDirectory(_folder.File("bin")).FullName;
        Script(Path.Combine(programs, "postscale"), $"exec '{Executable.Path}' \"$@\"");
        Script(Path.Combine(programs, "dotnet"), $"[ \"$1\" = run ] || exit 64\nwhile [ \"$1\" != -- ]; do shift; done\nshift\nexec '{Executable.Path}' \"$@\"");
        Copy(Repository.PathOf("examples", "local-dns"), _folder.File("examples/local-dns"));
        File.WriteAllText(_folder.File("environment"), "");
        _variables = Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(v => v.StartsWith("POSTSCALE_", StringComparison.Ordinal)).ToDictionary(v => v, string? (_) => null, StringComparer.Ordinal);
        _variables["PATH"] = $"{programs}:{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin";
        _variables["HOME"] = _folder.Path;
        _variables["POSTSCALE_LISTEN"] = $"http://{listen}";
        _variables["LOCAL_DNS_PORT"] = dns;
        _variables["LOCAL_DNS_AUTHORITY_PORT"] = FreePort.Next().ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Types a block, and holds what it says against what the document shows.</summary>
    /// <param name="block">A block that is run.</param>
    /// <param name="output">The block that shows its output, if one does.</param>
    public async Task RunAsync(DocumentBlock block, DocumentBlock? output)
    {
        if (block.Words.ContainsKey("background"))
        {
            await StartAsync(block);
            return;
        }

        var since = Stopwatch.StartNew();
        while (true)
        {
            var (code, said, all) = await TypeAsync(block);
            var wanted = block.Words.TryGetValue("exit", out var given) ? int.Parse(given, CultureInfo.InvariantCulture) : 0;
            var fault = code != wanted ? $"it ended with {code}" : output is null ? null : ExpectedOutput.Difference(output with { Text = Used(output.Text) }, said);
            if (fault is null)
            {
                return;
            }

            Assert.True(block.Words.ContainsKey("retry") && since.Elapsed < Patience, $"{block.Place}: {fault}\n{block.Text}\n\nsaid:\n{all}");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        for (var i = _running.Count - 1; i >= 0; i--)
        {
            await _running[i].DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task StartAsync(DocumentBlock block)
    {
        var process = Bash($"exec {Used(block.Text)}");
        _running.Add(process);
        await process.WaitForOutputAsync(Used(block.Words["until"]), Patience);
        if (block.Words.TryGetValue("key", out var variable))
        {
            await File.AppendAllTextAsync(_folder.File("environment"), $"declare -x {variable}={Key().Match(process.StandardOutput).Value}\n", TestContext.Current.CancellationToken);
        }
    }

    private async Task<(int Code, string Said, string All)> TypeAsync(DocumentBlock block)
    {
        await using var process = Bash($"trap 'declare -px > environment' EXIT\n{Used(block.Text)}");
        await process.WaitForExitAsync(Patience);
        return (process.ExitCode, process.StandardOutput, process.Output);
    }

    /// <summary>A shell that stops at the first command that fails, wherever in a pipe it stands.</summary>
    private ChildProcess Bash(string script) =>
        ChildProcess.Start("/bin/bash", ["-c", $"set -aeuo pipefail\n. ./environment\n{script}"], _variables, _folder.Path);

    private string Used(string text) => _ports.Aggregate(text, (t, p) => t.Replace(p.Written, p.Used, StringComparison.Ordinal));

    private static void Script(string path, string text)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{text}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    [GeneratedRegex("ps_(live|test)_[0-9A-Za-z]+")]
    private static partial Regex Key();
}
