namespace Postscale.EndToEnd.Running;

/// <summary>The working copy that these tests were built in.</summary>
internal static class Repository
{
    /// <summary>Its folder; where there is none, that of the tests.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Postscale.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
