using System.Globalization;
using System.Text;

namespace Postscale.Cli.Check.Printing;

/// <summary>
/// Text for a terminal: wrapped to its width and coloured where it shows colours. Every text passes through here, and no control
/// character of it gets out: what DNS says can move no cursor and forge no line.
/// </summary>
/// <param name="terminal">What it is for.</param>
internal sealed class Page(Terminal terminal)
{
    private const char Unprintable = '?';

    private readonly StringBuilder _text = new();

    public void Blank() => _text.Append('\n');

    /// <summary>Writes a text behind a lead that stands on its first line; further lines begin where the text did.</summary>
    /// <param name="lead">What stands before it; short.</param>
    /// <param name="leadInk">How the lead looks.</param>
    /// <param name="text">The text.</param>
    /// <param name="ink">How it looks.</param>
    /// <param name="hang">How many columns further in later lines begin.</param>
    public void Write(string lead, Ink leadInk, string text, Ink ink = Ink.Plain, int hang = 0)
    {
        lead = Clean(lead);
        var indent = lead.Length;
        Append(lead, leadInk);
        var first = true;
        foreach (var line in Wrap(Clean(text), terminal.Width - indent, hang))
        {
            if (!first)
            {
                _text.Append('\n').Append(' ', indent + hang);
            }

            Append(line, ink);
            first = false;
        }

        _text.Append('\n');
    }

    public override string ToString() => _text.ToString();

    /// <summary>A text with nothing in it that a terminal would act on.</summary>
    internal static string Clean(string text) => string.Create(text.Length, text, (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = IsPrintable(source[i]) ? source[i] : Unprintable;
        }
    });

    // Joiners belong to names of some scripts (RFC 5892, appendix A); the other format characters can turn a line around.
    private static bool IsPrintable(char c) => c is ' ' or '\u200C' or '\u200D' || char.GetUnicodeCategory(c) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    private static IEnumerable<string> Wrap(string text, int width, int hang)
    {
        var rest = text;
        var room = Math.Max(width, 1);
        while (rest.Length > room)
        {
            var at = Break(rest, room);
            yield return rest[..at].TrimEnd(' ');
            rest = rest[at..].TrimStart(' ');
            room = Math.Max(width - hang, 1);
        }

        yield return rest;
    }

    /// <summary>Where to break: at a space, else behind a comma; a key or another word longer than the line, where the line ends.</summary>
    private static int Break(string text, int room) => text.LastIndexOf(' ', room) is > 0 and var space
        ? space
        : text.LastIndexOf(',', room - 1) is > 0 and var comma ? comma + 1 : room;

    private void Append(string text, Ink ink) => _text.Append(InkCode.Paint(text, ink, terminal.HasColours));
}
