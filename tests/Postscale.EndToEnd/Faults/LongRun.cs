using System.Runtime.CompilerServices;
using Postscale.Testing;

namespace Postscale.EndToEnd.Faults;

/// <summary>The long form of a test, as <c>./test.sh --long</c> runs it, and its figures.</summary>
internal static class LongRun
{
    private static readonly Lock s_lock = new();

    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("POSTSCALE_TEST_LONG") is { Length: > 0 };

    /// <summary>One of two values.</summary>
    public static T Pick<T>(T inShort, T inLong) => IsOn ? inLong : inShort;

    /// <summary>Writes a line for docs/reliability.md into <c>artifacts/faults.log</c>.</summary>
    public static void Note(string figures, [CallerMemberName] string test = "")
    {
        var folder = Directory.CreateDirectory(Repository.PathOf("artifacts"));
        lock (s_lock)
        {
            File.AppendAllText(Path.Combine(folder.FullName, "faults.log"), $"{(IsOn ? "long" : "short")} {test}: {figures}\n");
        }
    }
}
