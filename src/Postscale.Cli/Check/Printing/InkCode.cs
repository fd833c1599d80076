namespace Postscale.Cli.Check.Printing;

/// <summary>Colours as terminals take them (ECMA-48 §8.3.117, select graphic rendition).</summary>
internal static class InkCode
{
    /// <summary>A text that looks so on a terminal.</summary>
    /// <param name="text">The text, without control characters.</param>
    /// <param name="ink">How it looks.</param>
    /// <param name="hasColours">Whether colours are wanted.</param>
    public static string Paint(string text, Ink ink, bool hasColours) =>
        hasColours && Of(ink) is { } code && !string.IsNullOrWhiteSpace(text) ? $"\e[{code}m{text}\e[0m" : text;

    private static string? Of(Ink ink) => ink switch
    {
        Ink.Strong => "1",
        Ink.Faint => "2",
        Ink.Good => "32",
        Ink.Bad => "31",
        Ink.Warning => "33",
        _ => null,
    };
}
