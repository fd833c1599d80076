using System.Text.RegularExpressions;

namespace Postscale.EndToEnd.Documentation;

/// <summary>
/// A fenced block of a document. Of a shell block the words behind its language say what a test does with it:
/// <c>sh run</c>, with <c>background until="text"</c> for what goes on running (<c>key=NAME</c> takes the key that it prints),
/// <c>retry</c> for what shows its output after a while, <c>exit=N</c> for another end than 0; or <c>sh shown="why it is not run"</c>.
/// A block <c>json output</c> or <c>text output</c> right behind is what it answers.
/// </summary>
/// <param name="Document">The file, below the repository's root.</param>
/// <param name="Line">Where it begins.</param>
/// <param name="Language">The first word.</param>
/// <param name="Words">The words behind it, by name; those without a value are empty.</param>
/// <param name="Text">What stands in it.</param>
internal sealed partial record DocumentBlock(string Document, int Line, string Language, IReadOnlyDictionary<string, string> Words, string Text)
{
    public bool IsShell => Language is "sh" or "bash" or "shell" or "console";

    public bool IsRun => IsShell && Words.ContainsKey("run");

    public bool IsOutput => Words.ContainsKey("output");

    public string Place => $"{Document}:{Line}";

    /// <summary>The blocks of a document, in order.</summary>
    public static IReadOnlyList<DocumentBlock> Of(string document, IReadOnlyList<string> lines)
    {
        var blocks = new List<DocumentBlock>();
        for (var i = 0; i < lines.Count; i++)
        {
            var fence = Fence().Match(lines[i]);
            if (!fence.Success)
            {
                continue;
            }

            var (indent, start) = (fence.Groups["indent"].Length, i + 1);
            var end = start;
            while (end < lines.Count && lines[end].Trim() != "```")
            {
                end++;
            }

            Assert.True(end < lines.Count, $"{document}:{start}: the block does not end");
            var text = string.Join('\n', lines.Skip(start).Take(end - start).Select(l => l.Length > indent ? l[indent..] : l.TrimStart()));
            var words = Word().Matches(fence.Groups["words"].Value).ToDictionary(w => w.Groups["name"].Value, w => w.Groups["value"].Value.Trim('"'), StringComparer.Ordinal);
            blocks.Add(new DocumentBlock(document, start, fence.Groups["language"].Value, words, text));
            i = end;
        }

        return blocks;
    }

    [GeneratedRegex("^(?<indent> *)```(?<language>[a-z]*)(?<words>.*)$")]
    private static partial Regex Fence();

    [GeneratedRegex("(?<name>[a-z]+)(=(?<value>\"[^\"]*\"|[^ ]+))?")]
    private static partial Regex Word();
}
