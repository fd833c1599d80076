using System.IO.Compression;
using System.Xml.Linq;
using Postscale.Client.Tests.Support;
using Postscale.Testing;

namespace Postscale.Client.Tests.Packaging;

/// <summary>The package, made from what these tests were built with.</summary>
public sealed class PackageTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public async ValueTask InitializeAsync()
    {
        // .../bin/<configuration>/net10.0/
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string[] arguments =
        [
            "pack", Repository.PathOf("src/Postscale.Client"), "-c", configuration, "-o", _folder.Path, "--no-build", "--no-restore", "-nodeReuse:false", "-v", "quiet", "--nologo",
        ];
        var (exitCode, output) = await ChildProcess.RunAsync("dotnet", arguments, TimeSpan.FromMinutes(3));
        Assert.True(exitCode == 0, output);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void The_package_holds_the_library_its_documentation_and_its_licence_and_nothing_else_and_tells_what_it_is()
    {
        using var package = Open("nupkg");
        Assert.Equal(["LICENSE", "Postscale.Client.nuspec", "README.md", "lib/net10.0/Postscale.Client.dll", "lib/net10.0/Postscale.Client.xml"], Files(package));
        using var symbols = Open("snupkg");
        Assert.Equal(["Postscale.Client.nuspec", "lib/net10.0/Postscale.Client.pdb"], Files(symbols));
        Assert.Equal(Repository.Read("src/Postscale.Client/README.md"), Text(package, "README.md"));

        var nuspec = XDocument.Parse(Text(package, "Postscale.Client.nuspec"));
        string Value(string name) => nuspec.Descendants().Single(e => e.Name.LocalName == name).Value;
        Assert.Equal(("Postscale.Client", "Apache-2.0", "README.md"), (Value("id"), Value("license"), Value("readme")));
        Assert.NotEmpty(Value("description"));
        Assert.Equal(["Microsoft.Extensions.Http.Resilience"], nuspec.Descendants().Where(e => e.Name.LocalName == "dependency").Select(e => e.Attribute("id")!.Value));
    }

    private static List<string> Files(ZipArchive package) =>
        [.. package.Entries.Select(e => e.FullName).Where(n => n is not "[Content_Types].xml" && !n.StartsWith("_rels/", StringComparison.Ordinal) && !n.StartsWith("package/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static string Text(ZipArchive package, string name)
    {
        using var reader = new StreamReader(package.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    private ZipArchive Open(string extension) => ZipFile.OpenRead(Assert.Single(Directory.GetFiles(_folder.Path, $"*.{extension}")));
}
