using Postscale.Cli.Check.Explaining;
using Postscale.MailDns.Spf;

namespace Postscale.Cli.Check.Json;

/// <summary>The SPF record that the domain has, taken apart.</summary>
internal sealed record SpfJson(
    IReadOnlyList<string> Records,
    SpfErrorJson? SyntaxError,
    string? Problem,
    bool ProblemIsTemporary,
    IReadOnlyList<SpfTermJson> Terms,
    int Lookups,
    int LookupLimit,
    int VoidLookups,
    int VoidLookupLimit,
    IReadOnlyList<string> Warnings)
{
    public static SpfJson? Of(SpfSurveyResult? survey) => survey is null ? null : new SpfJson(
        RecordJson.Texts(survey.Texts),
        survey.SyntaxError is { } error ? new SpfErrorJson(error.Position, RecordJson.Texts([error.Term])[0], error.Reason) : null,
        survey.Problem,
        survey.IsTemporary,
        [.. SpfTerms.Of(survey).Select(t => new SpfTermJson(t.Term, t.Depth, t.Lookups, t.IsVoid, t.Note))],
        survey.Lookups,
        SpfLimits.Default.MaxLookups,
        survey.VoidTerms.Count,
        SpfLimits.Default.MaxVoidLookups,
        survey.Warnings);
}
