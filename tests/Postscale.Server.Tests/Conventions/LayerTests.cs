using System.Text.RegularExpressions;
using System.Xml.Linq;
using Postscale.MailDns.Resolution;
using Postscale.Testing;

namespace Postscale.Server.Tests.Conventions;

/// <summary>Which part may know of which.</summary>
public sealed partial class LayerTests
{
    /// <summary>Files that know of HTTP without being one of the places for it, and why.</summary>
    private static readonly Dictionary<string, string> s_httpExceptions = new()
    {
        ["src/Postscale.Server/Domains/DomainRequests.cs"] = "reads bodies and query strings for the endpoints beside it",
        ["src/Postscale.Server/Webhooks/WebhookRequests.cs"] = "reads bodies and query strings for the endpoints beside it",
        ["src/Postscale.Cli/ServeCommand.cs"] = "starts the application and waits for it to stop",
    };

    [Fact]
    public void HTTP_is_known_to_endpoints_wire_types_the_folder_Http_and_the_composition_only()
    {
        var know = SourceFile.In("src").Where(f => Http().IsMatch(f.Text)).Select(f => f.Path).ToList();
        Assert.All(know, f => Assert.True(IsPlaceForHttp(f) || s_httpExceptions.ContainsKey(f), f));
        Assert.Empty(s_httpExceptions.Keys.Except(know));
    }

    [Fact]
    public void SQL_and_database_drivers_are_known_to_the_folder_Storage_only()
    {
        var know = SourceFile.In("src").Where(f => Sql().IsMatch(Comment().Replace(f.Text, ""))).Select(f => f.Path).ToList();
        Assert.NotEmpty(know);
        Assert.All(know, f => Assert.StartsWith("src/Postscale.Server/Storage/", f, StringComparison.Ordinal));
    }

    [Fact]
    public void The_library_for_mail_and_DNS_needs_nothing_but_the_base_libraries() =>
        Assert.All(typeof(DnsName).Assembly.GetReferencedAssemblies(), a => Assert.StartsWith("System.", a.Name, StringComparison.Ordinal));

    [Fact]
    public void The_library_for_mail_and_DNS_does_not_know_the_platform_s_names() =>
        Assert.All(SourceFile.In("src/Postscale.MailDns"), f => Assert.DoesNotContain("postscale", OwnName().Replace(f.Text, ""), StringComparison.OrdinalIgnoreCase));

    [Theory]
    [InlineData("Postscale.MailDns", "")]
    [InlineData("Postscale.Server", "Postscale.MailDns")]
    [InlineData("Postscale.Client", "")]
    [InlineData("Postscale.Cli", "Postscale.Client Postscale.Server")]
    public void Projects_refer_one_way(string project, string to)
    {
        var document = XDocument.Load(Repository.PathOf("src", project, $"{project}.csproj"));
        Assert.Equal(to, string.Join(' ', document.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value))));
    }

    [Fact]
    public void Every_project_is_held_to_its_arrows()
    {
        string[] known = ["src/Postscale.Cli", "src/Postscale.Client", "src/Postscale.MailDns", "src/Postscale.Server"];
        Assert.Equal(known, Directory.GetDirectories(Repository.PathOf("src")).Select(d => $"src/{Path.GetFileName(d)}").Order(StringComparer.Ordinal));
    }

    private static bool IsPlaceForHttp(string path) =>
        path.StartsWith("src/Postscale.Server/Http/", StringComparison.Ordinal)
        || path.StartsWith("src/Postscale.Server/Dashboard/", StringComparison.Ordinal)
        || path == "src/Postscale.Server/ServerHost.cs"
        || path.EndsWith("Endpoints.cs", StringComparison.Ordinal)
        || path.EndsWith("Json.cs", StringComparison.Ordinal);

    // The project imports two of the namespaces everywhere, so the names of types tell as well.
    [GeneratedRegex(@"Microsoft\.AspNetCore|\b(HttpContext|HttpRequest|HttpResponse|IResult|Results|StatusCodes|RequestDelegate|IEndpointRouteBuilder|IApplicationBuilder|WebApplication|IQueryCollection|IHeaderDictionary)\b")]
    private static partial Regex Http();

    [GeneratedRegex(@"System\.Data\b|Microsoft\.Data\b|SQLitePCL|Npgsql|\b(SELECT .* FROM|SELECT 1|INSERT INTO|DELETE FROM|UPDATE \w+ SET|CREATE TABLE|PRAGMA|BEGIN IMMEDIATE)\b")]
    private static partial Regex Sql();

    [GeneratedRegex(@"Postscale\.(MailDns|Testing)")]
    private static partial Regex OwnName();

    [GeneratedRegex(@"//.*")]
    private static partial Regex Comment();
}
