namespace Postscale.Cli.Check.Printing;

/// <summary>How a text looks on a terminal. It adds to the words and never stands for them.</summary>
internal enum Ink
{
    Plain,
    Strong,
    Faint,
    Good,
    Bad,
    Warning,
}
