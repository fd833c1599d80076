using Postscale.Testing;

namespace Postscale.Client.Tests.Packaging;

/// <summary>The package, made from what these tests were built with.</summary>
public sealed class PackageTests
{
    [Fact]
    public async Task The_package_holds_the_library_its_documentation_and_its_licence_and_nothing_else_and_tells_what_it_is()
    {
        using var package = await PackedProject.PackAsync("src/Postscale.Client");
        Assert.Equal(["LICENSE", "Postscale.Client.nuspec", "README.md", "lib/net10.0/Postscale.Client.dll", "lib/net10.0/Postscale.Client.xml"], package.Files());
        Assert.Equal(["Postscale.Client.nuspec", "lib/net10.0/Postscale.Client.pdb"], package.Files("snupkg"));
        Assert.Equal(Repository.Read("src/Postscale.Client/README.md"), package.Text("README.md"));

        string Value(string name) => Assert.Single(package.Described(name)).Value;
        Assert.Equal(("Postscale.Client", "Apache-2.0", "README.md"), (Value("id"), Value("license"), Value("readme")));
        Assert.NotEmpty(Value("description"));
        Assert.Equal(["Microsoft.Extensions.Http.Resilience"], package.Described("dependency").Select(e => e.Attribute("id")!.Value));
    }
}
