namespace Postscale.Server.Http.Documentation;

/// <summary>Where the links of a file lead once its page is served: files of <c>docs/</c> to their pages, all else as it is.</summary>
internal static class DocumentationLinks
{
    // Only the path of it is of use; the host is never asked.
    private static readonly Uri s_root = new("http://docs.invalid/");

    /// <summary>The path that a page is served at.</summary>
    /// <param name="name">Its name.</param>
    public static string PathOf(string name) => name == DocumentationPages.Index ? DocumentationEndpoints.Path : $"{DocumentationEndpoints.Path}/{name}";

    /// <summary>Where a link leads as served.</summary>
    /// <param name="page">The name of the page that it stands in.</param>
    /// <param name="target">What the file has.</param>
    public static string Resolve(string page, string target)
    {
        if (target.Length == 0 || target[0] is '#' or '/' || Uri.TryCreate(target, UriKind.Absolute, out _))
        {
            return target;
        }

        var uri = new Uri(new Uri(s_root, page), target);
        var path = uri.AbsolutePath[1..].TrimEnd('/');
        var name = path.EndsWith(".md", StringComparison.Ordinal) ? path[..^".md".Length] : path;
        return PathOf(name) + uri.Fragment;
    }
}
