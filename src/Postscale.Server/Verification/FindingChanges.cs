using Postscale.Server.Domains;
using Postscale.Server.Records;

namespace Postscale.Server.Verification;

/// <summary>What a check found otherwise than the one before.</summary>
internal static class FindingChanges
{
    /// <summary>
    /// The records that were found otherwise than when they were last read: the verdict or what DNS holds. What cannot be read now is
    /// no change; at the first check only what begins to hold is one.
    /// </summary>
    /// <param name="before">The domain before the check.</param>
    /// <param name="after">The domain after it.</param>
    /// <param name="known">What the check before found, by kind.</param>
    /// <param name="findings">What this one found.</param>
    public static IReadOnlyList<RecordChangeJson> Of(Domain before, Domain after, IReadOnlyDictionary<string, StoredFinding> known, IReadOnlyList<Finding> findings)
    {
        List<RecordChangeJson>? changes = null;
        foreach (var finding in findings)
        {
            var last = known.GetValueOrDefault(finding.Kind.Name);
            var flagChanged = before.Holds(finding.Kind) != after.Holds(finding.Kind);
            if (flagChanged || (finding.Kind.IsIssuedFor(after.Type) && Differs(last, finding)))
            {
                (changes ??= []).Add(new RecordChangeJson
                {
                    Record = finding.Kind.Name,
                    Was = (last?.LastRead?.Verdict ?? last?.Verdict)?.Name(),
                    Now = finding.Verdict.Name(),
                    Error = finding.Error,
                    Found = StoredFindings.Cut(finding.Found),
                    Hint = finding.Hint,
                });
            }
        }

        return changes ?? [];
    }

    /// <summary>Whether all that is kept of the findings, but for who answered and how fast, is as it was.</summary>
    /// <param name="known">What the check before found, by kind.</param>
    /// <param name="findings">What this one found.</param>
    public static bool IsNone(IReadOnlyDictionary<string, StoredFinding> known, IReadOnlyList<Finding> findings) => findings.All(f =>
        known.TryGetValue(f.Kind.Name, out var last)
        && last.Verdict == f.Verdict && last.Error == f.Error && last.Hint == f.Hint && last.Warnings.SequenceEqual(f.Warnings) && IsSame(last.Found, f));

    private static bool Differs(StoredFinding? last, Finding finding) =>
        finding.Verdict != Verdict.Unreadable && last?.LastRead is var (verdict, found) && (verdict != finding.Verdict || !IsSame(found, finding));

    // Servers turn the order of records round from answer to answer.
    private static bool IsSame(IReadOnlyList<string> last, Finding finding)
    {
        var found = StoredFindings.Cut(finding.Found);
        return last.SequenceEqual(found) || (last.Count == found.Count && last.ToHashSet(StringComparer.Ordinal).SetEquals(found));
    }
}
