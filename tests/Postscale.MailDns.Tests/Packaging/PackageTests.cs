using Postscale.Testing;

namespace Postscale.MailDns.Tests.Packaging;

/// <summary>The package, made from what these tests were built with.</summary>
public sealed class PackageTests
{
    [Fact]
    public async Task The_package_holds_the_library_its_documentation_and_its_licences_and_nothing_else_and_tells_what_it_is()
    {
        using var package = await PackedProject.PackAsync("src/Postscale.MailDns");
        Assert.Equal(
            ["LICENSE", "NOTICE.md", "Postscale.MailDns.nuspec", "README.md", "lib/net10.0/Postscale.MailDns.dll", "lib/net10.0/Postscale.MailDns.xml"],
            package.Files());
        Assert.Equal(["Postscale.MailDns.nuspec", "lib/net10.0/Postscale.MailDns.pdb"], package.Files("snupkg"));

        Assert.Equal(Repository.Read("src/Postscale.MailDns/README.md"), package.Text("README.md"));
        Assert.Contains("Public Suffix List", package.Text("NOTICE.md"), StringComparison.Ordinal);
        Assert.Contains("https://mozilla.org/MPL/2.0/", package.Text("NOTICE.md"), StringComparison.Ordinal);
        Assert.Contains("Apache License", package.Text("LICENSE"), StringComparison.Ordinal);

        string Value(string name) => Assert.Single(package.Described(name)).Value;
        Assert.Equal(("Postscale.MailDns", "Apache-2.0 AND MPL-2.0", "README.md"), (Value("id"), Value("license"), Value("readme")));
        Assert.Contains("spf", Value("tags").Split(' '));
        Assert.NotEmpty(Value("description"));
        Assert.Empty(package.Described("dependency"));
    }
}
