namespace Postscale.Cli.Check.Printing;

/// <summary>What is written to.</summary>
/// <param name="Width">Columns.</param>
/// <param name="HasColours">Whether it shows colours and wants them.</param>
internal sealed record Terminal(int Width, bool HasColours)
{
    public const int UsualWidth = 80;

    /// <summary>What is drawn in one place may be narrower than pages, for it must fit.</summary>
    public const int Widest = 160;

    private const int Narrowest = 40;

    /// <summary>Where standard output goes.</summary>
    public static Terminal OfConsole() => Console.IsOutputRedirected
        ? Of(isRedirected: true, 0, null, null)
        : Of(isRedirected: false, Console.WindowWidth, Environment.GetEnvironmentVariable("NO_COLOR"), Environment.GetEnvironmentVariable("TERM"));

    /// <summary>Decides.</summary>
    /// <param name="isRedirected">Whether it is a file or a pipe.</param>
    /// <param name="width">The columns; 0 when unknown.</param>
    /// <param name="noColour">The variable NO_COLOR: any value but an empty one wants none (no-color.org).</param>
    /// <param name="kind">The variable TERM.</param>
    public static Terminal Of(bool isRedirected, int width, string? noColour, string? kind) => new(
        isRedirected || width <= 0 ? UsualWidth : Math.Clamp(width, Narrowest, Widest),
        !isRedirected && string.IsNullOrEmpty(noColour) && kind != "dumb");
}
