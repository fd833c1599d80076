using System.Globalization;
using Postscale.Cli.Check.Explaining;
using Postscale.MailDns.Spf;

namespace Postscale.Cli.Check.Printing;

/// <summary>The domain's SPF record, taken apart.</summary>
internal static class SpfSection
{
    private const string Label = "terms";

    public static void Write(Page page, SpfSurveyResult? survey, CheckedRecord? record)
    {
        if (survey is null)
        {
            page.Field(Label, "could not be taken apart: no answer in time", Ink.Warning);
            return;
        }

        if (survey.Record is not null)
        {
            var label = Label;
            foreach (var line in SpfTerms.Of(survey))
            {
                var cost = line.Lookups?.ToString(CultureInfo.InvariantCulture) ?? "";
                page.Field(label, $"{cost,3}  {new string(' ', 2 * (line.Depth - 1))}{line.Term}{(line.Note is null ? "" : $"  ({line.Note})")}", line.IsVoid ? Ink.Warning : Ink.Plain, hang: 5 + (2 * line.Depth));
                label = "";
            }

            var ink = survey.Lookups > SpfLimits.Default.MaxLookups || survey.VoidTerms.Count > SpfLimits.Default.MaxVoidLookups ? Ink.Bad : Ink.Plain;
            page.Field("total", $"{survey.Lookups,3}  of {SpfLimits.Default.MaxLookups} look-ups; {survey.VoidTerms.Count} of {SpfLimits.Default.MaxVoidLookups} that find nothing", ink);
        }

        if (survey.Problem is { } problem && (survey.Record is not null || record is null))
        {
            page.Field(survey.IsTemporary ? "? now" : "! fault", survey.Record is null || survey.IsTemporary ? problem : $"evaluation ends here: {problem}", survey.IsTemporary ? Ink.Warning : Ink.Bad);
        }

        page.Warnings(survey.Warnings.Except(record?.Finding?.Warnings ?? []));
    }
}
