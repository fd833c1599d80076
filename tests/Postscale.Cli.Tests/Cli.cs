using System.Diagnostics;

namespace Postscale.Cli.Tests;

/// <summary>The program, in a folder of its own and with no variable of ours in its environment.</summary>
internal static class Cli
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>The native program, which starts at once, where <c>test.sh</c> has published it; else what these tests were built with.</summary>
    public static string Program { get; } = Environment.GetEnvironmentVariable("POSTSCALE_TEST_BINARY") is { Length: > 0 } native ? native : Path.Combine(AppContext.BaseDirectory, "postscale");

    /// <summary>Runs it to its end.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="arguments">The command line.</param>
    public static Task<CliResult> RunAsync(string folder, params string[] arguments) => RunAsync(folder, new Dictionary<string, string>(), arguments);

    /// <summary>Runs it to its end.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="environment">Variables to set.</param>
    /// <param name="arguments">The command line.</param>
    public static async Task<CliResult> RunAsync(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Cli.Program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder,
        };
        Clean(start);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(s_patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(bound.Token);
            var error = process.StandardError.ReadToEndAsync(bound.Token);
            await process.WaitForExitAsync(bound.Token);
            return new CliResult(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    /// <summary>Removes our variables from the environment of a program that is to be started.</summary>
    public static void Clean(ProcessStartInfo start)
    {
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("POSTSCALE_", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }
    }
}
