namespace Postscale.Server.Storage;

/// <summary>
/// The rights of a database file: its owner's alone (mode 0600), since it holds the platform's private keys. SQLite gives its
/// log and its shared memory (<c>-wal</c>, <c>-shm</c>) the rights of the file.
/// </summary>
internal static class SqliteFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // Whoever comes second within the process must not lock the file before the first has closed it.
    private static readonly Lock Creating = new();

    private static readonly string[] Parts = ["", "-wal", "-shm"];

    /// <summary>
    /// Makes the file, empty, if there is none: SQLite itself would make it readable by all that the umask lets. A file that is there
    /// is not touched: closing a second descriptor of it would take SQLite's locks away.
    /// </summary>
    /// <param name="path">As SQLite gets it; memory and URIs are left to SQLite.</param>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows() || !IsFile(path))
        {
            return;
        }

        lock (Creating)
        {
            if (File.Exists(path))
            {
                return;
            }

            try
            {
                using var file = new FileStream(path, new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.ReadWrite,
                    Share = FileShare.ReadWrite | FileShare.Delete,
                    UnixCreateMode = OwnerOnly,
                });
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another process was first, or it cannot be made: SQLite says which.
            }
        }
    }

    /// <summary>Takes the rights of group and others away from a file that an earlier version or somebody else made.</summary>
    /// <param name="path">As SQLite gets it.</param>
    public static void Restrict(string path)
    {
        if (OperatingSystem.IsWindows() || !IsFile(path))
        {
            return;
        }

        foreach (var part in Parts.Select(p => path + p).Where(File.Exists))
        {
            try
            {
                if ((File.GetUnixFileMode(part) & ~OwnerOnly) != 0)
                {
                    File.SetUnixFileMode(part, OwnerOnly);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It went away with its last user, or belongs to somebody else, who decides.
            }
        }
    }

    private static bool IsFile(string path) => path != ":memory:" && !path.StartsWith("file:", StringComparison.Ordinal);
}
