using CsCheck;
using Postscale.Cli.Check.Printing;

namespace Postscale.Cli.Tests.Check;

public sealed class PageTests
{
    [Fact]
    public void A_text_wraps_at_spaces_and_goes_on_where_it_began()
    {
        var page = new Page(new Terminal(20, HasColours: false));
        page.Write("  why  ", Ink.Faint, "one two three four", hang: 1);
        Assert.Equal("  why  one two three\n        four\n", page.ToString());
    }

    [Fact]
    public void A_word_longer_than_the_line_is_broken_at_its_end()
    {
        var page = new Page(new Terminal(10, HasColours: false));
        page.Write("", Ink.Plain, new string('x', 25));
        Assert.Equal("xxxxxxxxxx\nxxxxxxxxxx\nxxxxx\n", page.ToString());
    }

    [Fact]
    public void A_long_word_is_broken_behind_a_comma_if_it_has_one()
    {
        var page = new Page(new Terminal(10, HasColours: false));
        page.Write("", Ink.Plain, "a one,two,three");
        Assert.Equal("a\none,two,\nthree\n", page.ToString());
    }

    [Fact]
    public void Half_a_character_is_no_character() => Assert.Equal("x?", Page.Clean("x" + (char)0xD800));

    [Theory]
    [InlineData("a\nb", "a?b")]
    [InlineData("\e[2J", "?[2J")]
    [InlineData("\u009b31m", "?31m")]
    [InlineData("\u202eevil", "?evil")]
    [InlineData("\u00adx\u00a0", "?x?")]
    [InlineData("bücher ✓ – …", "bücher ✓ – …")]
    public void What_a_terminal_would_act_on_is_shown_as_a_question_mark(string text, string expected) => Assert.Equal(expected, Page.Clean(text));

    [Fact]
    public void Any_text_is_written_within_the_width_and_without_control_characters() =>
        Gen.Select(Gen.String, Gen.Int[20, 100], Gen.Int[0, 6]).Sample((text, width, hang) =>
        {
            var page = new Page(new Terminal(width, HasColours: false));
            page.Write("  lead  ", Ink.Good, text, Ink.Bad, hang);
            var lines = page.ToString().Split('\n');
            return lines.All(l => l.Length <= width && !l.Any(char.IsControl)) && lines[0].StartsWith("  lead  ", StringComparison.Ordinal);
        });
}
