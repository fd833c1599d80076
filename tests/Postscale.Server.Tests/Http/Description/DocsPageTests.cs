using System.Net;
using System.Text.RegularExpressions;

namespace Postscale.Server.Tests.Http.Description;

/// <summary>The reference page works from the executable alone.</summary>
public sealed partial class DocsPageTests(DescribedService service) : IClassFixture<DescribedService>
{
    [Fact]
    public async Task The_page_is_found_with_and_without_a_slash()
    {
        using var bare = await service.SendAsync("GET", "/docs/api-reference");
        Assert.Equal((HttpStatusCode.Found, "api-reference/"), (bare.StatusCode, bare.Headers.Location!.OriginalString));
        using var page = await service.SendAsync("GET", "/docs/api-reference/");
        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.StatusCode, page.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task The_page_names_no_other_host_and_shows_our_document()
    {
        var html = await PageAsync();
        Assert.DoesNotMatch(OtherHost(), html);
        Assert.Contains("<title>Postscale Domains API</title>", html, StringComparison.Ordinal);
        Assert.Contains("\"url\":\"openapi/v1.json\"", html, StringComparison.Ordinal);
        Assert.All(
            new[] { "\"withDefaultFonts\":false", "\"telemetry\":false", "\"agent\":{\"disabled\":true}", "\"mcp\":{\"disabled\":true}", "\"hideClientButton\":true" },
            off => Assert.Contains(off, html, StringComparison.Ordinal));
        Assert.DoesNotContain("proxy", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Everything_the_page_loads_comes_from_this_host()
    {
        var sources = Source().Matches(await PageAsync()).Select(m => m.Groups["path"].Value).Append("favicon.svg").ToList();
        Assert.Contains("scalar.js", sources);
        foreach (var source in sources)
        {
            using var answer = await service.SendAsync("GET", $"/docs/api-reference/{source}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task The_browser_is_told_to_ask_no_other_host()
    {
        using var page = await service.SendAsync("GET", "/docs/api-reference/");
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        var directives = policy.Split("; ").Select(d => d.Split(' ')).ToDictionary(d => d[0], d => d[1..]);
        Assert.Equal(["'none'"], directives["default-src"]);
        Assert.Equal(["'self'"], directives["connect-src"]);
        Assert.All(directives.Values.SelectMany(v => v), v => Assert.Matches("^('none'|'self'|'unsafe-inline'|'nonce-[0-9a-f]{32}'|data:)$", v));
        Assert.DoesNotContain("'unsafe-inline'", directives["script-src"]);
        Assert.DoesNotContain("data:", directives["script-src"]);
        Assert.Equal(["'none'"], directives["frame-ancestors"]);
    }

    [Fact]
    public async Task Scripts_run_by_a_nonce_that_is_new_each_time()
    {
        var nonces = new HashSet<string>();
        for (var i = 0; i < 3; i++)
        {
            using var page = await service.SendAsync("GET", "/docs/api-reference/");
            var nonce = Nonce().Match(page.Headers.GetValues("Content-Security-Policy").Single()).Groups["nonce"].Value;
            var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Equal(Script().Count(html), Regex.Count(html, $"<script [^>]*nonce=\"{Regex.Escape(nonce)}\""));
            nonces.Add(nonce);
        }

        Assert.Equal(3, nonces.Count);
    }

    private async Task<string> PageAsync()
    {
        using var page = await service.SendAsync("GET", "/docs/api-reference/");
        return await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("(https?:|[\"'(])//")]
    private static partial Regex OtherHost();

    [GeneratedRegex("(src|href)=\"(?<path>[^\"]+)\"")]
    private static partial Regex Source();

    [GeneratedRegex("'nonce-(?<nonce>[^']+)'")]
    private static partial Regex Nonce();

    [GeneratedRegex("<script\\b")]
    private static partial Regex Script();
}
