using Postscale.Cli.Check.Printing;

namespace Postscale.Cli.Api.Printing;

/// <summary>Where the output goes, and in which form.</summary>
/// <param name="IsTerminal">Whether a person looks at it: tables with headers. Otherwise lines of fields parted by tabs.</param>
/// <param name="Terminal">Its width, and whether it shows colours.</param>
/// <param name="IsJson">Whether JSON was asked for.</param>
internal sealed record Screen(bool IsTerminal, Terminal Terminal, bool IsJson)
{
    /// <summary>Standard output, with the choice of the option <c>--color</c>.</summary>
    public static Screen Of(string color, bool json)
    {
        var terminal = Terminal.OfConsole();
        return new(!Console.IsOutputRedirected, color switch
        {
            "always" => terminal with { HasColours = true },
            "never" => terminal with { HasColours = false },
            _ => terminal,
        }, json);
    }
}
