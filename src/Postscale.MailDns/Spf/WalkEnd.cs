namespace Postscale.MailDns.Spf;

/// <summary>How the walk through one record ended for a sender that only the target knows.</summary>
internal enum WalkEndKind
{
    /// <summary>Nothing matched: neutral.</summary>
    NoMatch,

    /// <summary>The target matched.</summary>
    Target,

    /// <summary>A term matched that matches every sender.</summary>
    Everyone,

    /// <summary>A permanent or temporary error.</summary>
    Fault,
}

/// <summary>The end of a walk.</summary>
/// <param name="Kind">What ended it.</param>
/// <param name="Qualifier">The result for the sender; pass for the kinds that have none.</param>
/// <param name="Path">The terms that lead to the end, from the top.</param>
internal sealed record WalkEnd(WalkEndKind Kind, SpfQualifier Qualifier, IReadOnlyList<string> Path)
{
    public static readonly WalkEnd NoMatch = new(WalkEndKind.NoMatch, SpfQualifier.Neutral, []);

    /// <summary>The index, in the record walked, of the term at which it ended; -1 for its end.</summary>
    public int Index { get; init; } = -1;

    /// <summary>The outcome that a fault makes.</summary>
    public SpfAuthorisationOutcome Outcome { get; init; }

    /// <summary>Whether a fault lies in a term that can authorise nobody: its name has no record, or leads in a circle.</summary>
    public bool IsDead { get; init; }

    /// <summary>The sentence that goes with a fault, or what makes a term match everyone.</summary>
    public string Reason { get; init; } = "";

    public static WalkEnd Fault(SpfAuthorisationOutcome outcome, IReadOnlyList<string> path, string reason) =>
        new(WalkEndKind.Fault, SpfQualifier.Neutral, path) { Outcome = outcome, Reason = reason };
}

/// <summary>A place where the target was seen and does not count.</summary>
/// <param name="Outcome">Why it does not count.</param>
/// <param name="Path">The terms that lead to it, from the top.</param>
/// <param name="Reason">The sentence that says so.</param>
internal sealed record NearMiss(SpfAuthorisationOutcome Outcome, IReadOnlyList<string> Path, string Reason);
