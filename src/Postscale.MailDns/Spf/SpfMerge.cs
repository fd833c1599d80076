namespace Postscale.MailDns.Spf;

/// <summary>
/// Makes one record of several. Terms are kept in order and once; what stands behind an "all" never counted and is left out.
/// The "all" becomes the least strict of those given, since nobody asked for more in every record; "+all" and none do not count,
/// and if nothing else is given it is "~all". A single "redirect" stays if no record has an "all"; otherwise it becomes an include,
/// which keeps the senders it passes. The first "exp" stays.
/// </summary>
internal static class SpfMerge
{
    public static string Merge(IReadOnlyList<SpfRecord> records)
    {
        var terms = new List<string>();
        var modifiers = new List<string>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var redirects = records.Select(r => r.All is null ? r.Redirect : null).OfType<SpfModifier>().Select(m => m.Value).Distinct().ToList();
        var keepsRedirect = redirects.Count == 1 && records.All(r => r.All is null);
        foreach (var term in records.SelectMany(Counting))
        {
            AddOnce(term is SpfDirective ? terms : modifiers, term.ToString()!, seen);
        }

        foreach (var redirect in keepsRedirect ? [] : redirects)
        {
            AddOnce(terms, $"include:{redirect}", seen);
        }

        terms.Add(keepsRedirect ? $"redirect={redirects[0]}" : AllOf(records));
        if (records.Select(r => r.Explanation).FirstOrDefault(e => e is not null) is { } explanation)
        {
            modifiers.Insert(0, explanation.ToString());
        }

        return string.Join(' ', [SpfRecord.Version, .. terms, .. modifiers]);
    }

    // The terms that an evaluation may reach, without the ones that are settled once for the merged record.
    private static IEnumerable<SpfTerm> Counting(SpfRecord record) => record.Terms
        .TakeWhile(t => t is not SpfDirective { Mechanism.Kind: SpfMechanismKind.All })
        .Where(t => t is not SpfModifier { Name: SpfModifier.RedirectName or SpfModifier.ExplanationName });

    private static string AllOf(IReadOnlyList<SpfRecord> records)
    {
        var given = records.Select(r => r.All?.Qualifier).ToList();
        return given.Contains(SpfQualifier.Neutral) ? "?all"
            : given.Contains(SpfQualifier.SoftFail) ? "~all"
            : given.Contains(SpfQualifier.Fail) && !given.Contains(SpfQualifier.Pass) ? "-all" : "~all";
    }

    private static void AddOnce(List<string> list, string text, HashSet<string> seen)
    {
        if (seen.Add(text))
        {
            list.Add(text);
        }
    }
}
