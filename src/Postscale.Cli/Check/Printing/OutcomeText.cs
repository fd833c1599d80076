namespace Postscale.Cli.Check.Printing;

/// <summary>How an outcome is shown: a symbol and a word, and a colour where there are any.</summary>
internal static class OutcomeText
{
    public static string Word(this CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Ok => "ok",
        CheckOutcome.Missing => "missing",
        CheckOutcome.Wrong => "wrong",
        CheckOutcome.Unreadable => "unreadable",
        _ => "not checked",
    };

    public static string Symbol(this CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Ok => "✓",
        CheckOutcome.Missing or CheckOutcome.Wrong => "✗",
        CheckOutcome.Unreadable => "?",
        _ => "–",
    };

    public static Ink Ink(this CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Ok => Printing.Ink.Good,
        CheckOutcome.Missing or CheckOutcome.Wrong => Printing.Ink.Bad,
        CheckOutcome.Unreadable => Printing.Ink.Warning,
        _ => Printing.Ink.Faint,
    };
}
