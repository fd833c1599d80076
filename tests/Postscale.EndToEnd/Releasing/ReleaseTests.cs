using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Postscale.Testing;

namespace Postscale.EndToEnd.Releasing;

/// <summary>The files that <c>./publish.sh</c> makes. <c>./test.sh --long</c> has it make them first, which takes minutes; without it nobody asks for these tests.</summary>
public sealed partial class ReleaseTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static string Folder => Repository.PathOf("artifacts", "release");

    [Fact(Explicit = true)]
    public async Task The_checksums_are_those_of_all_files()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Folder, "SHA256SUMS"), TestContext.Current.CancellationToken);
        var files = Directory.GetFiles(Folder).Where(f => Path.GetFileName(f) != "SHA256SUMS").Order(StringComparer.Ordinal);
        Assert.Equal(files.Select(f => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f)))}  {Path.GetFileName(f)}"), lines);
    }

    [Fact(Explicit = true)]
    public async Task The_archive_has_a_program_that_runs_and_what_the_quickstart_needs()
    {
        using var folder = new TemporaryFolder();
        await SucceedAsync("/bin/tar", "-xzf", One("postscale-*-linux-x64.tar.gz"), "-C", folder.Path);
        var root = Directory.GetDirectories(folder.Path).Single();
        Assert.All(
            new[] { "libe_sqlite3.so", "LICENSE", "NOTICE.md", "docs/quickstart.md", "examples/local-dns/start.sh", "deploy/postscale.service", "deploy/grafana/postscale.json" },
            f => Assert.True(File.Exists(Path.Combine(root, f)), f));
        await SucceedAsync(Path.Combine(root, "postscale"), "keys", "create", "--account", "a", "--database", $"sqlite:{folder.File("a.db")}");
    }

    [Fact(Explicit = true)]
    public async Task The_Debian_package_has_the_program_its_unit_and_a_settings_file_that_upgrades_keep()
    {
        using var folder = new TemporaryFolder();
        await SucceedAsync("/usr/bin/dpkg-deb", "-R", One("postscale_*_amd64.deb"), folder.Path);
        string Text(string file) => File.ReadAllText(folder.File(file));
        Assert.Equal("/etc/default/postscale", Text("DEBIAN/conffiles").Trim());
        Assert.Matches(@"(?m)^Depends: libc6 \(>= 2\.\d+\), .*\blibicu72\b.*\blibssl3\b.*ca-certificates", Text("DEBIAN/control"));
        var unit = Text("usr/lib/systemd/system/postscale.service");
        Assert.All(new[] { "ExecStart=/usr/bin/postscale serve", "User=postscale", "EnvironmentFile=-/etc/default/postscale", "NoNewPrivileges=yes" }, l => Assert.Contains(l, unit.Split('\n')));
        Assert.DoesNotContain("DynamicUser", unit, StringComparison.Ordinal);
        await SucceedAsync(folder.File("usr/bin/postscale"), "keys", "create", "--account", "a", "--database", $"sqlite:{folder.File("a.db")}");
    }

    [Fact(Explicit = true)]
    public async Task The_image_is_an_OCI_layout_and_a_docker_archive_and_serves_without_rights_from_its_root_alone()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "changing the root of a process needs root");
        using var folder = new TemporaryFolder();
        await SucceedAsync("/bin/tar", "-xf", One("postscale-*-image.tar"), "-C", folder.Path);
        JsonNode Json(string file) => JsonNode.Parse(File.ReadAllText(folder.File(file)))!;
        static string Blob(JsonNode? digest) => $"blobs/sha256/{((string)digest!)["sha256:".Length..]}";

        var manifest = Json(Blob(Json("index.json")["manifests"]![0]!["digest"]));
        var layers = manifest["layers"]!.AsArray().Select(l => Blob(l!["digest"])).ToList();
        var archive = Json("manifest.json")[0]!;
        Assert.Equal(layers, archive["Layers"]!.AsArray().Select(l => (string)l!));
        Assert.Equal(Blob(manifest["config"]!["digest"]), (string)archive["Config"]!);
        var config = Json((string)archive["Config"]!);
        Assert.Equal(layers, config["rootfs"]!["diff_ids"]!.AsArray().Select(Blob));
        Assert.Equal(("10001:10001", "/usr/bin/postscale serve"), ((string)config["config"]!["User"]!, $"{config["config"]!["Entrypoint"]![0]} {config["config"]!["Cmd"]![0]}"));

        var root = Directory.CreateDirectory(folder.File("root")).FullName;
        foreach (var layer in layers)
        {
            await SucceedAsync("/bin/tar", "-xpf", folder.File(layer), "-C", root);
        }

        // As a container engine does it, with a root, /proc and /dev; the network stays, so that it can be asked. The program takes the place of
        // what starts it, so that a signal to that reaches it.
        await using var service = ChildProcess.Start(
            "/usr/bin/unshare",
            ["--mount", "/bin/sh", "-c", "mount --rbind /dev \"$0/dev\" && mount --rbind /proc \"$0/proc\" && exec /usr/sbin/chroot --userspec=10001:10001 \"$0\" /usr/bin/postscale serve \"$@\"", root, "--listen", "http://127.0.0.1:0", "--database", "sqlite:/data/postscale.db", "--dns", "127.0.0.1:9"]);
        await service.WaitForOutputAsync("Listening on ", Patience);
        using var http = new HttpClient { BaseAddress = new Uri(Listening().Match(service.StandardOutput).Groups["url"].Value) };
        Assert.Equal("ready\n", await http.GetStringAsync("/readyz", TestContext.Current.CancellationToken));
        // ICU is there: without it this name would be refused.
        http.DefaultRequestHeaders.Authorization = new("Bearer", Key().Match(service.StandardOutput).Value);
        using var body = new StringContent("""{"domain":"bücher.example"}""", System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync("/v1/domains", body, TestContext.Current.CancellationToken);
        Assert.Contains("xn--bcher-kva.example", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public async Task The_bill_of_materials_has_what_the_program_is_made_of()
    {
        var bill = JsonNode.Parse(await File.ReadAllTextAsync(One("postscale-*.cdx.json"), TestContext.Current.CancellationToken))!;
        Assert.Equal(("CycloneDX", "1.6"), ((string)bill["bomFormat"]!, (string)bill["specVersion"]!));
        var names = bill["components"]!.AsArray().Select(c => (string)c!["name"]!).ToList();
        var central = XDocument.Load(Repository.PathOf("Directory.Packages.props"));
        var shipped = central.Descendants("ItemGroup").Single(g => (string?)g.Attribute("Label") == "Shipped").Elements().Select(e => (string)e.Attribute("Include")!);
        // A package that only leads to its core has nothing of its own in the program.
        Assert.DoesNotContain(shipped.Except(names, StringComparer.OrdinalIgnoreCase), n => !names.Contains(n + ".Core"));
        Assert.All(new[] { "SQLitePCLRaw.lib.e_sqlite3", "Public Suffix List", "libc6" }, n => Assert.Contains(n, names, StringComparer.OrdinalIgnoreCase));
        Assert.Contains(names, n => n.Contains("NativeAOT", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(names, n => n.Contains("Analyzers", StringComparison.OrdinalIgnoreCase));
        Assert.All(bill["components"]!.AsArray(), c => Assert.NotEmpty((string)c!["hashes"]![0]!["content"]!));
    }

    [Fact(Explicit = true)]
    public async Task Each_NuGet_package_has_its_symbols_with_the_sources_and_no_path_of_this_machine()
    {
        var packages = Directory.GetFiles(Folder, "*.nupkg");
        Assert.Contains(packages, p => Path.GetFileName(p).StartsWith("Postscale.MailDns.", StringComparison.Ordinal));
        foreach (var package in packages)
        {
            var contents = (await SucceedAsync("/usr/bin/unzip", "-Z1", package)).Split('\n');
            Assert.All(new[] { "README.md", "[Content_Types].xml", "_rels/.rels" }, f => Assert.Contains(f, contents));
            using var folder = new TemporaryFolder();
            await SucceedAsync("/usr/bin/unzip", "-q", Path.ChangeExtension(package, "snupkg"), "-d", folder.Path);
            var symbols = Directory.GetFiles(folder.Path, "*.pdb", SearchOption.AllDirectories).Single();
            var text = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(symbols, TestContext.Current.CancellationToken));
            Assert.DoesNotContain(Repository.Root, text, StringComparison.Ordinal);
        }
    }

    private static string One(string pattern) => Directory.GetFiles(Folder, pattern).Single();

    private static async Task<string> SucceedAsync(string program, params string[] arguments)
    {
        var (code, output) = await ChildProcess.RunAsync(program, arguments, Patience);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)} ended with {code}: {output}");
        return output;
    }

    [GeneratedRegex("Listening on (?<url>http://\\S+)")]
    private static partial Regex Listening();

    [GeneratedRegex("ps_live_[0-9A-Za-z]+")]
    private static partial Regex Key();
}
