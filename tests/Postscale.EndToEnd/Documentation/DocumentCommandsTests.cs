using Postscale.Testing;

namespace Postscale.EndToEnd.Documentation;

/// <summary>The commands of the documentation work: those of README and of the pages are typed one after the other, against real DNS.</summary>
public sealed class DocumentCommandsTests
{
    /// <summary>What one reader reads in one sitting: later pages go on from what the former left.</summary>
    public static TheoryData<string> Sittings => ["README.md", "docs/quickstart.md docs/api.md docs/errors.md docs/webhooks.md", "docs/quickstart.md docs/operating.md docs/monitoring.md docs/backup.md docs/check.md"];

    public static TheoryData<string> Documents => [.. Files()];

    [Theory]
    [MemberData(nameof(Sittings))]
    public async Task The_commands_of_the_documentation_do_what_it_says(string sitting)
    {
        await using var session = new DocumentSession();
        foreach (var document in sitting.Split(' '))
        {
            var blocks = Read(document);
            for (var i = 0; i < blocks.Count; i++)
            {
                if (blocks[i].IsRun)
                {
                    await session.RunAsync(blocks[i], i + 1 < blocks.Count && blocks[i + 1].IsOutput ? blocks[i + 1] : null);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_shell_block_is_run_or_says_why_it_is_not(string document)
    {
        var blocks = Read(document);
        Assert.All(blocks, b => Assert.True(b.Language.Length > 0, $"{b.Place}: a block needs a language; text, if it is none"));
        Assert.All(blocks.Where(b => b.IsShell), b => Assert.True(
            b.Words.ContainsKey("run") != (b.Words.TryGetValue("shown", out var why) && why.Length > 10), $"{b.Place}: say 'run', or shown=\"…\" with the reason"));
        Assert.All(blocks.Zip(blocks.Skip(1)).Where(p => p.Second.IsOutput), p => Assert.True(p.First.IsRun, $"{p.Second.Place}: there is an output, but of no block that is run"));
    }

    [Fact]
    public void Every_document_with_blocks_that_are_run_is_read_in_a_sitting() =>
        Assert.Empty(Files().Where(f => Read(f).Any(b => b.IsRun)).Except(Sittings.SelectMany(s => s.Data.Split(' '))));

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Repository.Root, f)).Order(StringComparer.Ordinal).Prepend("README.md");

    private static IReadOnlyList<DocumentBlock> Read(string document) => DocumentBlock.Of(document, File.ReadAllLines(Repository.PathOf(document)));
}
