using Postscale.Server.Records;
using Postscale.Server.Verification;

namespace Postscale.Cli.Check.Printing;

/// <summary>One record: what to publish, what was found, what to change.</summary>
internal static class RecordSection
{
    public static void Write(Page page, CheckedRecord record)
    {
        page.Blank();
        page.Write($"{record.Outcome.Symbol()} ", record.Outcome.Ink(), $"{record.Kind.Label}: {record.Outcome.Word()}", record.Outcome.Ink());
        var expected = record.Expected;
        page.Field("expected", $"{expected.Type}  {expected.Name}  {Value(expected)}", hang: 2);
        if (record.Finding is { } finding)
        {
            // Where the MX records lead is shown with them; and what could not be read may well be there.
            if (record.Kind != RecordKinds.Mx && (finding.Found.Count > 0 || record.Outcome != CheckOutcome.Unreadable))
            {
                page.Field("found", finding.Found.Count == 0 ? ["nothing"] : StoredFindings.Cut(finding.Found));
            }

            if (record.Error is { } error)
            {
                page.Field("why", error, record.Outcome.Ink());
            }
        }

        if (record.Hint is { } hint && record.Error?.Contains(hint, StringComparison.Ordinal) != true)
        {
            page.Field("to do", hint, Ink.Strong);
        }

        page.Warnings(record.Finding?.Warnings ?? []);
    }

    private static string Value(IssuedRecord record) => record switch
    {
        { Priority: { } priority } => $"{priority} {record.Value}",
        { Type: "TXT" } => $"\"{record.Value}\"",
        _ => record.Value,
    };
}
