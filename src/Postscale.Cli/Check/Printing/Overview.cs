using Postscale.Server.Records;

namespace Postscale.Cli.Check.Printing;

/// <summary>The table of all records.</summary>
internal static class Overview
{
    public static void Write(Page page, CheckReport report)
    {
        page.Write("  ", Ink.Plain, Row("RECORD", "VERDICT", "NEEDED", "AT"), Ink.Faint);
        foreach (var record in report.Records)
        {
            page.Write($"{record.Outcome.Symbol()} ", record.Outcome.Ink(), Row(record.Kind.Label, record.Outcome.Word(), Need(record), record.Expected.Name.Text), record.Outcome.Ink(), hang: 4);
        }
    }

    private static string Need(CheckedRecord record) => record switch
    {
        { IsRequired: true } => "required",
        _ when record.Kind == RecordKinds.Dkim => "to send",
        _ => "recommended",
    };

    private static string Row(string record, string verdict, string need, string at) => $"{record,-11}  {verdict,-11}  {need,-11}  {at}";
}
