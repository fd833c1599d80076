namespace Postscale.Server.Tests.Conventions;

/// <summary>The working copy that these tests were built in.</summary>
internal static class Repository
{
    private static readonly string s_root = Find();

    public static string PathOf(params string[] parts) => Path.Combine([s_root, .. parts]);

    /// <summary>The source files of a folder, by their path below the root with forward slashes; nothing that a build has made.</summary>
    public static IReadOnlyList<SourceFile> Sources(string folder, string pattern = "*.cs") => Directory
        .EnumerateFiles(PathOf(folder), pattern, SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(s_root, f).Replace('\\', '/'))
        .Where(f => !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(f => new SourceFile(f, File.ReadAllText(PathOf(f))))
        .ToList();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Postscale.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("these tests look at the sources and run in a working copy only");
    }
}
