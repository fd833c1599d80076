using System.Globalization;

namespace Postscale.Testing;

/// <summary>Which processes belong to which, as the kernel says.</summary>
internal static class ProcessTree
{
    /// <summary>The living children of a process's children, of those that run the same program as it.</summary>
    public static HashSet<int> GrandchildrenOf(int process)
    {
        var parents = Parents(NameOf($"/proc/{process}"));
        return [.. parents.Where(p => parents.TryGetValue(p.Value, out var grandparent) && grandparent == process).Select(p => p.Key)];
    }

    /// <summary>The living children of a process that run the same program as it.</summary>
    public static IReadOnlyList<int> ChildrenOf(int process) => [.. Parents(NameOf($"/proc/{process}")).Where(p => p.Value == process).Select(p => p.Key)];

    private static Dictionary<int, int> Parents(string? program)
    {
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && ParentOf(folder) is { } parent && NameOf(folder) == program)
            {
                parents[id] = parent;
            }
        }

        return parents;
    }

    private static string? NameOf(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "comm")).Split(':', '\n')[0];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static int? ParentOf(string folder)
    {
        try
        {
            // "pid (name) state parent …"; the name may hold anything.
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : int.Parse(fields[1], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile.
            return null;
        }
    }
}
