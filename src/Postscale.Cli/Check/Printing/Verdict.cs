using Postscale.Server.Domains;
using Postscale.Server.Records;

namespace Postscale.Cli.Check.Printing;

/// <summary>What stands behind the verdict.</summary>
internal static class Verdict
{
    public static string Sentence(CheckReport report)
    {
        var parts = report.Records
            .Where(r => r.IsRequired && r.Outcome is not (CheckOutcome.Ok or CheckOutcome.NotChecked))
            .Select(r => $"{r.Kind.Label} {r.Outcome.Word()}").ToList();
        var text = parts.Count > 0 ? $": {string.Join(", ", parts)}." : ".";
        if (report.Records.Any(r => r.Kind == RecordKinds.Ownership && r.Outcome == CheckOutcome.NotChecked))
        {
            text += " Ownership was not checked.";
        }

        return report.Verified == true && report.Request.Type.CanSend() && report.Records.Any(r => r.Kind == RecordKinds.Dkim && r.Outcome != CheckOutcome.Ok)
            ? text + " Sending also needs DKIM."
            : text;
    }
}
