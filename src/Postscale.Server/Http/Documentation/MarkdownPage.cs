using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Postscale.Server.Http.Documentation;

/// <summary>A page of the documentation as HTML: what stands in its body, and what is said of it elsewhere.</summary>
/// <param name="Title">Its first heading.</param>
/// <param name="Body">HTML.</param>
/// <param name="Headings">The headings of the second level: the anchor and the text of each.</param>
internal sealed record MarkdownPage(string Title, string Body, IReadOnlyList<(string Anchor, string Text)> Headings)
{
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .DisableHtml()
        .Build();

    /// <summary>Makes HTML of a file.</summary>
    /// <param name="markdown">The file.</param>
    /// <param name="link">Where a link of the file leads as served.</param>
    public static MarkdownPage Of(string markdown, Func<string, string> link)
    {
        var document = Markdown.Parse(markdown, s_pipeline);
        foreach (var target in document.Descendants<LinkInline>())
        {
            target.Url = link(target.Url ?? "");
        }

        var headings = document.Descendants<HeadingBlock>().ToList();
        var title = headings.Where(h => h.Level == 1).Select(TextOf).FirstOrDefault("");
        // Wide tables and long lines scroll by themselves, by keyboard too, so that a phone shows the text beside them whole.
        var body = document.ToHtml(s_pipeline)
            .Replace("<table>", "<div class=\"wide\" tabindex=\"0\"><table>", StringComparison.Ordinal)
            .Replace("</table>", "</table></div>", StringComparison.Ordinal)
            .Replace("<pre>", "<pre tabindex=\"0\">", StringComparison.Ordinal)
            // Style within the page is what the policy keeps out.
            .Replace(" style=\"text-align: right;\"", " class=\"right\"", StringComparison.Ordinal);
        return new MarkdownPage(title, body, [.. headings.Where(h => h.Level == 2).Select(h => (h.GetAttributes().Id ?? "", TextOf(h)))]);
    }

    private static string TextOf(HeadingBlock heading) => string.Concat(heading.Inline?.Descendants().Select(i => i switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        _ => "",
    }) ?? []);
}
