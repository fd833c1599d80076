using System.Text;

namespace Postscale.Server.Http.Documentation;

/// <summary>The pages as they are sent. Each is made when it is first asked for, and kept.</summary>
internal static class DocumentationPages
{
    /// <summary>The page at <c>/docs</c>. Its lists of links are the menu of all pages.</summary>
    public const string Index = "index";

    private static readonly Lazy<MarkdownPage> s_index = new(() => Make(Index));

    /// <summary>Folders whose pages are many and in no order but that of their names: each is a page that lists them.</summary>
    private static readonly Dictionary<string, string> s_folders = new(StringComparer.Ordinal) { ["decisions"] = "Decisions", ["standards"] = "Standards" };

    private static readonly Dictionary<string, Lazy<byte[]>> s_pages = DocumentationSources.Names.Concat(s_folders.Keys)
        .ToDictionary(n => n, n => new Lazy<byte[]>(() => Encoding.UTF8.GetBytes(Html(n))), StringComparer.Ordinal);

    /// <summary>The names of all pages.</summary>
    public static IEnumerable<string> Names => s_pages.Keys;

    /// <summary>A page in UTF-8.</summary>
    /// <param name="name">Its name.</param>
    public static byte[] Octets(string name) => s_pages[name].Value;

    private static string Html(string name) => PageLayout.Html(name == Index ? s_index.Value : Make(name), name, s_index.Value.Body);

    private static MarkdownPage Make(string name) => MarkdownPage.Of(
        s_folders.TryGetValue(name, out var title) ? Listing(name, title) : DocumentationSources.Markdown(name),
        target => DocumentationLinks.Resolve(name, target));

    private static string Listing(string folder, string title)
    {
        var list = DocumentationSources.Names.Where(n => n.StartsWith($"{folder}/", StringComparison.Ordinal))
            .Select(n => $"- [{Heading(DocumentationSources.Markdown(n))}]({n}.md)");
        return $"# {title}\n\n{string.Join('\n', list)}\n";
    }

    private static string Heading(string markdown) => markdown[..markdown.IndexOf('\n', StringComparison.Ordinal)].TrimStart('#').Trim();
}
