using System.Reflection;

namespace Postscale.Server.Http.Documentation;

/// <summary>The files of <c>docs/</c>, as they were when the program was built.</summary>
internal static class DocumentationSources
{
    private const string Folder = "docs/";
    private const string Extension = ".md";

    private static readonly Assembly s_assembly = typeof(DocumentationSources).Assembly;

    /// <summary>The names of the pages, such as <c>quickstart</c> and <c>decisions/0006-metrics</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(Folder, StringComparison.Ordinal) && n.EndsWith(Extension, StringComparison.Ordinal))
        .Select(n => n[Folder.Length..^Extension.Length])
        .Order(StringComparer.Ordinal)];

    /// <summary>The text of a page.</summary>
    /// <param name="name">Its name.</param>
    public static string Markdown(string name) => Read($"{Folder}{name}{Extension}");

    /// <summary>How the pages look.</summary>
    public static string Style() => Read("documentation.css");

    private static string Read(string resource)
    {
        using var stream = s_assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"the program was built without {resource}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
