namespace Postscale.Cli.Check.Printing;

/// <summary>The lines of a section: a word for what it is, and a text.</summary>
internal static class Fields
{
    private const int LabelWidth = 10;

    public static void Field(this Page page, string label, string text, Ink ink = Ink.Plain, int hang = 0) =>
        page.Write($"  {label.PadRight(LabelWidth)}", Ink.Faint, text, ink, hang);

    /// <summary>Several texts under one word.</summary>
    public static void Field(this Page page, string label, IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            page.Field(label, text);
            label = "";
        }
    }

    public static void Warnings(this Page page, IEnumerable<string> warnings)
    {
        foreach (var warning in warnings)
        {
            page.Field("! note", warning, Ink.Warning);
        }
    }
}
