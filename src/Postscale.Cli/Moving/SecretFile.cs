using System.Runtime.InteropServices;

namespace Postscale.Cli.Moving;

/// <summary>A file that its owner alone can read, and that is there as a whole or not at all.</summary>
internal static class SecretFile
{
    /// <summary>Writes it beside its place, and puts it there once it is on disk. SIGINT and SIGTERM end the writing and leave nothing.</summary>
    /// <param name="path">Its place; a file that is there is replaced.</param>
    /// <param name="write">Writes; false: there is to be no file.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task WriteAsync(string path, Func<Stream, CancellationToken, Task<bool>> write, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var beside = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            var stream = new FileStream(beside, options);
            await using (stream.ConfigureAwait(false))
            {
                if (!await write(stream, stop.Token).ConfigureAwait(false))
                {
                    return;
                }

                stop.Token.ThrowIfCancellationRequested();
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            // It is not there any more if it got to its place.
            File.Delete(beside);
        }
    }
}
