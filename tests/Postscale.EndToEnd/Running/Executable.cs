using System.Collections;
using Postscale.Testing;

namespace Postscale.EndToEnd.Running;

/// <summary>The published native executable: what is tested here, and all that is known of it.</summary>
internal static class Executable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Its path; a test that needs it fails with what to do if it is not there.</summary>
    public static string Path
    {
        get
        {
            var path = Environment.GetEnvironmentVariable("POSTSCALE_TEST_BINARY") is { Length: > 0 } given
                ? given
                : Repository.PathOf("artifacts", "native", "postscale");
            Assert.True(File.Exists(path), $"the published executable is not at {path}: run ./test.sh");
            return path;
        }
    }

    /// <summary>Starts it. Neither the settings of this environment nor those of this folder reach it.</summary>
    public static ChildProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(v => (string)v.Key)
            .Where(v => v.StartsWith("POSTSCALE_", StringComparison.Ordinal))
            .ToDictionary(v => v, string? (_) => null, StringComparer.Ordinal);
        foreach (var (key, value) in environment ?? new Dictionary<string, string?>())
        {
            variables[key] = value;
        }

        return ChildProcess.Start(Path, arguments, variables, System.IO.Path.GetTempPath());
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<CommandResult> RunAsync(params string[] arguments)
    {
        await using var child = Start(arguments);
        await child.WaitForExitAsync(Patience);
        return new CommandResult(child.ExitCode, child.StandardOutput, child.StandardError);
    }

    /// <summary>Runs it to its end, which must be a good one.</summary>
    public static async Task<CommandResult> SucceedAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.True(result.ExitCode == 0, $"postscale {string.Join(' ', arguments)} ended with {result.ExitCode}: {result.StandardError}");
        return result;
    }
}
