using System.IO.Compression;
using System.Xml.Linq;

namespace Postscale.Testing;

/// <summary>The NuGet package of a project and its symbols, packed from what was built with the tests.</summary>
public sealed class PackedProject : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private PackedProject()
    {
    }

    /// <summary>Packs a project.</summary>
    /// <param name="project">Its folder below the repository's root.</param>
    public static async Task<PackedProject> PackAsync(string project)
    {
        // .../bin/<configuration>/net10.0/
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var packed = new PackedProject();
        var (exitCode, output) = await ChildProcess.RunAsync(
            "dotnet",
            ["pack", Repository.PathOf(project), "-c", configuration, "-o", packed._folder.Path, "--no-build", "--no-restore", "-nodeReuse:false", "-v", "quiet", "--nologo"],
            TimeSpan.FromMinutes(3));
        if (exitCode != 0)
        {
            packed.Dispose();
            throw new InvalidOperationException(output);
        }

        return packed;
    }

    /// <summary>The files that the package, or that of the symbols, is about, in ordinal order; none that every package has.</summary>
    /// <param name="extension"><c>nupkg</c> or <c>snupkg</c>.</param>
    public IReadOnlyList<string> Files(string extension = "nupkg")
    {
        using var package = Open(extension);
        return
        [
            .. package.Entries.Select(e => e.FullName)
                .Where(n => n is not "[Content_Types].xml" && !n.StartsWith("_rels/", StringComparison.Ordinal) && !n.StartsWith("package/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>What stands in a file of the package.</summary>
    /// <param name="name">The file.</param>
    public string Text(string name)
    {
        using var package = Open("nupkg");
        using var reader = new StreamReader((package.GetEntry(name) ?? throw new InvalidOperationException($"the package has no {name}")).Open());
        return reader.ReadToEnd();
    }

    /// <summary>The elements of its description that have a name.</summary>
    /// <param name="name">The name, such as <c>license</c>.</param>
    public IReadOnlyList<XElement> Described(string name) =>
        [.. XDocument.Parse(Text(Files().Single(f => f.EndsWith(".nuspec", StringComparison.Ordinal)))).Descendants().Where(e => e.Name.LocalName == name)];

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private ZipArchive Open(string extension) => ZipFile.OpenRead(Directory.GetFiles(_folder.Path, $"*.{extension}").Single());
}
