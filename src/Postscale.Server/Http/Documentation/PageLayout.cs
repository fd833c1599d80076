using System.Net;
using System.Text.RegularExpressions;

namespace Postscale.Server.Http.Documentation;

/// <summary>What stands around the text of a page: the menu of all pages, and that of this one. There is no script: where there is no room beside the text, the menu of all pages stands below it, and a link leads there.</summary>
internal static partial class PageLayout
{
    /// <summary>A whole page.</summary>
    /// <param name="page">Its text.</param>
    /// <param name="name">Its name.</param>
    /// <param name="index">The text of the index, whose lists are the menu.</param>
    public static string Html(MarkdownPage page, string name, string index) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{WebUtility.HtmlEncode(page.Title)} · Postscale</title>
        <link rel="stylesheet" href="{DocumentationEndpoints.StylePath}">
        <link rel="icon" href="data:,">
        </head>
        <body>
        <a class="skip" href="#text">Skip to the text</a>
        <header><a href="{DocumentationEndpoints.Path}">Postscale documentation</a> <a class="narrow" href="#pages">All pages</a> <a href="{DocumentationEndpoints.ReferencePath}">API reference</a></header>
        <div class="columns">
        <main id="text">
        {page.Body}{OnThisPage(page)}</main>
        <nav id="pages" aria-label="All pages">
        {Menu(index, DocumentationLinks.PathOf(name))}
        </nav>
        </div>
        </body>
        </html>

        """;

    /// <summary>The lists of the index with their headings, without what is said beside each link.</summary>
    private static string Menu(string index, string current)
    {
        var lines = Entry().Matches(index).Select(m => m.Groups["heading"] is { Success: true } heading
            ? $"<h2>{heading.Value}</h2>"
            : $"<a href=\"{m.Groups["href"].Value}\"{(m.Groups["href"].Value == current ? " aria-current=\"page\"" : "")}>{m.Groups["text"].Value}</a>");
        return string.Join('\n', lines);
    }

    private static string OnThisPage(MarkdownPage page) => page.Headings.Count < 3
        ? ""
        : $"""
            <aside aria-label="On this page"><h2>On this page</h2>
            {string.Join('\n', page.Headings.Select(h => $"<a href=\"#{h.Anchor}\">{WebUtility.HtmlEncode(h.Text)}</a>"))}
            </aside>

            """;

    [GeneratedRegex("<h2[^>]*>(?<heading>.*?)</h2>|<li>\\s*(?:<p>)?<a href=\"(?<href>[^\"]+)\">(?<text>.*?)</a>", RegexOptions.Singleline)]
    private static partial Regex Entry();
}
