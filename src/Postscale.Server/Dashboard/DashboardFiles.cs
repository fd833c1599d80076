using System.Collections.Frozen;

namespace Postscale.Server.Dashboard;

/// <summary>The files of the dashboard, which are in the executable. One is read when it is first asked for, and then kept.</summary>
internal sealed class DashboardFiles
{
    /// <summary>The page.</summary>
    public const string Page = "index.html";

    private const string Prefix = "dashboard/";

    private readonly FrozenDictionary<string, Lazy<DashboardFile>> _files = typeof(DashboardFiles).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(n => n[Prefix.Length..], n => new Lazy<DashboardFile>(() => Read(n)), StringComparer.Ordinal);

    /// <summary>Their names.</summary>
    public IEnumerable<string> Names => _files.Keys;

    /// <summary>Finds one by its name; null: there is none.</summary>
    /// <param name="name">The name, as it stands in URLs.</param>
    public DashboardFile? Find(string name) => _files.GetValueOrDefault(name)?.Value;

    private static DashboardFile Read(string resource)
    {
        using var stream = typeof(DashboardFiles).Assembly.GetManifestResourceStream(resource)!;
        var octets = new byte[stream.Length];
        stream.ReadExactly(octets);
        return DashboardFile.Of(resource, octets);
    }
}
