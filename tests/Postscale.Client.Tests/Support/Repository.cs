namespace Postscale.Client.Tests.Support;

/// <summary>Files of the repository that these tests read.</summary>
internal static class Repository
{
    public static string PathOf(string file) => Path.Combine(Root(), file);

    public static string Read(string file) => File.ReadAllText(PathOf(file));

    private static string Root()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Postscale.slnx")))
        {
            root = root.Parent;
        }

        return root?.FullName ?? throw new InvalidOperationException("the tests do not lie in the repository");
    }
}
