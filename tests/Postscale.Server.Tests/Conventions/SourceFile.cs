using Postscale.Testing;

namespace Postscale.Server.Tests.Conventions;

/// <summary>A source file.</summary>
/// <param name="Path">Its path below the repository's root.</param>
/// <param name="Text">What stands in it.</param>
internal sealed record SourceFile(string Path, string Text)
{
    /// <summary>The lines, without a last empty one.</summary>
    public IReadOnlyList<string> Lines => Text.TrimEnd('\n').Split('\n');

    /// <summary>The source files of a folder, by their path below the root with forward slashes; nothing that a build has made.</summary>
    public static IReadOnlyList<SourceFile> In(string folder, string pattern = "*.cs") => Directory
        .EnumerateFiles(Repository.PathOf(folder), pattern, SearchOption.AllDirectories)
        .Select(f => System.IO.Path.GetRelativePath(Repository.Root, f).Replace('\\', '/'))
        .Where(f => !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(f => new SourceFile(f, Repository.Read(f)))
        .ToList();
}
