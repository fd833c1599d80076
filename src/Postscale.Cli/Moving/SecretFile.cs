namespace Postscale.Cli.Moving;

/// <summary>A file that its owner alone can read, and that is there as a whole or not at all.</summary>
internal static class SecretFile
{
    /// <summary>Writes it beside its place, and puts it there once it is on disk.</summary>
    /// <param name="path">Its place; a file that is there is replaced.</param>
    /// <param name="write">Writes; false: there is to be no file.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task WriteAsync(string path, Func<Stream, Task<bool>> write, CancellationToken cancellationToken)
    {
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
                if (!await write(stream).ConfigureAwait(false))
                {
                    return;
                }

                cancellationToken.ThrowIfCancellationRequested();
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
