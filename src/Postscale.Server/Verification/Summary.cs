using Postscale.Server.Domains;
using Postscale.Server.Records;

namespace Postscale.Server.Verification;

/// <summary>One line for people on what a verification came to, in the contract's words.</summary>
public static class Summary
{
    /// <summary>Words it.</summary>
    /// <param name="domain">The domain after the check.</param>
    /// <param name="findings">What the check found.</param>
    public static string Of(Domain domain, IReadOnlyList<Finding> findings)
    {
        var spoken = findings.Where(f => f.Kind.IsInSummary && f.Kind.IsIssuedFor(domain.Type)).ToList();
        var sentences = new List<string> { domain.Verified ? "Domain verified." : "Verification failed." };
        if (domain.Verified)
        {
            // In its grace a domain has what it is verified by, whatever was found.
            Say("valid", spoken.Where(f => domain.Holds(f.Kind) && !IsDefinitelyBad(f)), isVerb: true);
            Say("not found", spoken.Where(f => f.Verdict == Verdict.Missing), isVerb: false);
            Say("invalid", spoken.Where(f => f.Verdict == Verdict.Invalid), isVerb: false);
            if (findings.Any(f => IsDefinitelyBad(f) && f.Kind.IsRequiredFor(domain.Type)))
            {
                sentences.Add("It stays verified for the time being.");
            }
        }
        else
        {
            if (!domain.Holds(RecordKinds.Ownership))
            {
                sentences.Add("Ownership not confirmed.");
            }

            var bad = spoken.Where(f => f.Kind.IsInFailedSummary).ToList();
            SayPlainly("missing", bad.Where(f => f.Verdict == Verdict.Missing));
            SayPlainly("invalid", bad.Where(f => f.Verdict == Verdict.Invalid));
        }

        var unread = findings.Where(f => f.Verdict == Verdict.Unreadable && f.Kind.IsIssuedFor(domain.Type)).Select(f => f.Kind.Label).ToList();
        if (unread.Count > 0)
        {
            sentences.Add($"{And(unread)} {Records(unread.Count)} could not be read; the last result stands.");
        }

        return string.Join(' ', sentences);

        void Say(string what, IEnumerable<Finding> which, bool isVerb)
        {
            var labels = which.Select(f => f.Kind.Label).ToList();
            if (labels.Count > 0)
            {
                var verb = isVerb ? labels.Count == 1 ? "is " : "are " : "";
                sentences.Add($"{And(labels)} {Records(labels.Count)} {verb}{what}.");
            }
        }

        void SayPlainly(string what, IEnumerable<Finding> which)
        {
            var labels = which.Select(f => f.Kind.Label).ToList();
            if (labels.Count > 0)
            {
                sentences.Add($"{string.Join(", ", labels)} {Records(labels.Count)} {what}.");
            }
        }
    }

    private static bool IsDefinitelyBad(Finding finding) => finding.Verdict is Verdict.Missing or Verdict.Invalid;

    private static string Records(int count) => count == 1 ? "record" : "records";

    private static string And(List<string> labels) => labels.Count switch
    {
        1 => labels[0],
        2 => $"{labels[0]} and {labels[1]}",
        _ => $"{string.Join(", ", labels.Take(labels.Count - 1))}, and {labels[^1]}",
    };
}
