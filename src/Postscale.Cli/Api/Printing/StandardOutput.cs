using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Postscale.Cli.Api.Printing;

/// <summary>Standard output that tells when nobody reads it any more: the console's own writer keeps that to itself.</summary>
internal static class StandardOutput
{
    // EPIPE, the same number on Linux and macOS.
    private const int BrokenPipe = 32;

    private static readonly Lazy<TextWriter> s_writer = new(Open);

    public static TextWriter Writer => s_writer.Value;

    /// <summary>Whether a failure is that of a pipe without a reader.</summary>
    public static bool IsClosed(IOException failure) => failure.HResult == BrokenPipe;

    private static TextWriter Open()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
        {
            return Console.Out;
        }

        var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        // A file has no reader to lose, and its place is shared with others who write to it.
        return stream.CanSeek ? Console.Out : new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
    }
}
