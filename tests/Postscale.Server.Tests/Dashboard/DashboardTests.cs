using System.Text.RegularExpressions;
using Postscale.Server.Dashboard;
using Postscale.Server.Tests.Support;

namespace Postscale.Server.Tests.Dashboard;

public sealed partial class DashboardTests(TestService service) : IClassFixture<TestService>
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static TheoryData<string> Paths => ["/", .. new DashboardFiles().Names.Where(n => n != "index.html").Select(n => $"/dashboard/{n}")];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Every_file_comes_with_a_strict_policy_and_a_validator(string path)
    {
        var answer = await service.Nobody.GetAsync(path);
        Assert.Equal(200, answer.Status);
        Assert.Equal(
            (Policy, "nosniff", "no-referrer", "no-cache", "same-origin"),
            (answer.Header("Content-Security-Policy"), answer.Header("X-Content-Type-Options"), answer.Header("Referrer-Policy"), answer.Header("Cache-Control"), answer.Header("Cross-Origin-Opener-Policy")));
        var type = Path.GetExtension(path) switch { ".js" => "text/javascript; charset=utf-8", ".css" => "text/css; charset=utf-8", ".svg" => "image/svg+xml", _ => "text/html; charset=utf-8" };
        Assert.Equal(type, answer.Header("Content-Type"));
        Assert.Matches("^\"[A-Za-z0-9_-]{43}\"$", answer.Header("ETag"));

        var head = await service.Nobody.SendAsync(HttpMethod.Head, path, null);
        Assert.Equal((200, answer.Header("ETag"), $"{answer.Octets.Length}", 0), (head.Status, head.Header("ETag"), head.Header("Content-Length"), head.Octets.Length));
    }

    [Theory]
    [InlineData("{0}", 304)]
    [InlineData("W/{0}", 304)]
    [InlineData("\"other\", {0}", 304)]
    [InlineData("*", 304)]
    [InlineData("\"other\"", 200)]
    public async Task What_the_browser_has_is_not_sent_again(string given, int status)
    {
        var first = await service.Nobody.GetAsync("/dashboard/app.js");
        var again = await service.Nobody.GetAsync("/dashboard/app.js", ("If-None-Match", given.Replace("{0}", first.Header("ETag"), StringComparison.Ordinal)));
        Assert.Equal((status, first.Header("ETag"), Policy), (again.Status, again.Header("ETag"), again.Header("Content-Security-Policy")));
        Assert.Equal(status == 304 ? 0 : first.Octets.Length, again.Octets.Length);
    }

    [Fact]
    public async Task It_can_be_switched_off_and_the_API_is_as_it_was()
    {
        await using var without = await TestService.StartAsync(TestService.Unlimited with { Dashboard = false });
        (await without.Nobody.GetAsync("/")).IsError(404, "not_found");
        (await without.Nobody.GetAsync("/dashboard/app.js")).IsError(404, "not_found");
        Assert.Equal(200, (await (await without.ClientAsync()).GetAsync("/v1/domains")).Status);
    }

    [Fact]
    public async Task Every_module_that_another_needs_is_there()
    {
        var files = new DashboardFiles();
        Assert.NotEmpty(files.Names);
        foreach (var name in files.Names.Where(n => n.EndsWith(".js", StringComparison.Ordinal)))
        {
            var text = System.Text.Encoding.UTF8.GetString(files.Find(name)!.Octets);
            Assert.All(Import().Matches(text), m => Assert.NotNull(files.Find(new Uri(new Uri($"http://x/{name}"), m.Groups["path"].Value).AbsolutePath[1..])));
        }

        var page = (await service.Nobody.GetAsync("/")).Text;
        var wanted = Reference().Matches(page).Select(m => m.Groups["path"].Value).ToList();
        Assert.Contains("/dashboard/app.js", wanted);
        foreach (var path in wanted.Where(p => p.StartsWith("/dashboard/", StringComparison.Ordinal)))
        {
            Assert.Equal(200, (await service.Nobody.GetAsync(path)).Status);
        }
    }

    /// <summary>The policy would stop it in a browser that obeys; it is not there to be stopped.</summary>
    [Fact]
    public void Text_is_never_made_into_markup_or_code()
    {
        var files = new DashboardFiles();
        Assert.All(files.Names, n => Assert.DoesNotMatch(
            @"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setTimeout\(['""]|javascript:|style=|srcdoc|https?://(?!www\.w3\.org/2000/svg)\w",
            System.Text.Encoding.UTF8.GetString(files.Find(n)!.Octets).Replace("https://hooks.example.com", "", StringComparison.Ordinal)));
        Assert.DoesNotMatch(@"<script>|<script [^>]*>[^<]|<style|\son\w+=", System.Text.Encoding.UTF8.GetString(files.Find("index.html")!.Octets));
    }

    [Fact]
    public void Its_files_are_small_and_few()
    {
        var files = new DashboardFiles();
        Assert.All(files.Names, n => Assert.InRange(files.Find(n)!.Octets.Length, 1, 32 * 1024));
        Assert.InRange(files.Names.Sum(n => files.Find(n)!.Octets.Length), 1, 200 * 1024);
    }

    [GeneratedRegex(@"^import [^;]*? from '(?<path>[^']+)';", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Import();

    [GeneratedRegex(@"(?:src|href)=""(?<path>[^""]+)""")]
    private static partial Regex Reference();
}
