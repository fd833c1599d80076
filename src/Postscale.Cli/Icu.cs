using System.Runtime.InteropServices;

namespace Postscale.Cli;

/// <summary>
/// The runtime ends a program at once where it finds no ICU. Ours goes on without it, accepts names as A-labels only, and says so.
/// </summary>
internal static class Icu
{
    // The range of versions that the runtime itself tries.
    private const int Newest = 99;
    private const int Oldest = 50;

    /// <summary>Whether the runtime will find ICU.</summary>
    public static bool IsThere { get; private set; } = true;

    /// <summary>Has the runtime do without ICU where there is none. Must run before anything touches a culture, so that it formats no number.</summary>
    public static void DoWithoutIfMissing()
    {
        if (!OperatingSystem.IsLinux() || Find())
        {
            return;
        }

        IsThere = false;
        AppContext.SetSwitch("System.Globalization.Invariant", true);
    }

    private static bool Find()
    {
        for (var version = Newest; version >= Oldest; version--)
        {
            if (TryLoad($"libicuuc.so.{(char)('0' + (version / 10))}{(char)('0' + (version % 10))}"))
            {
                return true;
            }
        }

        return TryLoad("libicuuc.so");
    }

    private static bool TryLoad(string name) => NativeLibrary.TryLoad(name, out _);
}
