using Postscale.Cli.Check.Printing;

namespace Postscale.Cli.Tests.Check;

public sealed class TerminalTests
{
    [Theory]
    [InlineData(false, 100, null, "xterm", 100, true)]
    [InlineData(false, 100, "", "xterm", 100, true)]
    [InlineData(false, 100, "1", "xterm", 100, false)]
    [InlineData(false, 100, null, "dumb", 100, false)]
    [InlineData(true, 100, null, "xterm", 80, false)]
    [InlineData(false, 0, null, null, 80, true)]
    [InlineData(false, 10, null, null, 40, true)]
    [InlineData(false, 900, null, null, 160, true)]
    public void Width_and_colours_follow_where_the_output_goes(bool isRedirected, int width, string? noColour, string? kind, int expected, bool hasColours) =>
        Assert.Equal(new Terminal(expected, hasColours), Terminal.Of(isRedirected, width, noColour, kind));
}
