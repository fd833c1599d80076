namespace Postscale.Cli.Check.Json;

/// <summary>One destination of reports, and whether receivers will send there.</summary>
internal sealed record DmarcReportJson(string Uri, string Kind, string Outcome, string? RecordName, string? Problem);
