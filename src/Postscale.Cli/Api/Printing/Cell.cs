using Postscale.Cli.Check.Printing;

namespace Postscale.Cli.Api.Printing;

/// <summary>What stands in a place of a table.</summary>
/// <param name="Text">The text; control characters do not get out.</param>
/// <param name="Ink">How it looks on a terminal.</param>
internal readonly record struct Cell(string Text, Ink Ink = Ink.Plain)
{
    private const string Nothing = "-";

    public static implicit operator Cell(string? text) => new(string.IsNullOrEmpty(text) ? Nothing : text);

    /// <summary>Good or bad, in a word.</summary>
    public static Cell Truth(bool holds) => holds ? new("yes", Ink.Good) : new("no", Ink.Warning);

    /// <summary>A time.</summary>
    public static Cell Time(DateTimeOffset? time) => Words.Time(time);
}
