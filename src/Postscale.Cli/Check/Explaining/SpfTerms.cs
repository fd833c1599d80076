using Postscale.MailDns.Spf;

namespace Postscale.Cli.Check.Explaining;

/// <summary>Joins the terms of a record with what they cost.</summary>
internal static class SpfTerms
{
    private const string PathSeparator = " > ";

    public static IReadOnlyList<SpfTermLine> Of(SpfSurveyResult survey)
    {
        var lines = new List<SpfTermLine>();
        var costs = new Queue<SpfCost>(survey.Costs);
        var isBehindAll = false;
        foreach (var term in survey.Record?.Terms ?? [])
        {
            var costsLookup = term is SpfDirective { Mechanism.CostsLookup: true } or SpfModifier { IsRedirect: true };

            // A redirect is followed last, wherever it stands (RFC 7208 §6.1).
            var isNext = costs.TryPeek(out var next) && next.Depth == 1 && next.Path == term.ToString();
            if (costsLookup && isNext)
            {
                Take(lines, survey, costs);
            }
            else if (term is SpfModifier { IsRedirect: true } && survey.Costs.FirstOrDefault(c => c.Depth == 1 && c.Path == term.ToString()) is { } redirect)
            {
                lines.Add(Line(survey, redirect));
            }
            else
            {
                var note = costsLookup || isBehindAll ? "not reached" : Meaning(term);
                lines.Add(new SpfTermLine(term.ToString()!, 1, costsLookup || isBehindAll ? null : 0, IsVoid: false, note));
            }

            isBehindAll |= term is SpfDirective { Mechanism.Kind: SpfMechanismKind.All };
        }

        return lines;
    }

    private static void Take(List<SpfTermLine> lines, SpfSurveyResult survey, Queue<SpfCost> costs)
    {
        do
        {
            lines.Add(Line(survey, costs.Dequeue()));
        }
        while (costs.TryPeek(out var below) && below.Depth > 1);
    }

    private static SpfTermLine Line(SpfSurveyResult survey, SpfCost cost)
    {
        var isVoid = survey.VoidTerms.Contains(cost.Path);
        return new SpfTermLine(cost.Path.Split(PathSeparator)[^1], cost.Depth, cost.Lookups, isVoid, isVoid ? "a look-up finds nothing" : null);
    }

    private static string? Meaning(SpfTerm term) => term switch
    {
        SpfDirective { Mechanism.Kind: SpfMechanismKind.All } all => all.Qualifier switch
        {
            SpfQualifier.Fail => "everyone else: may not send",
            SpfQualifier.SoftFail => "everyone else: probably may not send",
            SpfQualifier.Neutral => "everyone else: nothing is said",
            _ => "everyone may send",
        },
        SpfModifier { IsExplanation: true } => "the explanation of a refusal",
        SpfModifier { IsRedirect: false } => "ignored by readers",
        _ => null,
    };
}
