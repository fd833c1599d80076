using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Postscale.Server.Http.Documentation;
using Postscale.Server.Tests.Http.Description;

namespace Postscale.Server.Tests.Http.Documentation;

/// <summary>The documentation as the executable serves it.</summary>
public sealed partial class DocumentationTests(DescribedService service) : IClassFixture<DescribedService>
{
    public static TheoryData<string> Pages => [.. DocumentationPages.Names.Select(DocumentationLinks.PathOf)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_page_is_HTML_that_needs_no_key_and_loads_nothing_but_its_style(string path)
    {
        using var page = await service.SendAsync("GET", path, null, ("Authorization", ""));
        Assert.Equal((HttpStatusCode.OK, "text/html", "utf-8"), (page.StatusCode, page.Content.Headers.ContentType!.MediaType, page.Content.Headers.ContentType.CharSet));
        Assert.Equal(
            "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            page.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal(("no-referrer", "nosniff"), (page.Headers.GetValues("Referrer-Policy").Single(), page.Headers.GetValues("X-Content-Type-Options").Single()));
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotMatch(@"<script|<style|<img|<iframe|\sstyle=|\son\w+=|javascript:", Code().Replace(html, ""));
        Assert.Equal([DocumentationEndpoints.StylePath, "data:,"], Loaded().Matches(html).Select(m => m.Groups["path"].Value));
        Assert.Single(Regex.Matches(html, "<h1"));
        Assert.DoesNotContain("<title> ·", html, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_link_of_a_page_leads_to_a_page_and_to_an_anchor_on_it(string path)
    {
        var faults = new List<string>();
        foreach (var link in Link().Matches(await HtmlAsync(path)).Select(m => WebUtility.HtmlDecode(m.Groups["href"].Value)).Distinct().Where(l => !l.StartsWith("http", StringComparison.Ordinal)))
        {
            var (target, anchor) = link.Split('#') is [var before, var after] ? (before, after) : (link, "");
            using var answer = await service.SendAsync("GET", target.Length == 0 ? path : target);
            var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Found) || (anchor.Length > 0 && !html.Contains($" id=\"{anchor}\"", StringComparison.Ordinal)))
            {
                faults.Add(link);
            }
        }

        Assert.Empty(faults);
    }

    [Fact]
    public async Task The_menu_has_every_page_that_is_in_no_folder_and_marks_the_one_shown()
    {
        var html = await HtmlAsync("/docs/errors");
        var menu = html[html.IndexOf("<nav", StringComparison.Ordinal)..];
        var pages = DocumentationPages.Names.Where(n => !n.Contains('/') && n != DocumentationPages.Index).Select(DocumentationLinks.PathOf).Order(StringComparer.Ordinal);
        Assert.Equal(pages, Link().Matches(menu).Select(m => m.Groups["href"].Value).Order(StringComparer.Ordinal));
        Assert.Equal("/docs/errors", Regex.Match(menu, "href=\"([^\"]+)\" aria-current=\"page\"").Groups[1].Value);
        Assert.Contains("/docs/api-reference", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_headings_code_and_links_are_what_they_are_in_the_file()
    {
        var html = await HtmlAsync("/docs/errors");
        Assert.Contains("<h3 id=\"domain_refused\">domain_refused</h3>", html, StringComparison.Ordinal);
        Assert.Contains("<td><code>request_id</code></td>", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/docs/webhooks#where-webhooks-may-lead\"", html, StringComparison.Ordinal);
        Assert.Matches("<pre tabindex=\"0\"><code class=\"language-sh\">curl ", html);
    }

    [Fact]
    public async Task A_page_that_a_browser_has_is_not_sent_again()
    {
        using var first = await service.SendAsync("GET", "/docs/concepts");
        using var second = await service.SendAsync("GET", "/docs/concepts", null, ("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.Equal((HttpStatusCode.NotModified, 0L), (second.StatusCode, second.Content.Headers.ContentLength ?? 0));
        Assert.Equal(new CacheControlHeaderValue { NoCache = true }, first.Headers.CacheControl);
    }

    [Fact]
    public async Task HEAD_answers_the_headers_alone()
    {
        using var answer = await service.SendAsync("HEAD", "/docs");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Content.Headers.ContentLength > 1000);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/docs/nothing")]
    [InlineData("/docs/decisions/nothing")]
    [InlineData("/docs/..%2f..%2fetc%2fpasswd")]
    public async Task What_is_no_page_is_not_found(string path)
    {
        using var answer = await service.SendAsync("GET", path);
        Assert.Equal((HttpStatusCode.NotFound, "application/json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }

    private async Task<string> HtmlAsync(string path)
    {
        using var page = await service.SendAsync("GET", path);
        return await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("<a [^>]*?href=\"(?<href>[^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex("<link [^>]*href=\"(?<path>[^\"]*)\"")]
    private static partial Regex Loaded();

    [GeneratedRegex("<code.*?</code>", RegexOptions.Singleline)]
    private static partial Regex Code();
}
