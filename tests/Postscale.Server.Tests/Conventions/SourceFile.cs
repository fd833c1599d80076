namespace Postscale.Server.Tests.Conventions;

/// <summary>A source file.</summary>
/// <param name="Path">Its path below the repository's root.</param>
/// <param name="Text">What stands in it.</param>
internal sealed record SourceFile(string Path, string Text)
{
    /// <summary>The lines, without a last empty one.</summary>
    public IReadOnlyList<string> Lines => Text.TrimEnd('\n').Split('\n');
}
